import { Clue } from '../clues';
import type { Migrations } from '../facts';
import { AlembicReplay } from '../readers/alembic/alembicReplay';
import { alembicRevision, chains, inRevisionOrder, type AlembicRevision } from '../readers/alembic/alembicRevision';
import { PythonCode } from '../readers/pythonCode/pythonCode';
import type { Repository } from '../repository';
import type { Framework } from './framework';
import { isOwnModule } from '../readers/pythonCode/moduleFiles';

const isRevision = new Clue(/^down_revision\b/m);

/** Alembic's migrations (Flask-Migrate's are too), one chain a folder. */
export const alembic: Framework = {
  name: 'alembic',
  start(repository) {
    const revisions: AlembicRevision[] = [];
    return {
      wants: isOwnModule,
      async read(source) {
        if (!isRevision.test(source.text)) {
          return;
        }
        const module = await PythonCode.of(repository).read(source);
        const revision = module && alembicRevision(module);
        if (revision) {
          revisions.push(revision);
        }
      },
      find() {
        const all = chains(revisions).map((chain) => replayed(repository, chain));
        return {
          tables: all.flatMap(({ tables }) => tables),
          migrations: all.map(({ migrations }) => migrations),
        };
      },
    };
  },
};

function replayed(
  repository: Repository,
  revisions: readonly AlembicRevision[],
): { tables: ReturnType<AlembicReplay['tables']['tables']>; migrations: Migrations } {
  const ordered = inRevisionOrder(revisions);
  const replay = new AlembicReplay();
  ordered.forEach((revision) => {
    replay.run(revision);
  });
  const { unknown } = replay.tables;
  if (unknown[0]) {
    const { evidence } = unknown[0];
    const names = unknown.map(({ name }) => name).join(', ');
    repository.note(
      `modifie des tables qu’aucune migration lue ne crée : ${names}`,
      evidence.path,
      evidence.line,
      'tables',
    );
  }
  for (const { why, evidence } of replay.unread) {
    repository.note(why, evidence.path, evidence.line, 'tables');
  }
  const data = ordered.flatMap((revision) => replay.data.get(revision) ?? []);
  const [first] = ordered;
  const last = ordered.at(-1);
  const path = first?.module.path ?? '';
  const line = (first?.module.source.lines.findIndex((text) => /alembic/i.test(text)) ?? 0) + 1;
  return {
    tables: replay.tables.tables('Alembic', 'migrations'),
    migrations: {
      name: 'Alembic',
      evidence: [{ path, line: Math.max(1, line) }],
      folder: path.slice(0, Math.max(0, path.lastIndexOf('/'))),
      count: revisions.length,
      ...(first ? { first: first.module.path } : {}),
      ...(last ? { last: last.module.path } : {}),
      ...(data.length > 0 ? { data } : {}),
    },
  };
}
