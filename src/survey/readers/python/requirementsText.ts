import type { SourceText } from '../../sourceText';
import { readRequirement, type Requirement } from './pythonRequirement';

export interface RequirementLine extends Requirement {
  readonly line: number;
  /** What a compiler wrote of who asked for it, on one line; undefined when it wrote nothing. */
  readonly via: string | undefined;
}

export interface RequirementsText {
  readonly requirements: readonly RequirementLine[];
  /** The files of `-r`, as they are written. */
  readonly includes: readonly string[];
  /** The files of `-c`, as they are written. */
  readonly constraints: readonly string[];
  /** The command that made the file, without its program's name; undefined when a person wrote it. */
  readonly compiledBy: string | undefined;
}

/** No requirement is longer; those who search such a line would take long. */
const longestLine = 4000;

/** Reads a file of pip's requirements. What isn't one is read over. */
export function readRequirements(source: SourceText): RequirementsText {
  const requirements: { -readonly [K in keyof RequirementLine]: RequirementLine[K] }[] = [];
  const includes: string[] = [];
  const constraints: string[] = [];
  let compiledBy: string | undefined;
  let isVia = false;
  const { lines } = source;
  for (let index = 0; index < lines.length; index++) {
    const line = index + 1;
    let text = lines[index] ?? '';
    while (text.endsWith('\\') && index + 1 < lines.length && text.length < longestLine) {
      text = `${text.slice(0, -1)} ${lines[++index]?.trim() ?? ''}`;
    }
    text = text.trim().slice(0, longestLine);
    const comment = /(?:^|\s)#(.*)$/.exec(text)?.[1]?.trim();
    const written = text.replace(/(?:^|\s)#.*$/, '').trim();
    const last = requirements.at(-1);
    if (!written) {
      if (comment === undefined) {
        isVia = false;
      } else if (requirements.length === 0) {
        compiledBy ??= compilerIn(comment);
      } else if (last && (isVia || /^via\b/.test(comment))) {
        last.via = `${last.via ?? ''} ${comment.replace(/^via\b/, '')}`.trim();
        isVia = true;
      }
      continue;
    }
    isVia = false;
    const option = /^(-r|--requirement|-c|--constraint)(?:\s*=\s*|\s+|(?=[^-\s]))(\S+)/.exec(written);
    if (option) {
      (option[1] === '-r' || option[1] === '--requirement' ? includes : constraints).push(option[2] ?? '');
      continue;
    }
    const found = readRequirement(written.replace(/^(?:-e|--editable)(?:\s*=\s*|\s+)(["']?)(.*)\1$/, '$2'));
    if (found) {
      const via = /^via\b(.*)/.exec(comment ?? '')?.[1]?.trim();
      requirements.push({ ...found, line, via });
      isVia = via !== undefined;
    }
  }
  return { requirements, includes, constraints, compiledBy };
}

/** Whether what a compiler wrote says that the product itself asks for a package, not only another package. */
export function isAskedFor(via: string | undefined): boolean {
  return via === undefined || /(?:^|[\s,#])-r\s|\((?:pyproject\.toml|setup\.(?:py|cfg))\)/.test(via);
}

function compilerIn(comment: string): string | undefined {
  return /^(?:python\S*\s+-m\s+piptools\s+compile|pip-compile|uv\s+pip\s+compile|((?:uv|poetry|pdm)\s+export))\b(.*)$/
    .exec(comment)
    ?.slice(1)
    .join(' ')
    .trim();
}
