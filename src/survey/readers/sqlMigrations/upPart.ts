/** A part of a migration's text. In UTF-16 code units. */
export interface TextPart {
  readonly text: string;
  readonly offset: number;
}

/** What tools call the part of a file that goes forward, and the one that comes back. */
const markers: readonly { readonly tool: string | undefined; readonly line: RegExp }[] = [
  { tool: 'dbmate', line: /^--\s*migrate:(up|down)\b/i },
  { tool: 'goose', line: /^--\s*\+goose\s+(up|down)\b/i },
  { tool: 'sql-migrate', line: /^--\s*\+migrate\s+(up|down)\b/i },
  { tool: 'micrate', line: /^--\s*\+micrate\s+(up|down)\b/i },
  { tool: 'Rambler', line: /^--\s*rambler\s+(up|down)\b/i },
  { tool: 'node-pg-migrate', line: /^--[\s-]*(up|down)\s+migration\b/i },
  { tool: 'Play', line: /^#\s*---\s*!(up|down)s\b/i },
  { tool: 'MyBatis', line: /^--\s*\/\/\s*@(undo)\b/i },
  { tool: 'tern', line: /^----\s*create above\s*\/\s*(drop) below/i },
  { tool: undefined, line: /^--[\s=]*(up|down)[\s=:]*$/i },
];

const anyMarker = /^(?:--|#)[^\n]{0,60}\b(?:up|down|undo|drop|ups|downs)\b/im;

/** The parts of a migration that go forward: the whole of it when nothing in it says that some comes back. */
export function upParts(text: string): { readonly tool: string | undefined; readonly parts: readonly TextPart[] } {
  if (!anyMarker.test(text)) {
    return { tool: undefined, parts: [{ text, offset: 0 }] };
  }
  const parts: TextPart[] = [];
  let tool: string | undefined;
  let start = 0;
  let isUp = true;
  for (const { 0: line, index } of text.matchAll(/^(?:--|#).*$/gm)) {
    for (const marker of markers) {
      const direction = marker.line.exec(line)?.[1];
      if (direction !== undefined) {
        tool ??= marker.tool;
        if (isUp) {
          parts.push({ text: text.slice(start, index), offset: start });
        }
        isUp = direction.toLowerCase() === 'up';
        start = index;
        break;
      }
    }
  }
  if (isUp) {
    parts.push({ text: text.slice(start), offset: start });
  }
  return { tool, parts: parts.filter((part) => part.text.trim() !== '') };
}
