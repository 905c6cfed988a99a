import { parsePrismaSchema, type SchemaDeclaration } from '@loancrate/prisma-schema-parser';
import type { SourceText } from '../../sourceText';

/** What a schema's file declares, with the line before its first, since a block read alone counts from 1. */
export interface PrismaBlock {
  readonly declaration: SchemaDeclaration;
  readonly source: SourceText;
  readonly linesBefore: number;
}

export interface PrismaFile {
  readonly blocks: readonly PrismaBlock[];
  /** The lines that couldn't be read. */
  readonly broken: readonly number[];
}

/** A block with more lines that don't parse isn't a schema's. */
const mostLines = 2000;

/** Real schemas nest two or three; the parser calls itself for each. */
const deepest = 50;

/** Reads a schema's file; when it doesn't parse whole, block by block, and a broken block line by line. */
export function readPrisma(source: SourceText): PrismaFile {
  const text = withoutBlockComments(source.text);
  const whole = parsed(text);
  if (whole) {
    return { blocks: whole.map((declaration) => ({ declaration, source, linesBefore: 0 })), broken: [] };
  }
  const blocks: PrismaBlock[] = [];
  const broken: number[] = [];
  for (const { lines, start } of splitBlocks(text === source.text ? source.lines : text.split(/\r\n|\r|\n/))) {
    const { declarations, brokenLines } = readBlock(lines);
    blocks.push(...declarations.map((declaration) => ({ declaration, source, linesBefore: start })));
    broken.push(...brokenLines.map((line) => line + start));
  }
  return { blocks, broken };
}

function readBlock(lines: readonly string[]): {
  declarations: readonly SchemaDeclaration[];
  brokenLines: readonly number[];
} {
  const declarations = parsed(lines.join('\n'));
  if (declarations) {
    return { declarations, brokenLines: [] };
  }
  const [first = '', ...rest] = lines.slice(0, mostLines);
  const brokenLines: number[] = [];
  const kept = rest.map((line, index) => {
    if (/^\s*\}\s*$/.test(line)) {
      return '';
    }
    if (parsed(`${first}\n${line}\n}\n`)) {
      return line;
    }
    brokenLines.push(index + 2);
    return '';
  });
  const mended = parsed([first, ...kept, '}', ''].join('\n'));
  return { declarations: mended ?? [], brokenLines: mended ? brokenLines : [1] };
}

/** The lines of each block, from its name to the brace that closes it at the left, or to the next block. */
function splitBlocks(lines: readonly string[]): { lines: string[]; start: number }[] {
  const blocks: { lines: string[]; start: number }[] = [];
  let open: { lines: string[]; start: number } | undefined;
  for (const [start, line] of lines.entries()) {
    if (/^(?:model|view|type|enum|datasource|generator)\s+\w+\s*\{/.test(line)) {
      open = { lines: [], start };
      blocks.push(open);
    }
    open?.lines.push(line);
    if (line.startsWith('}')) {
      open = undefined;
    }
  }
  return blocks.map((block) => ({ ...block, lines: [...block.lines, ''] }));
}

/** Blanks out what stands between slashes and stars, which Prisma skips and the parser refuses; lines keep their places. */
function withoutBlockComments(text: string): string {
  let bare = '';
  let from = 0;
  const sign = /"(?:[^"\\\r\n]|\\.)*"|\/\/[^\r\n]*|\/\*/g;
  for (let found = sign.exec(text); found; found = sign.exec(text)) {
    if (found[0] === '/*') {
      const close = text.indexOf('*/', sign.lastIndex);
      if (close < 0) {
        break;
      }
      bare += text.slice(from, found.index) + text.slice(found.index, close + 2).replace(/[^\r\n]/g, ' ');
      from = close + 2;
      sign.lastIndex = from;
    }
  }
  return bare + text.slice(from);
}

function parsed(text: string): readonly SchemaDeclaration[] | undefined {
  if (depthOf(text) > deepest) {
    return undefined;
  }
  try {
    return parsePrismaSchema(text).declarations;
  } catch {
    return undefined;
  }
}

function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  for (const { 0: bracket } of text.matchAll(/[()[\]{}]/g)) {
    depth = '([{'.includes(bracket) ? depth + 1 : Math.max(0, depth - 1);
    most = Math.max(most, depth);
  }
  return most;
}
