/** The arguments of a Ruby method call written with literals, as Gemfiles and gemspecs do. */
export interface RubyArguments {
  /** The texts given by their place, those of arrays included; those with an interpolation are left out. */
  readonly texts: readonly string[];
  /** Those given by name, as they are written: `git: 'https://…'`, `:group => :test`. */
  readonly options: ReadonlyMap<string, string>;
}

/** Reads what follows a method's name. @param written `('rails', '~> 7.0', require: false) if here?` */
export function readRubyArguments(written: string): RubyArguments {
  const texts: string[] = [];
  const options = new Map<string, string>();
  for (const argument of splitArguments(written)) {
    const [key, symbol, word] = /^:["']?(\w+)["']?\s*=>|^(\w+):(?!:)/.exec(argument) ?? [];
    const name = symbol ?? word;
    if (key !== undefined && name !== undefined) {
      options.set(name, argument.slice(key.length).trim());
    } else if (/^(?:["'[]|%w)/.test(argument)) {
      texts.push(...rubyTexts(argument));
    }
  }
  return { texts, options };
}

/** The texts between quotes or in `%w[…]`. */
export function rubyTexts(written: string): string[] {
  const words = /^%w[[({<]([^\])}>]*)/.exec(written)?.[1];
  return words === undefined
    ? [...written.matchAll(/'([^']*)'|"([^"]*)"/g)].flatMap(([, single, double]) => {
        const text = single ?? double ?? '';
        return single === undefined && text.includes('#{') ? [] : [text];
      })
    : words.split(/\s+/).filter((word) => word !== '');
}

/** The names in symbols, in `%i[…]` and between quotes: of `[:development, :test]`, both. */
export function rubyNames(written: string): string[] {
  const words = /^%[iw][[({<]([^\])}>]*)/.exec(written.trim())?.[1];
  return words === undefined
    ? [...written.matchAll(/(?:^|[\s[(,]):"?(\w+)|["'](\w+)["']/g)].flatMap(([, symbol, text]) => symbol ?? text ?? [])
    : words.split(/\s+/).filter((word) => word !== '');
}

/**
 * Cuts Ruby code into the lines that its parser sees: comments taken off, what goes on after a comma, an open bracket or
 * a `\` joined.
 *
 * @returns each with its first line, counted from 1
 */
export function rubyLines(lines: readonly string[]): { readonly code: string; readonly line: number }[] {
  const logical: { code: string; line: number }[] = [];
  let current: { code: string; line: number; parts: number } | undefined;
  let isComment = false;
  for (const [index, text] of lines.entries()) {
    if (/^=(?:begin|end)\b/.test(text)) {
      isComment = text.startsWith('=begin');
      continue;
    }
    if (/^__END__\s*$/.test(text)) {
      break;
    }
    const code = isComment ? '' : withoutComment(text).trim();
    if (code === '') {
      continue;
    }
    current = current
      ? { ...current, code: `${current.code.replace(/\\$/, '')} ${code}`, parts: current.parts + 1 }
      : { code, line: index + 1, parts: 1 };
    if (current.parts >= mostParts || !(/[,\\([{]$/.test(code) || opensMore(current.code))) {
      logical.push({ code: current.code, line: current.line });
      current = undefined;
    }
  }
  return current ? [...logical, { code: current.code, line: current.line }] : logical;
}

/** A call that goes on for longer isn't one: a bracket was left open. */
const mostParts = 40;

function opensMore(code: string): boolean {
  const outside = code.replace(/'[^']*'|"[^"]*"/g, '');
  return (outside.match(/[[(]/g)?.length ?? 0) > (outside.match(/[\])]/g)?.length ?? 0);
}

function withoutComment(text: string): string {
  let quote = '';
  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? '';
    if (quote !== '') {
      if (character === '\\') {
        index++;
      } else if (character === quote) {
        quote = '';
      }
    } else if (character === '"' || character === "'") {
      quote = character;
    } else if (character === '#') {
      return text.slice(0, index);
    }
  }
  return text;
}

function splitArguments(written: string): string[] {
  const found: string[] = [];
  let quote = '';
  let depth = 0;
  let from = 0;
  const text = written.trim().replace(/^\(/, '');
  const take = (to: number): void => {
    const argument = text.slice(from, to).trim();
    if (argument !== '') {
      found.push(argument);
    }
    from = to + 1;
  };
  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? '';
    if (quote !== '') {
      if (character === '\\') {
        index++;
      } else if (character === quote) {
        quote = '';
      }
    } else if (character === '"' || character === "'") {
      quote = character;
    } else if ('([{'.includes(character)) {
      depth++;
    } else if (')]}'.includes(character)) {
      depth--;
      if (depth < 0) {
        take(index);
        return found;
      }
    } else if (character === ',' && depth === 0) {
      take(index);
    } else if (depth === 0 && character === ' ' && /^ +(?:if|unless|do)\b/.test(text.slice(index, index + 20))) {
      take(index);
      return found;
    }
  }
  take(text.length);
  return found;
}
