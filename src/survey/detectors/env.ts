import type { Detector } from '../detector';
import { serviceOfVariable } from '../data/services';
import { tidyEvidence } from '../evidence';
import type { EnvVariable, Evidence } from '../facts';
import { declaredInFile, mayDeclare } from '../readers/env/declaredInFiles';
import { declaredInYaml, mayDeclareInYaml } from '../readers/env/declaredInYaml';
import { isDotenv, readDotenv } from '../readers/env/dotenv';
import { isOfATool, isOfTheMachine, isSecretName, type EnvPlace } from '../readers/env/envName';
import { isWorthReading, type CodeReads } from '../readers/env/codeReads';
import { javascriptReads } from '../readers/env/javascriptReads';
import { goReads, javaReads, phpReads, rubyReads } from '../readers/env/otherGrammarReads';
import { plainReads, readsPlainly } from '../readers/env/plainReads';
import { pythonReads } from '../readers/env/pythonReads';
import { compare, type Repository, type SurveyedFile } from '../repository';
import type { SourceText } from '../sourceText';
import { grammarOf } from '../syntax/grammars';
import { Syntax } from '../syntax/syntax';

const languages: readonly CodeReads[] = [javascriptReads, pythonReads, rubyReads, phpReads, javaReads, goReads];

/** Places shown of each kind: more teach nothing. */
const shown = 5;

/** The same, of both kinds together. */
const shownInAll = 6;

interface Found {
  readonly declared: Evidence[];
  readonly read: Evidence[];
  /** Read only by tests: shown after the others. */
  readonly readByTests: Evidence[];
  /** Places that prove nothing alone. */
  readonly hints: Evidence[];
  isProven: boolean;
  /** Set in a file of the product's own variables: even a name of the machine's is then one that it sets. */
  isOwn: boolean;
}

/** The variables of the environment that the product reads, and those its configuration sets: names, never values. */
export const env: Detector = {
  name: 'env',
  start(repository) {
    const found = new Map<string, Found>();
    const foundOf = (name: string): Found => {
      const empty = { declared: [], read: [], readByTests: [], hints: [], isProven: false, isOwn: false };
      const known = found.get(name) ?? empty;
      found.set(name, known);
      return known;
    };
    const add = (
      source: SourceText,
      file: SurveyedFile,
      places: readonly EnvPlace[],
      kind: 'read' | 'declared',
    ): void => {
      for (const { name, offset, isProbable = false, isHint = false } of places) {
        const known = foundOf(name);
        const list = isHint ? 'hints' : kind === 'read' && file.isTest ? 'readByTests' : kind;
        known[list].push({ path: source.path, line: source.lineAt(offset) });
        known.isProven ||= !isProbable && !isHint;
      }
    };
    return {
      wants: ({ name, folder, path }) =>
        grammarOf(path) !== undefined ||
        readsPlainly(name, folder) ||
        isDotenv(name, folder) ||
        mayDeclareInYaml(path) ||
        mayDeclare(name),
      async read(source, file) {
        if (isDotenv(file.name, file.folder)) {
          const places = readDotenv(source);
          add(source, file, places, 'declared');
          for (const { name } of places) {
            foundOf(name).isOwn = true;
          }
          return;
        }
        const declared = mayDeclareInYaml(file.path)
          ? declaredInYaml(source)
          : mayDeclare(file.name)
            ? declaredInFile(source)
            : [];
        for (const { name, line } of declared) {
          const known = foundOf(name);
          known.declared.push({ path: source.path, line });
          known.isProven = true;
        }
        add(source, file, plainReads(source), 'read');
        add(source, file, await readsInCode(repository, source), 'read');
      },
      find: () => ({
        env: [...found].flatMap(([name, places]) => variableOf(name, places)).sort((a, b) => compare(a.name, b.name)),
      }),
    };
  },
};

async function readsInCode(repository: Repository, source: SourceText): Promise<EnvPlace[]> {
  const isRubyInYaml = /\.ya?ml$/.test(source.path) && /<%/.test(source.text);
  const grammar = isRubyInYaml ? 'ruby' : grammarOf(source.path)?.grammar;
  const reads = languages.find(({ grammars }) => grammar !== undefined && grammars.includes(grammar));
  if (grammar === undefined || !reads || !isWorthReading(reads, source.text)) {
    return [];
  }
  const places = await Syntax.of(repository).read(source, grammar, (tree) =>
    reads.find(tree.matches(reads.query), source),
  );
  return places ?? [];
}

function variableOf(name: string, { declared, read, readByTests, hints, isProven, isOwn }: Found): EnvVariable[] {
  const isRead = read.length + readByTests.length > 0;
  const isNoOnes = isOfTheMachine(name) || (!isRead && isOfATool(name));
  if ((declared.length === 0 && !isRead) || (isNoOnes && !isOwn)) {
    return [];
  }
  const reads = [...tidyEvidence(read), ...tidyEvidence(hints), ...tidyEvidence(readByTests)];
  const places = { declared: tidyEvidence(declared, shown), read: reads.slice(0, shown) };
  const half = shownInAll / 2;
  const first = places.declared.slice(0, Math.max(half, shownInAll - places.read.length));
  const service = serviceOfVariable(name);
  return [
    {
      name,
      evidence: [...first, ...places.read].slice(0, shownInAll),
      ...places,
      ...(service === undefined ? {} : { service }),
      secret: isSecretName(name),
      ...(isProven ? {} : { certainty: 'probable' }),
    },
  ];
}
