/** How a test is declared, by the extension of its file: one match a test. */
const declarations: readonly (readonly [files: RegExp, pattern: RegExp])[] = [
  [
    /\.[cm]?[jt]sx?$/,
    /^[ \t]*(?:it|test|specify|Scenario)(?:\.(?:only|skip|todo|concurrent|failing|each))*[ \t]*[(`]/gm,
  ],
  [/\.py$/, /^[ \t]*(?:async[ \t]+)?def[ \t]+test\w*[ \t]*\(/gm],
  [
    /\.rb$/,
    /^[ \t]*(?:it|test|scenario|specify|xit)[ \t(]+['"{]|^[ \t]*def[ \t]+test_\w+|^[ \t]*it[ \t]+do\b|^[ \t]*it[ \t]*\{/gm,
  ],
  [/\.php$/, /\bfunction[ \t]+test\w*[ \t]*\(|^[ \t]*\*[ \t]*@test\b|#\[Test\]|^[ \t]*(?:it|test)\([ \t]*['"]/gm],
  [/\.(?:java|kt|groovy)$/, /^[ \t]*@(?:Test|ParameterizedTest|RepeatedTest|TestFactory)\b/gm],
  [/\.go$/, /^func[ \t]+(?:\([^)\n]{0,80}\)[ \t]*)?Test\w*[ \t]*\(/gm],
  [/\.rs$/, /^[ \t]*#\[(?:\w+::)?test\b/gm],
  [/\.(?:cs|fs)$/, /^[ \t]*\[(?:Fact|Theory|Test|TestCase|TestMethod|DataTestMethod)\b/gm],
  [/\.feature$/, /^[ \t]*(?:Scenario(?: Outline)?|Scénario|Plan du scénario|Example|Exemple)[ \t]*:/gm],
  [/\.exs$/, /^[ \t]*test[ \t]+["']/gm],
  [/\.dart$/, /^[ \t]*(?:test|testWidgets)\(/gm],
  [/\.bats$/, /^[ \t]*@test\b/gm],
];

/** How many tests a file declares, as it is written: what a loop repeats counts once. 0 when its language isn't known. */
export function countTests(path: string, text: string): number {
  const pattern = declarations.find(([files]) => files.test(path))?.[1];
  return pattern === undefined ? 0 : (text.match(pattern)?.length ?? 0);
}
