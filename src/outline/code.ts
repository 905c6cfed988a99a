import { lineEnd } from './lines';
import { toSource } from './partOffsets';
import { inlineOf } from './partText';
import type { Part, Parts } from './parts';
import { range } from './source';
import type { Source } from './source';
import type { Code } from './types';

/** The code blocks and code spans of a text, in order. */
export function readCode(source: Source, parts: Parts): Code[] {
  const code: Code[] = [];
  for (const part of parts.all) {
    if (part.kind === 'fence' || part.kind === 'indented') {
      code.push(codeBlock(source, part, part.kind));
    } else if (part.kind !== 'html' && part.content.includes('`')) {
      for (const span of codeSpans(source, part, parts)) {
        code.push(span);
      }
    }
  }
  return code;
}

function codeBlock(source: Source, { content, line, offsets, info }: Part, kind: 'fence' | 'indented'): Code {
  const language = kind === 'fence' ? (/\S+/.exec(info)?.[0] ?? '').toLowerCase() : '';
  const opening = kind === 'fence' ? 1 : 0;
  const text = content.endsWith('\n') ? content.slice(0, -1) : content;
  if (content === '') {
    const end = lineEnd(source.lines, line);
    return { kind, language, text, range: range(source, end, end) };
  }
  const lastLine = line + opening + text.split('\n').length - 1;
  return { kind, language, text, range: range(source, offsets[0] ?? 0, lineEnd(source.lines, lastLine)) };
}

function codeSpans(source: Source, part: Part, parts: Parts): Code[] {
  const spans = inlineOf(part, parts.env).code;
  if (spans.length === 0) {
    return [];
  }
  const place = toSource(source, part);
  return spans.map(({ start, end }) => ({
    kind: 'span',
    language: '',
    text: part.content.slice(start, end),
    range: range(source, place(start), place(end)),
  }));
}
