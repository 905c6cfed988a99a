import type { Detector } from '../detector';
import type { Install } from '../facts';
import { dockerfiles } from '../readers/dockerfile';
import { documentedText } from '../readers/documentedText';
import { folderOf, inFolder } from '../readers/paths';
import type { Repository } from '../repository';
import type { SourceText } from '../sourceText';

/** A file of packages that a command names: `pip install -r requirements/prod.txt`, `--requirement x`. */
const named =
  /\b(?:pip3?|uv pip)\s+(?:-q\s+|--[\w-]+(?:=\S+)?\s+)*install\b[^\n|;&]{0,200}?(?:-r|--requirement)[= ]\s*([\w./-]+\.(?:txt|in))/g;

/** Commands that install from a lock that stands beside them. */
const locked: readonly (readonly [RegExp, string])[] = [
  [/\bpoetry install\b/, 'poetry.lock'],
  [/\bpipenv (?:install|sync)\b/, 'Pipfile.lock'],
  [/\buv sync\b/, 'uv.lock'],
  [/\bnpm ci\b/, 'package-lock.json'],
  [/\byarn (?:install )?(?:--frozen-lockfile|--immutable)\b/, 'yarn.lock'],
  [/\bpnpm (?:install|i)\b[^\n]{0,80}--frozen-lockfile/, 'pnpm-lock.yaml'],
  [/\bbundle install\b/, 'Gemfile.lock'],
  [/\bcomposer install\b/, 'composer.lock'],
];

/** Tools of the system that a person must have, as guides and images name them; the build's own are everywhere. */
const systemTools =
  /(?<![\w-])(lib(?:magic|reoffice|vips|xml2|xmlsec1|gdal|geos|proj|cairo|pango)[\w-]*|ghostscript|imagemagick|graphicsmagick|poppler(?:-utils)?|wkhtmltopdf|tesseract(?:-ocr)?|ffmpeg|pdftk|qpdf|clamav|clamd|chromium(?:-browser)?|gdal-bin|postgis|libreoffice|unoconv|pandoc|weasyprint|xmlsec1|gettext|exiftool|optipng|jpegoptim|graphviz)(?![\w-])/gi;

const locale =
  /\b(?:localedef|locale-gen|update-locale|LANG=|LC_ALL=|localectl)[^\n]{0,120}?\b([a-z]{2}_[A-Z]{2}\.UTF-?8)\b/;

/** What an image installs, from which file, and what must be there besides the packages. */
export const installs: Detector = {
  name: 'installs',
  start: (repository) => ({
    async find() {
      const found: Install[] = [];
      for (const { path } of dockerfiles(repository).slice(0, 20)) {
        const source = await repository.text(path);
        found.push(...(source ? [...packagesOf(repository, source, 'image'), ...systemOf(source)] : []));
      }
      for (const { path } of repository.named(/^(?:docker-)?entrypoint[\w-]*\.(?:sh|bash)$/).slice(0, 5)) {
        const source = await repository.text(path);
        found.push(...(source ? packagesOf(repository, source, 'startup') : []));
      }
      for (const source of await documentedText(repository)) {
        found.push(...systemOf(source));
      }
      return { repository: { installs: once(found) } };
    },
  }),
};

function packagesOf(repository: Repository, source: SourceText, kind: 'image' | 'startup'): Install[] {
  return source.lines.flatMap((line, index): Install[] => {
    if (/^\s*#/.test(line) || line.length > 2000) {
      return [];
    }
    const evidence = [{ path: source.path, line: index + 1 }];
    const files = [...line.matchAll(named)].map(({ 1: file = '' }) => file.replace(/^\.?\//, ''));
    const locks = locked.flatMap(([pattern, file]) => (pattern.test(line) ? [file] : []));
    return [...files, ...locks].flatMap((file): Install[] => {
      const path = [
        inFolder(folderOf(source.path), file),
        file,
        repository.named(file.replace(/^.*\//, ''))[0]?.path,
      ].find((each) => each !== undefined && repository.has(each));
      return path === undefined ? [] : [{ name: path, kind, evidence }];
    });
  });
}

/** The names of the tools that a line has people install. */
function systemOf(source: SourceText): Install[] {
  let isInstalling = false;
  let isContinued = false;
  return source.lines.flatMap((full, index): Install[] => {
    const line = full.slice(0, 1000);
    const isCommand =
      /\b(?:apt(?:-get)?|apk|yum|dnf|brew|microdnf|install(?:er|ez|ing)?|requires?|nécessite|prérequis)\b/i.test(line);
    isInstalling = isCommand || (isInstalling && isContinued);
    isContinued = /\\\s*$/.test(full);
    const evidence = [{ path: source.path, line: index + 1 }];
    const tools = isInstalling ? [...line.matchAll(systemTools)].map(({ 1: tool = '' }) => tool.toLowerCase()) : [];
    const found = locale.exec(line)?.[1];
    return [
      ...tools.map((name): Install => ({ name, kind: 'system', evidence })),
      ...(found === undefined ? [] : [{ name: found, kind: 'locale' as const, evidence }]),
    ];
  });
}

/** One fact a name: where it is first said. */
function once(found: readonly Install[]): Install[] {
  return found.filter(
    ({ name, kind }, index) => found.findIndex((other) => other.name === name && other.kind === kind) === index,
  );
}
