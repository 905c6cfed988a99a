import type { Detector } from '../detector';
import type { Evidence } from '../facts';
import { dependenciesOf, type Declared, type Locked } from '../readers/declaredDependency';
import { isDevFolder } from '../readers/devNames';
import { readGoImports, readGoModule, type GoModule, type GoReplace, type GoRequire } from '../readers/goModule';
import { lockLimit } from '../readers/packageLock';
import { inFolder, resolvePath } from '../readers/paths';
import type { Repository, SurveyedFile } from '../repository';

/** The modules that the product's own Go modules ask for themselves. */
export const goDependencies: Detector = {
  name: 'goDependencies',
  start: (repository) => ({
    async find() {
      const modules: { file: SurveyedFile; module: GoModule }[] = [];
      for (const file of repository.named('go.mod')) {
        const source = await repository.text(file.path);
        if (source) {
          modules.push({ file, module: readGoModule(source) });
        }
      }
      const own = new Set(modules.flatMap(({ module: { name } }) => name ?? []));
      const dependencies = [];
      for (const { file, module } of modules) {
        const sums = await readSums(repository, inFolder(file.folder, 'go.sum'));
        const tools = [...module.tools, ...(await toolImports(repository, file.folder))];
        const declared = module.requires.flatMap((require): Declared[] => {
          const isTool = tools.some((tool) => isWithin(tool, require.name));
          const replace = replacementOf(module, require);
          const isInside = own.has(require.name) || (replace && isOwnFolder(repository, file.folder, replace));
          if (isInside || (require.isIndirect && !isTool)) {
            return [];
          }
          return [
            {
              name: require.name,
              line: require.line,
              constraint: require.version,
              dev: isTool || isDevFolder(file.folder),
              locked: lockedVersion(file.path, require, replace, sums),
            },
          ];
        });
        dependencies.push(...dependenciesOf('go', file.path, declared));
      }
      return { dependencies };
    },
  }),
};

function replacementOf({ replaces }: GoModule, { name, version }: GoRequire): GoReplace | undefined {
  return (
    replaces.find((replace) => replace.name === name && replace.version === version) ??
    replaces.find((replace) => replace.name === name && replace.version === undefined)
  );
}

function isOwnFolder(repository: Repository, folder: string, { by }: GoReplace): boolean {
  const target = /^\.{1,2}(?:\/|$)/.test(by) ? resolvePath(folder, by) : undefined;
  return target !== undefined && repository.has(inFolder(target, 'go.mod'));
}

/** Go chooses the version that is written, or one that another module asks for: close enough to be told as locked. */
function lockedVersion(
  path: string,
  { name, version }: GoRequire,
  replace: GoReplace | undefined,
  sums: ReadonlyMap<string, Evidence>,
): Locked {
  if (replace?.byVersion !== undefined) {
    return { version: replace.byVersion, evidence: { path, line: replace.line } };
  }
  const evidence = sums.get(`${name} ${version}`);
  return evidence ? { version, evidence } : { version };
}

/** Where each version stands in a `go.sum`. */
async function readSums(repository: Repository, path: string): Promise<Map<string, Evidence>> {
  const sums = new Map<string, Evidence>();
  const source = repository.has(path) ? await repository.text(path, lockLimit) : undefined;
  for (const [index, line] of (source?.lines ?? []).entries()) {
    const [name = '', version = ''] = line.split(' ', 2);
    const key = `${name} ${version.replace(/\/go\.mod$/, '')}`;
    // The module's own line comes before that of its `go.mod`.
    if (name && !sums.has(key)) {
      sums.set(key, { path, line: index + 1 });
    }
  }
  return sums;
}

/** Before `tool`, programs that a product builds with were imported by a file that nothing compiles. */
async function toolImports(repository: Repository, folder: string): Promise<string[]> {
  const imports: string[] = [];
  for (const file of repository.named(/^tools?\.go$/)) {
    if (folder === '' || file.folder === folder || file.folder.startsWith(`${folder}/`)) {
      const source = await repository.text(file.path);
      if (source && /^\/\/(?:go:build|\s*\+build)\s.*\btools?\b/m.test(source.text)) {
        imports.push(...readGoImports(source));
      }
    }
  }
  return imports;
}

function isWithin(path: string, module: string): boolean {
  return path === module || path.startsWith(`${module}/`);
}
