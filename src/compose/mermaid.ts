/** A diagram as a Markdown block. @param lines its text, without the fence */
export function mermaidBlock(lines: readonly string[]): string {
  return ['```mermaid', ...lines, '```'].join('\n');
}

/** The name of an entity, as a diagram of entities takes it: quoted when it holds more than letters, digits and `_`. */
export function entityName(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : mermaidText(name);
}

/**
 * Any text between quotation marks, on one line: Mermaid knows no escape but entities, and takes Markdown inside.
 *
 * @param more what stands on a second line
 */
export function mermaidText(text: string, more?: string): string {
  return `"${[text, ...(more === undefined ? [] : [more])].map(escaped).join('<br/>')}"`;
}

function escaped(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[#;"'`<>{}[\]|\\]/g, (sign) => `#${String(sign.codePointAt(0))};`);
}
