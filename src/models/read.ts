import { isMap, isNode, isScalar, type Node, parseDocument, type YAMLMap } from 'yaml';
import { describeIssues, onOneLine, type Path } from './issues';
import { errorRange, findMistakes, firstAlias, tooDeepAt } from './yamlChecks';
import { yamlErrorMessage } from './yamlErrors';
import { modelSchema, type ItemFile, type ModelFile, type SectionFile } from './schema';
import type { Item, Model, ModelProblem, Section } from './types';

/** A model as its own file says it, before the sections of the models it includes are added. */
export interface ModelDefinition {
  readonly model: Model;
  /** Identifiers of the models whose sections follow. */
  readonly includes: readonly string[];
  /** The problem a key of this file would have: lets what is checked across files point at the right place. */
  problemAt(path: Path, message: string): ModelProblem;
}

export interface ModelReading {
  /** Absent when the file has a mistake. */
  readonly definition: ModelDefinition | undefined;
  readonly problems: readonly ModelProblem[];
}

/** Far above any real model, and small enough to parse in a blink. In UTF-16 code units. */
const maxLength = 200_000;

/** One mistake often makes others further down: only the first ones help. */
const maxProblems = 20;

/**
 * Reads one model file. Mistakes are values, never exceptions: each names the file, the line and the key, and says in
 * French what to write.
 *
 * @param text the file's content, with any line ending, with or without a byte order mark
 * @param file the name that problems carry
 */
export function readModel(text: string, file: string): ModelReading {
  const hasMark = text.startsWith('\uFEFF');
  // A lone CR ends a line for VS Code, but not for the parser.
  const source = (hasMark ? text.slice(1) : text).replace(/\r(?!\n)/g, '\n');

  const problem = (range: readonly [number, number], path: Path, message: string): ModelProblem => ({
    file,
    key: keyName(path),
    message,
    range: { start: position(range[0]), end: position(Math.max(range[0], range[1])) },
  });
  const position = (offset: number): ModelProblem['range']['start'] => {
    const insideLineEnding = source[offset] === '\n' && source[offset - 1] === '\r';
    const before = source.slice(0, insideLineEnding ? offset - 1 : offset).split('\n');
    const line = before.length - 1;
    return { line, character: (before[line] ?? '').length + (hasMark && line === 0 ? 1 : 0) };
  };
  const failed = (...problems: ModelProblem[]): ModelReading => ({
    definition: undefined,
    problems: problems.slice(0, maxProblems),
  });

  if (source.length > maxLength) {
    return failed(problem([0, 0], [], 'fichier trop gros pour un modèle : gardez-le sous 200 000 caractères'));
  }
  const tooDeep = tooDeepAt(source);
  if (tooDeep !== undefined) {
    return failed(problem([tooDeep, tooDeep + 1], [], 'listes ou crochets trop imbriqués pour un modèle'));
  }

  const document = parseDocument(source, { uniqueKeys: false, prettyErrors: false, logLevel: 'error' });
  if (document.errors.length > 0) {
    return failed(
      ...document.errors
        .slice(0, maxProblems)
        .map((error) => problem(errorRange(document, error), [], yamlErrorMessage(error))),
    );
  }
  const mistakes = findMistakes(document);
  if (mistakes.length > 0) {
    return failed(...mistakes.slice(0, maxProblems).map(({ range, message }) => problem(range, [], message)));
  }
  const root = document.contents;
  if (!isMap(root)) {
    return failed(
      problem([0, source.length], [], 'un modèle commence par des clés : « id: mon-modele », « version: 1 »…'),
    );
  }

  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 50 });
  } catch {
    return failed(
      problem(firstAlias(document), [], 'trop de renvois (« *alias ») : écrivez les valeurs en toutes lettres'),
    );
  }

  const problemAt = (path: Path, message: string): ModelProblem => problem(rangeOf(root, path), path, message);
  const parsed = modelSchema.safeParse(value);
  if (!parsed.success) {
    const isMissing = (path: Path): boolean => path.length > 0 && nodeAt(root, path) === undefined;
    return failed(
      ...describeIssues(parsed.error.issues.slice(0, maxProblems), isMissing)
        .slice(0, maxProblems)
        .map(({ path, message }) => problemAt(path, message)),
    );
  }
  const clashes = checkConsistency(parsed.data, problemAt);
  if (clashes.length > 0) {
    return failed(...clashes);
  }
  return { definition: { model: toModel(parsed.data), includes: parsed.data.inclut ?? [], problemAt }, problems: [] };
}

