/** An address that Markdown leaves as it is: a backslash would become a part of it. */
const plainUrl = /(?<=^|[\s(])(https?:\/\/[\w./?=%:@+,;!#-]*[\w/])(?=$|[\s),.;:!?»])/;

/** What would start a list, a heading, a quote or underline a title. */
const blockStart = /^(\d{1,9}(?=[.)](?:\s|$))|(?=[-+](?:\s|$)|-+$|=+$|#{1,6}(?:\s|$)|>))(.)/;

/** A box of the handbook: a text that starts with one would be something to tick. */
const boxGlyph = /^[☐☑☒✅✔]/u;

/** Plain text as Markdown that reads the same, on one line, at the start of a line too. */
export function escapeText(plain: string): string {
  const line = oneLine(plain);
  const escaped = line
    .split(plainUrl)
    .map((part, index) => (index % 2 === 1 ? part : escapeSigns(part)))
    .join('');
  return escaped.replace(blockStart, '$1\\$2').replace(boxGlyph, (glyph) => `&#${glyph.codePointAt(0)};`);
}

/** A name as a code span, whatever it holds; nothing when there is no name. */
export function codeSpan(plain: string): string {
  const line = oneLine(plain);
  if (line === '') {
    return '';
  }
  const runs = new Set(Array.from(line.matchAll(/`+/g), ([run]) => run.length));
  let count = 1;
  while (runs.has(count)) {
    count++;
  }
  const padding = /^`|`$/.test(line) ? ' ' : '';
  const fence = '`'.repeat(count);
  return `${fence}${padding}${line}${padding}${fence}`;
}

/** The same text as the start of a sentence. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function escapeSigns(text: string): string {
  return (
    text
      .replace(/[\\`*[\]<~$|]/g, '\\$&')
      .replace(/&(?=#?\w+;)/g, '\\&')
      // Between two letters it stands for itself, and Prettier would take the backslash away.
      .replace(/(?<=^|[\s\p{P}\p{S}])_+|_+(?=$|[\s\p{P}\p{S}])/gu, (run) => '\\_'.repeat(run.length))
  );
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
