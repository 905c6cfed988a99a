import type { Detector } from '../detector';
import type { Evidence } from '../facts';
import { valueAt } from '../readers/located';
import { nodePackages } from '../readers/nodePackages';
import { folderOf, isTriedOut } from '../readers/paths';
import { isSetupScript } from '../readers/python/setupScript';
import { compare, type Repository } from '../repository';

/** Files in which a part of a product says what it needs; `package.json` files are looked into. */
const manifestNames =
  /^(?:pyproject\.toml|setup\.py|setup\.cfg|Pipfile|requirements[\w.-]*\.(?:txt|in)|Gemfile|gems\.rb|.+\.gemspec|composer\.json|go\.mod|Cargo\.toml|pom\.xml|build\.gradle(?:\.kts)?|build\.sbt|mix\.exs|pubspec\.yaml|.+\.(?:cs|fs|vb)proj)$/;

/** `requirements/base.txt` is of the folder above. */
const requirements = /(?:^|\/)requirements\/[\w.-]+\.(?:txt|in)$/;

/** What shows that the root is more than a shelf for the parts, the most telling first. */
const rootFiles = [/^package\.json$/, /^(?:docker-)?compose[\w.-]*\.ya?ml$/, /^readme/i, /./];

/** The folders of the repository that are built on their own; the root is one of them, unless all is in one folder. */
export const parts: Detector = {
  name: 'parts',
  start: (repository) => ({
    async find() {
      const manifests = new Map<string, Evidence[]>();
      const add = (folder: string, path: string): void => {
        manifests.set(folder, [...(manifests.get(folder) ?? []), { path, line: 1 }]);
      };
      for (const file of repository.files) {
        const isInRequirements = requirements.test(file.path);
        const isManifest =
          isInRequirements ||
          (manifestNames.test(file.name) && (file.name !== 'setup.py' || (await isSetupScript(repository, file.path))));
        if (isManifest && !isTriedOut(file) && !isHidden(file.folder)) {
          add(isInRequirements ? folderOf(file.folder) : file.folder, file.path);
        }
      }
      for (const { path, folder, workspace, manifest } of await nodePackages(repository)) {
        const lists = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies', 'workspaces'];
        const isOwn = workspace !== folder || lists.some((list) => valueAt(manifest, list) !== undefined);
        if (isOwn && !isHidden(folder)) {
          add(folder, path);
        }
      }
      const root = manifests.size > 1 && !manifests.has('') ? rootFile(repository) : undefined;
      if (root !== undefined) {
        add('', root);
      }
      const folders = [...manifests].sort(([a], [b]) => compare(a, b));
      return { repository: { parts: folders.map(([folder, evidence]) => ({ name: folder || '.', evidence })) } };
    },
  }),
};

function isHidden(folder: string): boolean {
  return /(?:^|\/)\.(?!\.(?:\/|$))/.test(folder);
}

function rootFile({ files }: Repository): string | undefined {
  const names = files.filter(({ folder }) => folder === '').map(({ path }) => path);
  return rootFiles.flatMap((wanted) => names.filter((name) => wanted.test(name)))[0];
}
