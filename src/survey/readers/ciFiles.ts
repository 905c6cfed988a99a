import type { Repository, SurveyedFile } from '../repository';
import { parseImageName, type ImageName } from './imageName';
import { entryAt, valueAt, type Located, type LocatedEntry } from './located';
import { yamlFile } from './yaml';

export type CiSystem = 'github' | 'gitlab' | 'circleci' | 'travis' | 'other';

/** One file of a continuous integration. */
export interface CiFile {
  readonly system: CiSystem;
  readonly path: string;
  readonly root: Located;
}

/** An image a job runs in, or a service that runs beside it. */
export interface CiImage {
  readonly text: string;
  readonly parsed: ImageName;
  readonly path: string;
  readonly line: number;
  readonly isService: boolean;
}

const systems: readonly (readonly [path: RegExp, system: CiSystem])[] = [
  [/^\.(?:github|gitea|forgejo)\/workflows\/[^/]+\.ya?ml$/, 'github'],
  [/^\.github\/actions\/.+\/action\.ya?ml$/, 'github'],
  [/(?:^|\/)\.gitlab-ci[^/]*\.ya?ml$|^\.gitlab(?:-ci)?\/.+\.ya?ml$|(?:^|\/)[^/]+\.gitlab-ci\.ya?ml$/, 'gitlab'],
  [/^\.circleci\/.+\.ya?ml$/, 'circleci'],
  [/^\.travis\.ya?ml$/, 'travis'],
  [/^(?:azure-pipelines[^/]*|bitbucket-pipelines|\.drone|\.woodpecker|\.cirrus|appveyor|\.appveyor)\.ya?ml$/, 'other'],
  [/^\.(?:woodpecker|azure-pipelines)\/.+\.ya?ml$/, 'other'],
];

function ciSystem({ path }: SurveyedFile): CiSystem | undefined {
  return systems.find(([pattern]) => pattern.test(path))?.[1];
}

/** All files of all continuous integrations, in the order of their paths. */
export async function ciFiles(repository: Repository): Promise<CiFile[]> {
  const files: CiFile[] = [];
  for (const file of repository.files) {
    const system = ciSystem(file);
    const root = system && (await yamlFile(repository, file.path));
    if (system && root) {
      files.push({ system, path: file.path, root });
    }
  }
  return files;
}

/** The images of one file; those that only a variable without a value names are left out. */
export function ciImages(file: CiFile): CiImage[] {
  const variables = literalVariables(file.root);
  const found: CiImage[] = [];
  const add = (value: Located | undefined, line: number, isService: boolean): void => {
    const text = substitute(value?.text ?? '', variables);
    const parsed = parseImageName(text);
    // A word alone is a machine's name in some of them: `image: ubuntu`.
    if (parsed) {
      found.push({ text, parsed, path: file.path, line, isService });
    }
  };
  visit(file.root, [], ({ key, line, value }, above) => {
    const isService = above.includes('services');
    if (key === 'image' && !above.includes('with')) {
      const name = value.kind === 'map' ? entryAt(value, 'name') : undefined;
      add(name?.value ?? value, name?.line ?? line, isService);
    } else if (key === 'container' && value.kind === 'text') {
      add(value, line, false);
    } else if (key === 'services' && value.kind === 'list') {
      for (const item of value.items) {
        add(item.kind === 'map' ? valueAt(item, 'name') : item, item.line, true);
      }
    } else if (key === 'docker' && file.system === 'circleci') {
      for (const [index, item] of value.items.entries()) {
        const image = entryAt(item, 'image');
        add(image?.value, image?.line ?? item.line, index > 0);
      }
    }
  });
  return file.system === 'circleci' ? tidy(found) : found;
}

/** CircleCI's images are met twice: as an item of `docker`, then by their key. */
function tidy(images: readonly CiImage[]): CiImage[] {
  return images.filter(
    ({ line, text }, index) => images.findIndex((other) => other.line === line && other.text === text) === index,
  );
}

/** Goes through every entry of a text, at any depth. @param above the keys that lead to the entry */
export function visit(
  value: Located,
  above: readonly string[],
  onEntry: (entry: LocatedEntry, above: readonly string[], map: Located) => void,
): void {
  for (const entry of value.entries) {
    onEntry(entry, above, value);
    visit(entry.value, [...above, entry.key], onEntry);
  }
  for (const item of value.items) {
    visit(item, above, onEntry);
  }
}

/** Variables that the file itself gives a value to, wherever it does; of several values, none counts. */
export function literalVariables(root: Located): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  visit(root, [], ({ key, value }) => {
    if (key === 'variables' || key === 'env' || key === 'environment') {
      for (const variable of value.entries) {
        const text = variable.value.kind === 'map' ? valueAt(variable.value, 'value')?.text : variable.value.text;
        const known = values.get(variable.key);
        values.set(variable.key, known === undefined || known === text ? (text ?? '') : '');
      }
    }
  });
  return values;
}

/** `$NAME`, `${NAME}`, `${{ env.NAME }}` → their value; as it is when it has none. */
export function substitute(text: string, variables: ReadonlyMap<string, string>): string {
  const replaced = text.replace(
    /\$\{\{\s*env\.(\w+)\s*\}\}|\$\{?(\w+)\}?/g,
    (whole: string, github: string | undefined, plain: string | undefined) =>
      variables.get(github ?? plain ?? '') || whole,
  );
  return replaced.length > 1000 ? text : replaced;
}
