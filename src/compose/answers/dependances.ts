import type { Dependency } from '../../survey/facts';
import type { AnswerWriter, Page } from './answer';
import { enumerate, proven, tableRows } from './certainty';

export const dependances: AnswerWriter = {
  item: 'dependances',
  write(page) {
    const dependencies = proven(page.inventory.dependencies);
    if (dependencies.length === 0) {
      return {
        blocks: [
          page.notFound('Manifeste de dépendances', [
            'package.json',
            'pyproject.toml',
            'requirements.txt',
            'Gemfile',
            'composer.json',
            'pom.xml',
            'go.mod',
          ]),
        ],
        question: 'de quelles bibliothèques le produit dépend-il, dans quelles versions ?',
      };
    }
    const frameworks = dependencies.filter(({ framework }) => framework !== undefined);
    const first = eachOnce([...frameworks.filter(({ dev }) => !dev), ...frameworks.filter(({ dev }) => dev)]).slice(
      0,
      tableRows,
    );
    const direct = dependencies.filter(({ dev }) => !dev).length;
    const dev = dependencies.length - direct;
    const manifests = [...new Set(dependencies.map(({ manifest }) => manifest))];
    const counted = [
      page.count(direct, 'dépendance directe', 'dépendances directes'),
      ...(dev > 0 ? [`${String(dev)} de développement`] : []),
    ];
    const where =
      manifests.length <= 4
        ? enumerate(manifests.map((path) => page.file(path)))
        : page.count(manifests.length, 'manifeste');
    const unlocked = dependencies.filter(({ locked }) => locked === undefined);
    return {
      blocks: [
        ...(first.length > 0
          ? [
              page.table(
                ['Cadre', 'Déclarée', 'Verrouillée', 'Preuve'],
                first.map((dependency) => [
                  page.text(dependency.framework ?? dependency.name),
                  dependency.constraint === undefined ? '' : page.code(dependency.constraint),
                  dependency.locked === undefined ? '' : page.code(dependency.locked),
                  page.links(dependency.evidence.slice(0, 1)),
                ]),
              ),
            ]
          : []),
        `${enumerate(counted)}, d’après ${where} : ${page.annex('dependances', 'annexe des dépendances')}.`,
        ...locks(page, dependencies),
        ...(unlocked.length > 0 ? [lockSentence(page, unlocked, unlocked.length === dependencies.length)] : []),
        ...pinned(dependencies).map((names) => `Versions fixées : ${names.map((name) => page.code(name)).join(', ')}.`),
      ],
    };
  },
};

/** The files that fix the versions, and those that images install, which may be others. */
function locks(page: Page, dependencies: readonly Dependency[]): string[] {
  const files = [...new Set(dependencies.flatMap(({ lockEvidence }) => lockEvidence?.path ?? []))].slice(0, 4);
  const installed = page.inventory.repository.installs
    .filter(({ kind }) => kind === 'image')
    .slice(0, 3)
    .map(({ name, evidence }) => `${page.file(name)} ${page.proof(evidence)}`);
  const told = [
    ...(files.length > 0
      ? [`${files.length > 1 ? 'Verrous' : 'Verrou'} : ${enumerate(files.map((path) => page.file(path)))}.`]
      : []),
    ...(installed.length > 0 ? [`L’image Docker installe ${enumerate(installed)}.`] : []),
  ];
  return told.length > 0 ? [told.join(' ')] : [];
}

/** One row for each version of a framework, which may be made of many packages: the one that says most. */
function eachOnce(frameworks: readonly Dependency[]): Dependency[] {
  const told = frameworks.filter(({ constraint, locked }) => constraint !== undefined || locked !== undefined);
  // A version that another package decides is on that one's row.
  const rest = told.length > 0 ? [] : frameworks;
  const rows = new Map<string, Dependency>();
  for (const dependency of [...told.filter(({ constraint }) => constraint !== undefined), ...told, ...rest]) {
    const name = dependency.framework ?? dependency.name;
    const known = rows.get(name);
    const version = dependency.locked ?? dependency.constraint;
    if (!known) {
      rows.set(name, dependency);
    } else if (version !== undefined && version !== (known.locked ?? known.constraint)) {
      const key = `${name}\n${version}`;
      rows.set(key, rows.get(key) ?? dependency);
    }
  }
  return [...rows.values()].sort((a, b) => frameworks.indexOf(a) - frameworks.indexOf(b));
}

function lockSentence(page: Page, unlocked: readonly Dependency[], isAll: boolean): string {
  const names = unlocked.length <= 3 ? ` : ${enumerate(unlocked.map(({ name }) => page.code(name)))}` : '';
  return isAll
    ? 'Verrou : non détecté ; les versions installées aujourd’hui peuvent différer.'
    : `${page.count(unlocked.length, 'dépendance')} sans version verrouillée${names}.`;
}

/** Exact versions say something only where others are ranges. */
function pinned(dependencies: readonly Dependency[]): string[][] {
  const forced = dependencies.filter(({ pinned }) => pinned === 'override');
  const exact = dependencies.filter(({ pinned, dev }) => pinned === 'exact' && !dev);
  const ranges = dependencies.filter(({ pinned, dev }) => pinned === undefined && !dev).length;
  const told = [...forced, ...(exact.length > 0 && exact.length * 3 < ranges ? exact : [])];
  return told.length > 0 ? [[...new Set(told.map(({ name }) => name))].slice(0, 8)] : [];
}
