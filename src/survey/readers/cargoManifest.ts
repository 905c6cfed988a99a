import { withoutCredentials } from './declaredDependency';
import { entryAt, textAt, valueAt, type Located, type LocatedEntry } from './located';

/** One crate that a `Cargo.toml` asks for. */
export interface CrateRequest {
  /** The crate's own name, not the one its code knows it by. */
  readonly name: string;
  readonly line: number;
  readonly constraint: string | undefined;
  readonly dev: boolean;
  /** The folder it is in, from the file that says so; undefined for a crate from elsewhere. */
  readonly path: string | undefined;
}

const tables = [
  { key: 'dependencies', dev: false },
  { key: 'build-dependencies', dev: false },
  { key: 'build_dependencies', dev: false },
  { key: 'dev-dependencies', dev: true },
  { key: 'dev_dependencies', dev: true },
];

/**
 * @param root the manifest's value
 * @param shared what its workspace's root says in `workspace.dependencies`
 */
export function crateRequests(root: Located, shared: Located | undefined): CrateRequest[] {
  const targets = [root, ...(valueAt(root, 'target')?.entries ?? []).map(({ value }) => value)];
  return targets.flatMap((target) =>
    tables.flatMap(({ key, dev }) =>
      (valueAt(target, key)?.entries ?? []).map((entry) => requestOf(entry, shared, dev)),
    ),
  );
}

function requestOf({ key, line, value }: LocatedEntry, shared: Located | undefined, dev: boolean): CrateRequest {
  const isShared = textAt(value, 'workspace') === 'true';
  const asked = isShared ? valueAt(shared, key) : value;
  const renamed = entryAt(asked, 'package');
  return {
    name: renamed?.value.text || key,
    // Of a crate known by another name, the line that holds its own.
    line: (isShared ? undefined : renamed?.line) ?? line,
    constraint: constraintOf(asked),
    dev,
    path: textAt(asked, 'path'),
  };
}

function constraintOf(value: Located | undefined): string | undefined {
  if (value?.kind === 'text') {
    return value.text;
  }
  const version = textAt(value, 'version');
  const address = textAt(value, 'git');
  if (version !== undefined || address === undefined) {
    return version;
  }
  const reference = ['tag', 'branch', 'rev'].flatMap((key) => textAt(value, key) ?? []).at(0);
  return withoutCredentials(address) + (reference === undefined ? '' : `@${reference}`);
}

/** Whether a version is one that Cargo may choose for a constraint; when in doubt, that is so. */
export function mayBeChosen(constraint: string | undefined, version: string): boolean {
  const wanted = /^\s*[\^~=]?\s*(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(constraint ?? '');
  if (!wanted) {
    return true;
  }
  const has = version.split(/[.+-]/);
  const isExact = /^\s*[~=]/.test(constraint ?? '');
  for (const [index, part] of wanted.slice(1).entries()) {
    if (part === undefined) {
      return true;
    }
    if (part !== has[index]) {
      return false;
    }
    // The first number that isn't zero is the one that tells incompatible versions apart.
    if (part !== '0' && !(isExact && index < 1)) {
      return true;
    }
  }
  return true;
}
