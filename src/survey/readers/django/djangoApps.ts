/** An application of a Django product: a folder with models, migrations or both. */
export interface DjangoApp {
  /** What its tables' names begin with. */
  readonly label: string;
  /** From the root, without `/` at its end; `''` for the root. */
  readonly folder: string;
}

/** The applications of a repository: two products in it may each have one of the same label. */
export class DjangoApps {
  private readonly byFolder = new Map<string, DjangoApp>();
  private readonly byLabel = new Map<string, DjangoApp[]>();

  /** @param labels the labels that `AppConfig` gives, by folder */
  constructor(
    folders: Iterable<string>,
    private readonly labels: ReadonlyMap<string, string>,
  ) {
    for (const folder of folders) {
      this.add(folder);
    }
  }

  private add(folder: string): DjangoApp {
    const label = this.labels.get(folder) ?? (folder.slice(folder.lastIndexOf('/') + 1) || 'app');
    const app = { label, folder };
    this.byFolder.set(folder, app);
    this.byLabel.set(label, [...(this.byLabel.get(label) ?? []), app]);
    return app;
  }

  /** The application that a file belongs to: that of the nearest folder above, its own folder when there is none. */
  of(folder: string): DjangoApp {
    for (let up = folder; up !== ''; up = up.slice(0, Math.max(0, up.lastIndexOf('/')))) {
      const app = this.byFolder.get(up);
      if (app) {
        return app;
      }
    }
    return this.byFolder.get('') ?? this.add(folder);
  }

  /** The application of a label, as another one of the same product knows it. */
  named(label: string, near: DjangoApp): DjangoApp | undefined {
    return nearest(this.byLabel.get(label) ?? [], near.folder);
  }
}

/** Of several things, the one that has most folders in common with a folder: the first of them. */
export function nearest<T extends { readonly folder: string }>(things: readonly T[], folder: string): T | undefined {
  const [first, ...others] = things;
  return others.reduce(
    (best, thing) => (best && shared(thing.folder, folder) <= shared(best.folder, folder) ? best : thing),
    first,
  );
}

/** How many folders two paths have in common. */
function shared(a: string, b: string): number {
  const others = b.split('/');
  const parts = a.split('/');
  const end = parts.findIndex((part, index) => part !== others[index]);
  return end < 0 ? parts.length : end;
}
