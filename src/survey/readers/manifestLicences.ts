import type { Repository, SurveyedFile } from '../repository';
import type { SourceText } from '../sourceText';
import { readJson } from './json';
import { valueAt, type Located } from './located';
import { readYaml } from './yaml';

/** A licence as a manifest writes it. */
export interface DeclaredLicence {
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
}

/** Manifests that declare a licence, by the name of their file. */
const readers: readonly (readonly [RegExp, (source: SourceText) => DeclaredLicence[]])[] = [
  [/^(?:package|composer)\.json$/, inJson],
  [/^(?:pyproject|Cargo)\.toml$/, inToml],
  [/^publiccode\.ya?ml$/, (source) => inYaml(source, 'legal', 'license')],
  [/^CITATION\.cff$/, (source) => inYaml(source, 'license')],
  [/^pom\.xml$/, inPom],
  [/\.gemspec$/, (source) => onLines(source, /^\s*\w+\.licen[sc]es?\s*=\s*\[?\s*["']([^"']+)["']/)],
  [/^setup\.py$/, (source) => onLines(source, /^\s*license\s*=\s*["']([^"']+)["']/)],
  [/^setup\.cfg$/, (source) => onLines(source, /^license\s*=\s*([^\s#].*)$/)],
  [/\.(?:cs|fs|vb)proj$/, (source) => onLines(source, /<PackageLicenseExpression>([^<]{1,200})</)],
  [/^mix\.exs$/, (source) => onLines(source, /^\s*licenses:\s*\[\s*"([^"]+)"/)],
];

export function isManifestWithLicence({ name }: SurveyedFile): boolean {
  return readers.some(([pattern]) => pattern.test(name));
}

/** What a manifest declares; empty when it declares nothing, or can't be read. */
export async function declaredLicences(
  repository: Repository,
  { name, path }: SurveyedFile,
): Promise<DeclaredLicence[]> {
  const read = readers.find(([pattern]) => pattern.test(name))?.[1];
  const source = read && (await repository.text(path));
  return source && read ? read(source) : [];
}

function inJson(source: SourceText): DeclaredLicence[] {
  const { value } = readJson(source);
  return ['license', 'licenses'].flatMap((key) => {
    const found = valueAt(value, key);
    const each = found?.kind === 'list' ? found.items : found ? [found] : [];
    return each.flatMap((item) => declared(item.kind === 'map' ? valueAt(item, 'type') : item));
  });
}

function declared(value: Located | undefined): DeclaredLicence[] {
  return value?.kind === 'text' ? [{ text: value.text, line: value.line }] : [];
}

function inYaml(source: SourceText, ...keys: string[]): DeclaredLicence[] {
  const [document] = readYaml(source).documents;
  const found = valueAt(document, ...keys);
  return found?.kind === 'list' ? found.items.flatMap(declared) : declared(found);
}

/** Only the tables of the package itself: a tool's own settings may speak of licences too. */
function inToml(source: SourceText): DeclaredLicence[] {
  let table = '';
  return source.lines.flatMap((line, index): DeclaredLicence[] => {
    table = /^\s*\[\s*([\w."-]+)\s*\]/.exec(line)?.[1] ?? table;
    if (!['project', 'package', 'tool.poetry', 'workspace.package', 'project.license'].includes(table)) {
      return [];
    }
    const inTable = table === 'project.license' ? /^\s*text\s*=\s*["']([^"']+)["']/ : undefined;
    const text =
      inTable?.exec(line)?.[1] ??
      /^\s*license(?:\.text)?\s*=\s*(?:\{\s*text\s*=\s*)?["']([^"']+)["']/.exec(line)?.[1] ??
      /^\s*["']License :: (?:OSI Approved :: )?([^"']+)["']/.exec(line)?.[1];
    return text === undefined || text === 'OSI Approved' ? [] : [{ text, line: index + 1 }];
  });
}

function inPom(source: SourceText): DeclaredLicence[] {
  const start = source.text.indexOf('<licenses>');
  const end = source.text.indexOf('</licenses>', start);
  if (start < 0 || end < 0) {
    return [];
  }
  return [...source.text.slice(start, end).matchAll(/<name>([^<]{1,200})<\/name>/g)].map(({ index, 1: text = '' }) => ({
    text,
    line: source.lineAt(start + index),
  }));
}

function onLines(source: SourceText, pattern: RegExp): DeclaredLicence[] {
  return source.lines.flatMap((line, index) => {
    const text = pattern.exec(line)?.[1];
    return text === undefined ? [] : [{ text, line: index + 1 }];
  });
}