/** What a schema can't say: identifiers used twice, a procedure without its circumstance, a model without sections. */
function checkConsistency(model: ModelFile, problemAt: (path: Path, message: string) => ModelProblem): ModelProblem[] {
  const problems: ModelProblem[] = [];
  const sections = model.sections ?? [];
  if (sections.length === 0 && (model.inclut ?? []).length === 0) {
    problems.push(problemAt([], 'il manque la clé « sections » : un modèle a au moins une section'));
  }
  if (model.type === 'procedure' && model.circonstance === undefined) {
    problems.push(problemAt(['type'], 'il manque la clé « circonstance » : dites quel arrêt cette procédure concerne'));
  }
  const sectionIds = new Set<string>();
  const itemIds = new Set<string>();
  sections.forEach((section, s) => {
    if (sectionIds.has(section.id)) {
      problems.push(problemAt(['sections', s, 'id'], `« ${section.id} » est déjà pris par une autre section`));
    }
    sectionIds.add(section.id);
    section.elements?.forEach((item, i) => {
      if (itemIds.has(item.id)) {
        problems.push(
          problemAt(['sections', s, 'elements', i, 'id'], `« ${item.id} » est déjà pris par un autre élément`),
        );
      }
      itemIds.add(item.id);
    });
  });
  return problems;
}

function keyName(path: Path): string {
  return path.map((part) => (typeof part === 'number' ? part + 1 : onOneLine(part))).join('.');
}

function nodeAt(root: YAMLMap, path: Path): Node | undefined {
  const node = root.getIn(path, true);
  return isNode(node) ? node : undefined;
}

/** Where to point for a path: its key and value, the first key of a map or list entry, or the closest parent that exists. */
function rangeOf(root: YAMLMap, path: Path): [number, number] {
  for (let length = path.length; length > 0; length--) {
    const parent = length === 1 ? root : nodeAt(root, path.slice(0, length - 1));
    const key = path[length - 1];
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
      if (isScalar(pair?.key) && pair.key.range) {
        const exact = length === path.length;
        return [
          pair.key.range[0],
          (exact && isScalar(pair.value) ? pair.value.range?.[1] : undefined) ?? pair.key.range[1],
        ];
      }
    }
    const node = nodeAt(root, path.slice(0, length));
    if (isMap(node)) {
      return firstKeyRange(node);
    }
    if (node?.range) {
      return [node.range[0], node.range[1]];
    }
  }
  return firstKeyRange(root);
}

function firstKeyRange(map: YAMLMap): [number, number] {
  const key = map.items[0]?.key;
  return isNode(key) && key.range ? [key.range[0], key.range[1]] : [map.range?.[0] ?? 0, map.range?.[0] ?? 0];
}

function toModel(file: ModelFile): Model {
  return {
    id: file.id,
    version: file.version,
    kind: file.type,
    layout: file.presentation === 'liste' ? 'list' : 'headings',
    title: file.titre,
    synonyms: file.synonymes ?? [],
    summary: file.resume,
    fileName: file.fichier,
    source: file.source,
    authorship: file.redaction,
    circumstance: file.circonstance,
    sections: (file.sections ?? []).map(toSection),
  };
}

function toSection(file: SectionFile): Section {
  return {
    id: file.id,
    title: file.titre,
    synonyms: file.synonymes ?? [],
    introduction: file.introduction,
    help: file.aide,
    example: file.exemple,
    items: (file.elements ?? []).map(toItem),
  };
}

function toItem(file: ItemFile): Item {
  return {
    id: file.id,
    title: file.titre,
    wording: file.texte,
    expects: file.reponse === 'action' ? 'action' : 'content',
    help: file.aide,
    example: file.exemple,
    branch: file.branche,
  };
}
