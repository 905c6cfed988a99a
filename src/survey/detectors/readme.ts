import { readOutline } from '../../outline';
import type { Detector } from '../detector';
import type { Readme } from '../facts';
import { installCommands } from '../readers/installCommands';
import { plainHeadings } from '../readers/plainHeadings';
import { stopNoticeLine } from '../readers/stopNotice';
import type { SourceText } from '../sourceText';

const readmeName = /^(?:readme|lisez[-_]?moi)(?:[._-][\w-]+)*?(?:\.(?:md|markdown|mdown|mdx|rst|adoc|asciidoc|txt))?$/i;

/** The READMEs of the root and of each part, with their sections, and whether they announce a stop. */
export const readme: Detector = {
  name: 'readme',
  start: (repository) => ({
    async find({ repository: { parts } }) {
      const folders = new Set(['', '.github', 'docs', ...parts.map(({ name }) => (name === '.' ? '' : name))]);
      const found: Readme[] = [];
      for (const { path, folder, name } of repository.named(readmeName)) {
        // GitHub shows the one of `.github`, or of `docs`, when the root has none.
        const isShown = folders.has(folder) && (!['.github', 'docs'].includes(folder) || found.length === 0);
        const source = isShown ? await repository.text(path) : undefined;
        if (source) {
          found.push(readReadme(source, name));
        }
      }
      return { readme: found };
    },
  }),
};

function readReadme(source: SourceText, name: string): Readme {
  const { lines, path } = source;
  const outline = readOutline(source.text);
  const isMarkdown = !/\.(?:rst|adoc|asciidoc)$/i.test(name);
  const headings = isMarkdown
    ? outline.headings.map(({ text, level, range, sectionRange: { end } }) => ({
        title: text,
        level,
        line: range.start.line + 1,
        endLine: Math.max(range.start.line + 1, end.character === 0 ? end.line : end.line + 1),
      }))
    : plainHeadings(lines);
  const sections = headings.filter(({ title }) => title !== '');
  const html = /<h1\b[^>]{0,300}>([^]{1,500}?)<\/h1>/i.exec(source.text.slice(0, 5000));
  const htmlTitle = html?.[1]
    ?.replace(/<[^>]{0,300}>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const first = titleOf(sections, lines);
  const isHtmlFirst = htmlTitle && html && (!first || source.lineAt(html.index) < first.line);
  const title = isHtmlFirst ? htmlTitle : first?.title;
  const stop = stopNoticeLine(lines, outline);
  const commands = isMarkdown ? installCommands(outline, sections) : [];
  return {
    name,
    path,
    evidence: [{ path, line: isHtmlFirst ? source.lineAt(html.index) : (first?.line ?? 1) }],
    ...(title ? { title } : {}),
    sections,
    ...(stop === undefined ? {} : { stopped: { path, line: stop } }),
    ...(commands.length > 0 ? { commands } : {}),
  };
}

/** The first heading is the title when it ranks above the others, or when nothing is written before it. */
function titleOf(sections: Readme['sections'], lines: readonly string[]): Readme['sections'][number] | undefined {
  const [first] = sections;
  if (!first) {
    return undefined;
  }
  const isAlone = sections.every(({ level }, index) => index === 0 || level > first.level);
  const isOnTop = lines.slice(0, first.line - 1).every((line) => line.trim() === '');
  return first.level === 1 || isAlone || isOnTop ? first : sections.find(({ level }) => level === 1);
}
