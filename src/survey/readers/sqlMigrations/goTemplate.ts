import { engineOfWord } from './sqlDialects';

const action = /\{\{-?\s*([^{}]*?)\s*-?\}\}/g;

/** Whether a text is a template of Go's. */
export function isGoTemplate(text: string): boolean {
  return /\{\{[^{}]*\}\}/.test(text);
}

/** The engines that a template has a part for. */
export function templateEngines(text: string): string[] {
  return [...text.matchAll(action)].flatMap(({ 1: said = '' }) =>
    /^(?:else\s+)?if\b/.test(said)
      ? [...said.matchAll(/\.(\w+)/g)].flatMap(({ 1: word = '' }) => engineOfWord(word) ?? [])
      : [],
  );
}

/**
 * What is left of a migration written as a template of Go's, for one engine: of `{{if .mysql}}`, the part for it; values
 * (`{{.prefix}}`) as if they were empty. Of the same length, so that places stay. What a condition that says no engine
 * holds is kept.
 *
 * @returns also whether functions of the product's own make a part of it
 */
export function withoutTemplate(text: string, engine: string | undefined): { text: string; isPartial: boolean } {
  const kept: string[] = [];
  const branches: { isKept: boolean; wasKept: boolean }[] = [];
  let at = 0;
  let isPartial = false;
  const blank = (part: string): string => part.replace(/[^\r\n]/g, ' ');
  for (const { 0: whole, 1: said = '', index } of text.matchAll(action)) {
    const isKept = branches.every((branch) => branch.isKept);
    const before = text.slice(at, index);
    kept.push(isKept ? before : blank(before), blank(whole));
    at = index + whole.length;
    const [, word = '', rest = ''] = /^(if|else|end|range|with)?\b\s*(.*)$/s.exec(said) ?? [];
    const last = branches.at(-1);
    if (word === 'if') {
      const fits = isFor(rest, engine);
      branches.push({ isKept: fits, wasKept: fits });
    } else if (word === 'range' || word === 'with') {
      branches.push({ isKept: true, wasKept: true });
    } else if (word === 'else' && last) {
      last.isKept = !last.wasKept && isFor(rest.replace(/^if\s+/, ''), engine);
      last.wasKept ||= last.isKept;
    } else if (word === 'end') {
      branches.pop();
    } else if (isKept && /^[a-z]\w*\s+\S/i.test(said)) {
      isPartial = true;
    }
  }
  kept.push(text.slice(at));
  return { text: kept.join(''), isPartial };
}

/** Whether a condition may hold for an engine: one that names engines holds for those. */
function isFor(condition: string, engine: string | undefined): boolean {
  const words = [...condition.matchAll(/(not\s+)?\.(\w+)/g)].flatMap(({ 1: not, 2: word = '' }) => {
    const named = engineOfWord(word);
    return named === undefined ? [] : [{ named, isNot: not !== undefined }];
  });
  return words.length === 0 || words.some(({ named, isNot }) => (isNot ? named !== engine : named === engine));
}
