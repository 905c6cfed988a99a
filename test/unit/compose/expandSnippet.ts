export interface Expanded {
  /** What is inserted when nobody types: placeholders stand, variables are written as « NAME » unless they have a default. */
  readonly text: string;
  /** The numbers of tab stops, in the order they are met. */
  readonly stops: readonly number[];
  readonly variables: readonly string[];
}

/** Reads VS Code's snippet syntax, as strictly as the part of it that the product writes. @throws on anything else. */
export function expandSnippet(body: string): Expanded {
  const stops: number[] = [];
  const variables: string[] = [];
  let at = 0;

  const read = (isNested: boolean): string => {
    let text = '';
    while (at < body.length) {
      const character = body.charAt(at);
      if (character === '\\') {
        const escaped = body.charAt(at + 1);
        if (!/[\\$}]/.test(escaped)) {
          throw new Error(`Stray backslash at ${at}: ${body.slice(at, at + 20)}`);
        }
        text += escaped;
        at += 2;
      } else if (character === '$') {
        text += readHole();
      } else if (character === '}') {
        if (!isNested) {
          throw new Error(`Bare closing brace at ${at}: ${body.slice(at - 20, at + 1)}`);
        }
        return text;
      } else {
        text += character;
        at++;
      }
    }
    if (isNested) {
      throw new Error('A hole is not closed');
    }
    return text;
  };

  const readHole = (): string => {
    const hole = /^\$(?:(\d+|[A-Z_]+)|\{(\d+|[A-Z_]+):)/.exec(body.slice(at));
    const name = hole?.[1] ?? hole?.[2];
    if (!hole || name === undefined) {
      throw new Error(`Bare dollar at ${at}: ${body.slice(at, at + 20)}`);
    }
    at += hole[0].length;
    const isStop = /\d/.test(name);
    if (isStop) {
      stops.push(Number(name));
    } else {
      variables.push(name);
    }
    if (hole[1] !== undefined) {
      return isStop ? '' : `«${name}»`;
    }
    const content = read(true);
    at++;
    return content;
  };

  return { text: read(false), stops, variables };
}
