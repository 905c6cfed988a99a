import { Clue } from '../clues';
import type { Table } from '../facts';
import { GoSources, isGoSource } from '../readers/go/goSources';
import type { GoStruct } from '../readers/go/goCode';
import { GormReader } from '../readers/go/gormModels';
import { MigratedModels } from '../readers/go/migratedModels';
import { isOfMigration } from '../readers/go/structModels';
import { compare } from '../repository';
import type { Framework } from './framework';

const isOfGorm = new Clue(/"(?:gorm\.io\/gorm|github\.com\/jinzhu\/gorm)"|`[^`\n]*gorm:"/);

/** The tables of GORM's models. */
export const gorm: Framework = {
  name: 'gorm',
  start(repository) {
    const sources = GoSources.of(repository);
    const structs: GoStruct[] = [];
    const migrated = new MigratedModels(sources, 'AutoMigrate');
    const prefixes = new Set<string>();
    let isSingular = false;
    let gormigrate: { readonly path: string; readonly line: number } | undefined;
    return {
      wants: isGoSource,
      async read(source, { path }) {
        const giving = migrated.mayGive(source.text) ? await sources.read(source) : undefined;
        if (giving) {
          migrated.add(giving, source.text);
        }
        if (!isOfGorm.test(source.text)) {
          return;
        }
        isSingular ||= /\bSingularTable(?:\s*:\s*|\()true\b/.test(source.text);
        const prefix = /\bTablePrefix\s*:\s*"([\w.]{1,40})"/.exec(source.text)?.[1];
        if (prefix !== undefined) {
          prefixes.add(prefix);
        }
        const index = source.text.search(/\bgormigrate\.New\(/);
        gormigrate ??= index < 0 ? undefined : { path, line: source.lineAt(index) };
        const file = isOfMigration(path) ? undefined : await sources.read(source);
        structs.push(...(file?.structs ?? []));
      },
      async find() {
        const [prefix = ''] = prefixes.size === 1 ? [...prefixes] : [];
        const given = await migrated.structs();
        const reader = new GormReader(sources, {
          migrated: given,
          migratesOthers: migrated.isPartial,
          isSingular,
          prefix,
        });
        // Without a tag, a model may stand in a file that says nothing of GORM.
        const tables: Table[] = await reader.tables([...new Set([...structs, ...given])]);
        if (gormigrate) {
          repository.note(
            'migrations de gormigrate, non rejouées : tables lues dans les modèles',
            gormigrate.path,
            gormigrate.line,
            'tables',
          );
        }
        return { tables: tables.sort((a, b) => compare(a.name, b.name)) };
      },
    };
  },
};
