import { type LineIndex, indexLines, isInside, textIn } from '../outline/lines';
import { readOutline } from '../outline/outline';
import type { Link, TextEdit } from '../outline/types';
import { anchorsOf, hasAnchor } from './anchors';
import { findPath, folderOf, joinPath, relativePath, type PathState } from './filePaths';
import { nearestName, type NearestName } from './nearestName';
import type { Fix, Problem, Rule, Subject, Surroundings } from './rule';
import { typeset } from './sentences';

/** How many links are checked before the host gets its turn. */
const linksAtOnce = 1000;

/** Links, images and anchors that lead nowhere. Web addresses are never checked: nothing leaves the machine. */
export const lienCasse: Rule = {
  code: 'lien-casse',
  summary: 'Lien, image ou ancre qui ne mène nulle part',
  severity: 'warning',
  async check(subject, surroundings, breathe) {
    const seen = remember(subject, surroundings);
    const problems: Omit<Problem, 'rule'>[] = [];
    const flaws = new Map<string, Flaw | undefined>();
    let done = 0;
    for (const links of byDestination(subject)) {
      const [link] = links;
      done++;
      if (done % linksAtOnce === 0) {
        await breathe?.();
      }
      // The same page is linked from many places: asking again and again would take longer than all the rest.
      if (link && !flaws.has(link.destination)) {
        flaws.set(link.destination, await findFlaw(link.destination, subject, seen));
      }
      const flaw = link && flaws.get(link.destination);
      if (link && flaw) {
        problems.push({
          range: link.destinationRange,
          message: typeset(flaw.message),
          fixes: [...replacements(link, flaw, subject.lines), ...removal(links, subject.lines)],
        });
      }
    }
    return problems;
  },
};

/** What is wrong with a destination. */
interface Flaw {
  readonly message: string;
  readonly replacement?: {
    /** As a person reads it. */
    readonly shown: string;
    /** As it is to be written, in `<>` or not. */
    readonly write: (isBracketed: boolean) => string;
    readonly isNear: boolean;
  };
}

/** The repository, of which a check sees each folder and document once. */
interface Seen extends Surroundings {
  /** @returns undefined when the document can't be read */
  anchors(path: string | undefined): Promise<readonly string[] | undefined>;
  /** How many lines a file has, as GitHub numbers them; undefined when it can't be read. */
  lineCount(path: string): Promise<number | undefined>;
}

function remember(subject: Subject, surroundings: Surroundings): Seen {
  const folders = new Map<string, Promise<readonly string[]>>();
  const documents = new Map<string | undefined, Promise<readonly string[] | undefined>>();
  const counts = new Map<string, Promise<number | undefined>>();
  const read = async (path: string | undefined): Promise<readonly string[] | undefined> => {
    if (path === undefined || path === subject.path) {
      return anchorsOf(subject.outline, subject.lines);
    }
    const text = await surroundings.readText(path);
    return text === undefined ? undefined : anchorsOf(readOutline(text), indexLines(text));
  };
  return {
    exists: (path) => surroundings.exists(path),
    readText: (path) => surroundings.readText(path),
    list: (path) => getOrMake(folders, path, () => surroundings.list(path)),
    anchors: (path) => getOrMake(documents, path, () => read(path)),
    lineCount: (path) =>
      getOrMake(counts, path, async () =>
        countLines(path === subject.path ? subject.lines.text : await surroundings.readText(path)),
      ),
  };
}

function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

/** Links that share a definition share its flaw, which is told once. */
function byDestination({ outline }: Subject): Iterable<readonly Link[]> {
  const groups = new Map<string, Link[]>();
  for (const link of outline.links) {
    const { line, character } = link.destinationRange.start;
    getOrMake(groups, `${line}:${character}`, () => []).push(link);
  }
  return groups.values();
}

