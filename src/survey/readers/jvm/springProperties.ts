import type { Repository } from '../../repository';
import type { Located } from '../located';
import { compare } from '../../repository';
import { yamlFile } from '../yaml';

/** What `application.properties` or `application.yml` of each module says, without what is said for one environment. */
export class SpringProperties {
  private constructor(private readonly modules: readonly { readonly folder: string; readonly values: Properties }[]) {}

  static async of(repository: Repository): Promise<SpringProperties> {
    const modules = new Map<string, Map<string, string>>();
    for (const { path, isTest, name } of repository.matching(
      /(?:^|\/)(?:application|bootstrap)\.(?:properties|ya?ml)$/,
    )) {
      if (isTest) {
        continue;
      }
      const folder = path.replace(/(?:src\/main\/(?:resources|config)\/)?(?:config\/)?[^/]*$/, '');
      const values = modules.get(folder) ?? new Map<string, string>();
      modules.set(folder, values);
      if (name.endsWith('.properties')) {
        for (const line of (await repository.text(path))?.lines ?? []) {
          const found = /^\s*([\w.-]{1,200})\s*[=:]\s*(.{0,500})$/.exec(line);
          if (found) {
            values.set(relaxed(found[1] ?? ''), (found[2] ?? '').trim());
          }
        }
      } else {
        flatten(await yamlFile(repository, path), '', values);
      }
    }
    return new SpringProperties(
      [...modules]
        .map(([folder, values]) => ({ folder, values }))
        .sort((a, b) => b.folder.length - a.folder.length || compare(a.folder, b.folder)),
    );
  }

  /** A setting of the module that holds a file, placeholders replaced by what is written for them; undefined when none is known. */
  get(path: string, ...keys: readonly string[]): string | undefined {
    const values = this.valuesFor(path);
    const key = keys.find((each) => values?.has(relaxed(each)));
    return key === undefined ? undefined : this.resolved(path, values?.get(relaxed(key)) ?? '');
  }

  /** What each module says of a setting. */
  all(...keys: readonly string[]): string[] {
    return this.modules.flatMap(({ values }) => keys.flatMap((key) => values.get(relaxed(key)) ?? []));
  }

  /** A text whose `${a.b:default}` are replaced; undefined when one isn't known. */
  resolved(path: string, text: string, depth = 0): string | undefined {
    const values = this.valuesFor(path);
    let isKnown = depth < 6;
    const replaced = text.replace(
      /\$\{([\w.-]{1,200})(?::([^{}$]{0,300}))?\}/g,
      (_, key: string, fallback?: string) => {
        const own = values?.get(relaxed(key));
        const told = own === undefined ? fallback : this.resolved(path, own, depth + 1);
        isKnown &&= told !== undefined;
        return told ?? '';
      },
    );
    return isKnown && !replaced.includes('${') ? replaced : undefined;
  }

  private valuesFor(path: string): Properties | undefined {
    const own = this.modules.find(({ folder }) => path.startsWith(folder));
    // A library inside of the repository is served by the only application there.
    return (own ?? (this.modules.length === 1 ? this.modules[0] : undefined))?.values;
  }
}

type Properties = ReadonlyMap<string, string>;

/** Spring takes `contextPath` and `context-path` for the same. */
function relaxed(key: string): string {
  return key.replace(/[-_]/g, '').toLowerCase();
}

function flatten(value: Located | undefined, prefix: string, into: Map<string, string>): void {
  for (const { key, value: inner } of value?.entries ?? []) {
    const whole = prefix === '' ? key : `${prefix}.${key}`;
    if (inner.kind === 'map') {
      flatten(inner, whole, into);
    } else if (inner.kind === 'text') {
      into.set(relaxed(whole), inner.text);
    }
  }
}
