import { isScalar, Scalar, visit, type Document, type YAMLError } from 'yaml';
import { yamlMessages } from './yamlErrors';

export interface YamlMistake {
  /** Offsets in the text. */
  readonly range: readonly [number, number];
  readonly message: string;
}

/** How many collections of a model lie one in another: far fewer than this. */
const deepest = 32;

/**
 * Where a YAML text becomes nested deeper than any model, found without parsing it: the parser recurses, and a few
 * thousand brackets in a team's file would end the whole extension host before an error could be caught.
 *
 * @returns the offset of the bracket, or of the line whose list markers in a row go too deep; undefined when none do
 */
export function tooDeepAt(text: string): number | undefined {
  return bracketTooDeepAt(text, deepest) ?? compactTooDeepAt(text, deepest);
}

/** @returns the offset of the bracket that goes too deep, those in strings counted too; undefined when none does */
export function bracketTooDeepAt(text: string, deepest: number): number | undefined {
  let open = 0;
  for (const { 0: mark, index } of text.matchAll(/[[\]{}]/g)) {
    open = mark === '[' || mark === '{' ? open + 1 : Math.max(0, open - 1);
    if (open > deepest) {
      return index;
    }
  }
  return undefined;
}

/** @returns the offset of the line that has that many list or key markers in a row; undefined when none has */
export function compactTooDeepAt(text: string, deepest: number): number | undefined {
  return new RegExp(String.raw`^ *(?:[-?:][ \t]+){${deepest}}`, 'm').exec(text)?.index;
}

/**
 * What the parser doesn't tell, in the text's order: aliases of nothing, and keys written twice (it can look for them,
 * but in a time that grows with the square of their number).
 */
export function findMistakes(document: Document): YamlMistake[] {
  const mistakes: YamlMistake[] = [];
  const anchors = new Set<string>();
  visit(document, {
    Node(_, { anchor }) {
      if (anchor !== undefined) {
        anchors.add(anchor);
      }
    },
    Map(_, { anchor, items }) {
      if (anchor !== undefined) {
        anchors.add(anchor);
      }
      const seen = new Set<string>();
      for (const { key } of items) {
        if (!isScalar(key) || !key.range) {
          continue;
        }
        const name = String(key.value);
        if (seen.has(name)) {
          mistakes.push({ range: [key.range[0], key.range[1]], message: yamlMessages.DUPLICATE_KEY });
        }
        seen.add(name);
      }
    },
    Alias(_, { source, range }) {
      if (!anchors.has(source) && range) {
        mistakes.push({ range: [range[0], range[1]], message: yamlMessages.BAD_ALIAS });
      }
    },
  });
  return mistakes.sort((a, b) => a.range[0] - b.range[0]);
}

/** Where to point for a syntax error: the opening quote when what is missing is the closing one, far below. */
export function errorRange(document: Document, { code, pos }: YAMLError): readonly [number, number] {
  let range: readonly [number, number] = pos;
  if (code === 'MISSING_CHAR') {
    visit(document, {
      Scalar(_, { type, range: written }) {
        const isQuoted = type === Scalar.QUOTE_DOUBLE || type === Scalar.QUOTE_SINGLE;
        if (isQuoted && written && written[0] < pos[0] && pos[0] <= written[1]) {
          range = [written[0], written[0] + 1];
        }
      },
    });
  }
  return range;
}

/** Where the first alias stands; at the start when there is none. */
export function firstAlias(document: Document): readonly [number, number] {
  let found: readonly [number, number] = [0, 0];
  visit(document, {
    Alias(_, { range }) {
      found = range ? [range[0], range[1]] : found;
      return visit.BREAK;
    },
  });
  return found;
}
