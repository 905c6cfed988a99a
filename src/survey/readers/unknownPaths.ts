import type { Repository } from '../repository';

/** Counts the routes whose path is computed, to tell of them once a file. */
export class UnknownPaths {
  private readonly files = new Map<string, { count: number; readonly line: number }>();

  constructor(private readonly repository: Repository) {}

  add(path: string, line: number, count = 1): void {
    const known = this.files.get(path);
    if (known) {
      known.count += count;
    } else if (count > 0) {
      this.files.set(path, { count, line });
    }
  }

  /** Notes them. */
  tell(): void {
    for (const [path, { count, line }] of this.files) {
      const what = count === 1 ? 'une route au chemin calculé, non lue' : `${count} routes au chemin calculé, non lues`;
      this.repository.note(what, path, line, 'api');
    }
  }
}