async function findFlaw(destination: string, subject: Subject, seen: Seen): Promise<Flaw | undefined> {
  const target = readDestination(destination);
  if (!target || isTemplate(destination)) {
    return undefined;
  }
  const { path, fragment } = target;
  if (path === '') {
    return anchorFlaw(destination, target, await seen.anchors(undefined));
  }
  // A product sheet's paths are those of the public site, not of the repository.
  if (subject.path === undefined || subject.fiche) {
    return undefined;
  }
  const folder = folderOf(subject.path);
  const place = joinPath(path.startsWith('/') ? '' : folder, path);
  if (place === undefined) {
    return undefined;
  }
  const state: PathState =
    place === subject.path ? { kind: 'exists' } : await findPath(path.endsWith('/') ? `${place}/` : place, seen);
  if (state.kind !== 'exists') {
    return pathFlaw(destination, path, state, folder, seen);
  }
  const line = lineIn(fragment);
  if (line !== undefined) {
    return lineFlaw(line, path, await seen.lineCount(place));
  }
  const isMarkdown = /\.(?:md|markdown)$/i.test(place);
  return isMarkdown && fragment !== '' ? anchorFlaw(destination, target, await seen.anchors(place)) : undefined;
}

interface Target {
  readonly path: string;
  /** Without its `#`. */
  readonly fragment: string;
}

