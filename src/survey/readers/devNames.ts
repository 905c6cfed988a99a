/** What people call files, groups and folders that only those who develop need. */
const words = new Set([
  'dev',
  'devel',
  'develop',
  'development',
  'test',
  'tests',
  'testing',
  'unittest',
  'e2e',
  'playwright',
  'lint',
  'linting',
  'linter',
  'linters',
  'format',
  'formatting',
  'style',
  'quality',
  'qa',
  'check',
  'checks',
  'typing',
  'typecheck',
  'mypy',
  'doc',
  'docs',
  'documentation',
  'ci',
  'tox',
  'nox',
  'local',
  'debug',
  'bench',
  'benchmark',
  'benchmarks',
  'coverage',
]);

/**
 * Whether a name says that what it holds is only for development.
 *
 * @param name of a file without its folder, of a group, or of one folder: `requirements-dev.txt`, `lint`
 */
export function isDevName(name: string): boolean {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .some((word) => words.has(word));
}

/** Whether a manifest stands in a folder of tests or of documentation. @param folder from the root; `''` is the root */
export function isDevFolder(folder: string): boolean {
  return folder.split('/').some((name) => /^(?:(?:[a-z]+[-_])?tests?|e2e|__tests__|docs?|benchmarks?)$/i.test(name));
}
