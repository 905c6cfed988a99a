import type { Table } from '../facts';
import { GoSources, isGoSource } from '../readers/go/goSources';
import type { GoStruct } from '../readers/go/goCode';
import { GormReader } from '../readers/go/gormModels';
import { isOfMigration } from '../readers/go/structModels';
import { compare } from '../repository';
import type { Framework } from './framework';

const isOfGorm = /"(?:gorm\.io\/gorm|github\.com\/jinzhu\/gorm)"|`[^`\n]*gorm:"/;

/** The tables of GORM's models. */
export const gorm: Framework = {
  name: 'gorm',
  start(repository) {
    const sources = GoSources.of(repository);
    const structs: GoStruct[] = [];
    const migrated = new Set<string>();
    const prefixes = new Set<string>();
    let migratesOthers = false;
    let isSingular = false;
    let gormigrate: { readonly path: string; readonly line: number } | undefined;
    return {
      wants: isGoSource,
      async read(source, { path }) {
        if (!isOfGorm.test(source.text)) {
          return;
        }
        for (const { 1: given = '' } of source.text.matchAll(
          /\bAutoMigrate\(([^()]{0,4000}(?:\([^()]{0,200}\)[^()]{0,400}){0,100})\)/g,
        )) {
          for (const { 1: name = '' } of given.matchAll(/(?:&|new\()\s*(?:\w+\.)?(\w+)/g)) {
            migrated.add(name);
          }
          migratesOthers ||= given.split(',').some((each) => each.trim() !== '' && !/&|\bnew\(|\}/.test(each));
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
        const reader = new GormReader(sources, { migrated, migratesOthers, isSingular, prefix });
        const tables: Table[] = await reader.tables(structs);
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