/** @returns undefined when it leads out of the repository: a scheme, another host, an e-mail address; or is none */
function readDestination(destination: string): Target | undefined {
  if (/^(?:[a-z][a-z0-9+.-]*:|\/\/|\\\\)|^[^/#]*@|[\r\n]/i.test(destination)) {
    return undefined;
  }
  const written = destination
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/&amp;/g, '&')
    .replace(/&#x27;|&#39;|&apos;/g, "'");
  const [, path = '', fragment = ''] = /^([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/s.exec(written) ?? [];
  return { path: decode(path), fragment: decode(fragment) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `{{ site.url }}/x`, `${base}/x`, `%{base}/x`, `<chemin>`: what stands there is known elsewhere. */
function isTemplate(destination: string): boolean {
  return /\{\{|\{%|[$%]\{|<[^>]*>/.test(destination);
}

async function pathFlaw(
  destination: string,
  path: string,
  state: Exclude<PathState, { kind: 'exists' }>,
  folder: string,
  seen: Seen,
): Promise<Flaw> {
  const nearest =
    state.kind === 'case' ? { path: state.path, isNear: true } : await nearestPath(path, state, folder, seen);
  if (!nearest) {
    return { message: `« ${path} » n’existe pas dans le dépôt : corrigez le chemin ou retirez le lien.` };
  }
  const isFolder = path.endsWith('/') && (await findPath(`${nearest.path}/`, seen)).kind === 'exists';
  const found =
    (path.startsWith('/') ? `/${nearest.path}` : relativePath(folder, nearest.path)) + (isFolder ? '/' : '');
  const suffix = destination.slice(destination.search(/[?#]|$/));
  return {
    message:
      state.kind === 'case'
        ? `« ${path} » s’écrit « ${found} » : tel quel, le lien ne marche pas sur GitHub. Corrigez les majuscules.`
        : `« ${path} » n’existe pas dans le dépôt ; le plus proche est « ${found} ».`,
    replacement: {
      shown: found + suffix,
      write: (isBracketed) => (isBracketed ? found : encodePath(found)) + suffix,
      isNear: nearest.isNear,
    },
  };
}

/**
 * The path that was most likely meant: the same one from the product's folder or from the document's, which are easily
 * taken for each other, or a name like it in the same folder.
 */
async function nearestPath(
  path: string,
  { folder: missingIn, name, rest, siblings }: Extract<PathState, { kind: 'missing' }>,
  folder: string,
  seen: Seen,
): Promise<{ path: string; isNear: boolean } | undefined> {
  const bare = path
    .replaceAll('\\', '/')
    .replace(/^(?:\.{0,2}\/)+/, '')
    .replace(/\/$/, '');
  for (const base of [folder, ...parentsOf(folder)]) {
    const place = joinPath(base, bare);
    if (place !== undefined && place !== '' && (await findPath(place, seen)).kind === 'exists') {
      return { path: place, isNear: true };
    }
  }
  const nearest = nearestSibling(name, rest === '', siblings);
  const place = nearest && joinPath(missingIn, `${nearest.name}/${rest}`);
  if (place === undefined || (await findPath(place, seen)).kind !== 'exists') {
    return undefined;
  }
  return { path: place, isNear: nearest?.isNear ?? false };
}

function nearestSibling(name: string, isLast: boolean, siblings: readonly string[]): NearestName | undefined {
  const withoutEnding = (path: string): string => path.replace(/\.[^.]+$/, '');
  const same = isLast ? siblings.find((other) => withoutEnding(other) === name) : undefined;
  const nearest = same === undefined ? nearestName(name, siblings) : { name: same, isNear: true, isStart: true };
  const longer = siblings.find((other) => other.startsWith(withoutEnding(name)) && name.length >= 3);
  return nearest ?? (longer === undefined ? undefined : { name: longer, isNear: false, isStart: true });
}

/** The folders around one, the product's last. */
function parentsOf(folder: string): string[] {
  return folder === '' ? [] : [folderOf(folder), ...parentsOf(folderOf(folder))];
}

function anchorFlaw(
  destination: string,
  { path, fragment }: Target,
  anchors: readonly string[] | undefined,
): Flaw | undefined {
  if (!anchors || hasAnchor(anchors, fragment) || fragment.startsWith(':~:')) {
    return undefined;
  }
  const where = path === '' ? 'ce document' : `« ${path} »`;
  const nearest = nearestName(fragment, anchors);
  if (!nearest) {
    return {
      message: `L’ancre « #${fragment} » n’existe pas dans ${where} : corrigez-la d’après un titre, ou retirez le lien.`,
    };
  }
  return {
    message: `L’ancre « #${fragment} » n’existe pas dans ${where} ; la plus proche est « #${nearest.name} ».`,
    replacement: {
      shown: `${path}#${nearest.name}`,
      write: () => `${destination.slice(0, destination.indexOf('#'))}#${encodePath(nearest.name)}`,
      isNear: nearest.isNear,
    },
  };
}

/** The last line that `L12`, `L12-L20` or `L12C3-L14C2` speaks of. */
function lineIn(fragment: string): number | undefined {
  const lines = /^L(\d+)(?:C\d+)?(?:-L?(\d+)(?:C\d+)?)?$/.exec(fragment);
  return lines ? Math.max(Number(lines[1]), Number(lines[2] ?? 0)) : undefined;
}

function lineFlaw(line: number, path: string, count: number | undefined): Flaw | undefined {
  if (count === undefined || line <= count) {
    return undefined;
  }
  const size = count < 2 ? `${count} ligne` : `${count} lignes`;
  return { message: `« ${path} » n’a que ${size} : la ligne ${line} n’existe pas. Corrigez le numéro.` };
}

function countLines(text: string | undefined): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  const { starts } = indexLines(text);
  return /[\r\n]$/.test(text) ? starts.length - 1 : starts.length;
}

function replacements({ destinationRange }: Link, { replacement }: Flaw, lines: LineIndex): Fix[] {
  if (!replacement) {
    return [];
  }
  const { shown, write, isNear } = replacement;
  const { line, character } = destinationRange.start;
  const before = { start: { line, character: Math.max(0, character - 1) }, end: destinationRange.start };
  const newText = write(textIn(lines, before) === '<');
  return [
    {
      kind: 'edit',
      title: typeset(`Remplacer par « ${shown} »`),
      isPreferred: isNear,
      edits: () => [{ range: destinationRange, newText }],
    },
  ];
}

/** What would end a destination, or be taken for something else than a path. */
function encodePath(path: string): string {
  return path.replace(/[\s()<>%#?\\"`[\]]/g, (sign) =>
    encodeURIComponent(sign).replace('(', '%28').replace(')', '%29'),
  );
}

function removal(links: readonly Link[], lines: LineIndex): Fix[] {
  const outer = links.filter((link) => !links.some((other) => other !== link && isInside(link.range, other.range)));
  const texts = outer.map((link) => labelOf(link, lines));
  const hasText = texts.every((text) => text.trim() !== '');
  const isImage = outer.every((link) => link.isImage);
  if (!hasText && !isImage) {
    return [];
  }
  const title = isImage ? 'Retirer l’image, garder son texte' : 'Retirer le lien, garder le texte';
  return [
    {
      kind: 'edit',
      title: hasText ? title : 'Retirer l’image',
      edits: () => outer.map(({ range }, index): TextEdit => ({ range, newText: texts[index] ?? '' })),
    },
  ];
}

/** The text of a link as it is written, markup included. */
function labelOf(link: Link, lines: LineIndex): string {
  const source = textIn(lines, link.range);
  if (link.isImage) {
    return link.text;
  }
  if (isInside(link.destinationRange, link.range)) {
    const before = textIn(lines, { start: link.range.start, end: link.destinationRange.start });
    const end = before.lastIndexOf('](');
    return end > 0 ? before.slice(1, end) : link.text;
  }
  return /^\[(.*?)\](?:\[[^[\]]*\])?$/s.exec(source)?.[1] ?? link.text;
}
