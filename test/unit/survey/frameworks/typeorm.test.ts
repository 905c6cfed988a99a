import * as assert from 'node:assert/strict';
import { typeorm } from '../../../../src/survey/frameworks/typeorm';
import type { Inventory } from '../../../../src/survey/facts';
import { surveyFiles } from '../memoryTree';

function shown({ tables }: Inventory): Record<string, string[]> {
  return Object.fromEntries(
    tables.map(({ name, columns }) => [
      name,
      columns.map(({ name: own, type, nullable, references, key }) =>
        [own, type, nullable === true ? 'null' : '', key, references && `-> ${references}`].filter(Boolean).join(' '),
      ),
    ]),
  );
}

const entities = {
  'src/Base.ts': `
import { CreateDateColumn, PrimaryGeneratedColumn, UpdateDateColumn } from 'typeorm';
export abstract class Base {
  @PrimaryGeneratedColumn('uuid') uuid: string;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
  @UpdateDateColumn() updatedAt: Date;
}
`,
  'src/Adresse.ts': `
import { Column } from 'typeorm';
export class Adresse {
  @Column() voie: string;
  @Column({ name: 'cp', length: 5 }) codePostal: string;
}
`,
  'src/Dossier.ts': `
import { Column, Entity, Index, JoinColumn, JoinTable, ManyToMany, ManyToOne, OneToOne } from 'typeorm';
import { Base } from './Base';
import { Adresse } from './Adresse';
import { Etiquette } from './Etiquette';
@Entity('dossiers', { schema: 'public' })
export class Dossier extends Base {
  @Index({ unique: true })
  @Column({ type: 'varchar', length: 20, comment: 'Référence' })
  numeroDossier: string;

  @Column('text', { array: true, nullable: true })
  motsCles?: string[];

  @Column(() => Adresse)
  adresse: Adresse;

  @ManyToOne(() => Dossier, { nullable: false })
  parent: Dossier;

  @OneToOne('Etiquette')
  @JoinColumn({ name: 'etiquette_ref' })
  etiquette: Etiquette;

  @OneToOne(() => Etiquette, (etiquette) => etiquette.dossier)
  inverse: Etiquette;

  @ManyToMany(() => Etiquette)
  @JoinTable()
  etiquettes: Etiquette[];
}
`,
  'src/Etiquette.ts': `
import { ChildEntity, Column, Entity, PrimaryColumn, TableInheritance } from 'typeorm';
@Entity()
@TableInheritance({ column: { type: 'varchar', name: 'genre' } })
export class Etiquette {
  @PrimaryColumn() code: string;
}
@ChildEntity()
export class EtiquetteDatee extends Etiquette {
  @Column() echeance: Date;
}
`,
};

describe('TypeORM', () => {
  it('reads entities, their parents, what they embed and how they hang together', async () => {
    const found = await surveyFiles(entities, [typeorm]);
    assert.deepEqual(shown(found), {
      dossiers: [
        'uuid uuid primary',
        'createdAt timestamptz',
        'updatedAt Date',
        'numeroDossier varchar(20)',
        'motsCles text[] null',
        'adresseVoie string',
        'adresseCp string(5)',
        'parentUuid foreign -> dossiers.uuid',
        'etiquette_ref null foreign -> etiquette.code',
      ],
      dossiers_etiquettes_etiquette: [
        'dossiersUuid primary -> dossiers.uuid',
        'etiquetteCode primary -> etiquette.code',
      ],
      etiquette: ['code string primary', 'genre varchar', 'echeance Date null'],
    });
    const numero = found.tables[0]?.columns[3];
    assert.deepEqual([numero?.unique, numero?.label], [true, 'Référence']);
    assert.deepEqual(numero?.evidence, { path: 'src/Dossier.ts', line: 10 });
  });

  it('takes the names of a strategy', async () => {
    const found = await surveyFiles(
      { ...entities, 'src/base.ts': 'import { SnakeNamingStrategy } from "typeorm-naming-strategies";' },
      [typeorm],
    );
    assert.deepEqual(shown(found)['dossiers'], [
      'uuid uuid primary',
      'created_at timestamptz',
      'updated_at Date',
      'numero_dossier varchar(20)',
      'mots_cles text[] null',
      'adresse_voie string',
      'adresse_cp string(5)',
      'parent_uuid foreign -> dossiers.uuid',
      'etiquette_ref null foreign -> etiquette.code',
    ]);
  });

  it('follows migrations that build what they give, and rows that they change', async () => {
    const found = await surveyFiles(
      {
        'src/migration/1-A.ts': `
import { MigrationInterface, QueryRunner, Table, TableColumn } from "typeorm";
import { heure } from "../outils";
const commun = { name: "id", type: "integer", isPrimary: true };
export class A1 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.createTable(new Table({ name: "a", columns: [commun, { name: "le", type: heure("postgres") }] }));
    const colonne = new TableColumn({ name: "b", type: "varchar", isNullable: true });
    await queryRunner.addColumns("a", [colonne, new TableColumn({ name: "c", type: "int" })]);
    const autre = colonne.clone();
    autre.isNullable = false;
    await queryRunner.changeColumn("a", colonne, autre);
    await queryRunner.dropColumns("a", ["c"]);
    await queryRunner.manager.createQueryBuilder().update("a").set({ b: "" }).execute();
  }
  async down() {}
}
`,
        'src/outils.ts':
          'export function heure(genre: string) { return genre === "postgres" ? "timestamptz" : "datetime"; }',
      },
      [typeorm],
    );
    assert.deepEqual(shown(found), { a: ['id integer primary', 'le timestamptz', 'b varchar'] });
    assert.deepEqual(found.migrations[0]?.data, [{ path: 'src/migration/1-A.ts', line: 14 }]);
  });
});
