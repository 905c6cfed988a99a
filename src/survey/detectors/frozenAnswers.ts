import { getNodeValue, parseTree, type ParseError } from 'jsonc-parser';
import type { Detector } from '../detector';
import type { Example } from '../facts';
import { bodyText } from '../readers/bodyText';
import type { SourceText } from '../sourceText';

/** Answers kept of one file, and in all: they show the form. */
const mostOfAFile = 3;
const mostInAll = 20;

/** Brackets one in another: the parser recurses. */
const deepest = 100;

/** Tests that ask an API something: others keep what functions of the code give. */
const sendsRequests =
  /supertest|chai-?http|superagent|\b(?:request|agent)\(|\.inject\(|\bcall(?:Api|Http|Rest)|\b(?:api|http|rest)(?:New|Get|Post|Put|Patch|Delete)?Call\(|\btest(?:Client|Agent)\b|\.(?:get|post|put|patch|delete)\(\s*['"`]\//i;

/** What an API answered when its tests ran, as Jest and Vitest keep it. */
export const frozenAnswers: Detector = {
  name: 'frozenAnswers',
  start: (repository) => ({
    async find() {
      const files = [...repository.files, ...repository.asides].filter(
        ({ name, path }) =>
          name.endsWith('.snap') && /(?:api|e2e|http|client|controller|route|server|integration|endpoint)/i.test(path),
      );
      const examples: Example[] = [];
      for (const { path } of files) {
        const source = await repository.text(path);
        const beside = path.replace('__snapshots__/', '').replace(/\.snap$/, '');
        const test = repository.has(beside) ? await repository.text(beside) : undefined;
        const answers = source ? answersIn(source) : [];
        const asks = test !== undefined && sendsRequests.test(test.text);
        examples.push(...answers.filter((answer) => asks || answer.path !== undefined).slice(0, mostOfAFile));
      }
      return { examples: examples.slice(0, mostInAll) };
    },
  }),
};

function answersIn(source: SourceText): Example[] {
  return [
    ...source.text.matchAll(/^exports\[`((?:[^`\\]|\\.)+?)(?: \d+)?`\] = `\s*([{[]|Object \{|Array \[)/gm),
  ].flatMap(({ index, 0: opening, 1: title = '', 2: bracket = '' }) => {
    const start = index + opening.length - bracket.length;
    const end = source.text.indexOf('\n`;', start);
    const body = end < 0 ? undefined : asJson(source.text.slice(start, end));
    const shown = body === undefined ? undefined : bodyText(body);
    const [, method, path] = /\b(?:(GET|POST|PUT|PATCH|DELETE) )?(\/[\w{}:/.-]*[\w}])/.exec(title) ?? [];
    return shown === undefined
      ? []
      : [
          {
            name: title.replace(/\\`/g, '`'),
            kind: 'response' as const,
            source: 'snapshot' as const,
            ...(method === undefined ? {} : { method }),
            ...(path === undefined ? {} : { path }),
            body: shown,
            evidence: [{ path: source.path, line: source.lineAt(index) }],
          },
        ];
  });
}

/** The values that Jest writes in its own way; undefined when they aren't those of JSON: elements of a page, functions. */
function asJson(text: string): string | undefined {
  const plain = text
    .replace(/^(\s*(?:"[^"\n]*": )?)(?:Object|Array) (?=[{[])/gm, '$1')
    .replace(/^(\s*(?:"[^"\n]*": )?)undefined(?=,$)/gm, '$1null')
    .replace(/^(\s*(?:"[^"\n]*": )?)(?:Any<(\w+)>|\d{4}-\d\d-\d\dT[\d:.]+Z)(?=,$)/gm, '$1"…"');
  let depth = 0;
  for (const [sign] of plain.matchAll(/[[\]{}]/g)) {
    depth += sign === '{' || sign === '[' ? 1 : -1;
    if (depth > deepest) {
      return undefined;
    }
  }
  const errors: ParseError[] = [];
  const tree = parseTree(plain, errors, { allowTrailingComma: true });
  return tree === undefined || errors.length > 0 ? undefined : JSON.stringify(getNodeValue(tree));
}
