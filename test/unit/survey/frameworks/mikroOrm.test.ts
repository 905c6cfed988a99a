import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Inventory } from '../../../../src/survey/facts';
import { mikroOrm } from '../../../../src/survey/frameworks/mikroOrm';
import { surveyFiles } from '../memoryTree';

const entity = `import { Collection, Entity, ManyToMany, ManyToOne, OneToOne, PrimaryKey, Property, SerializedPrimaryKey } from '@mikro-orm/core';

@Entity()
export class DossierSuivi {
  @PrimaryKey()
  _id!: ObjectId;

  @SerializedPrimaryKey()
  id!: string;

  @Property({ fieldName: 'lib' })
  libelleCourt?: string;

  @ManyToOne()
  auteur!: Ref<Agent>;

  @ManyToMany()
  lecteurs = new Collection<Agent>(this);

  @OneToOne(() => Agent, 'dossier')
  gardien!: Agent;
}

@Entity({ collection: 'agents' })
export class Agent {
  @PrimaryKey()
  _id!: ObjectId;
}
`;

async function survey(dependency: string, more = ''): Promise<Inventory> {
  const manifest = JSON.stringify({ dependencies: { [dependency]: '^6.0.0' } });
  return surveyFiles({ 'package.json': manifest, 'src/e.ts': entity, 'src/conf.ts': more }, [mikroOrm]);
}

function shown({ tables }: Inventory): string[] {
  return tables.map(
    ({ name, kind, columns }) =>
      `${name} ${kind ?? ''} ${columns.map((column) => `${column.name}${column.references === undefined ? '' : `->${column.references}`}`).join()}`,
  );
}

describe('MikroORM', () => {
  it('names tables and columns as its driver and its strategy do', async () => {
    assert.deepEqual(shown(await survey('@mikro-orm/mongodb')), [
      'agents collection _id',
      'dossier-suivi collection _id,lib,auteur->agents._id,lecteurs',
    ]);
    assert.deepEqual(shown(await survey('@mikro-orm/postgresql')), [
      'agents  _id',
      'dossier_suivi  _id,lib,auteur_id->agents._id',
      'dossier_suivi_lecteurs  dossier_suivi__id->dossier_suivi._id,agent__id->agents._id',
    ]);
    const strategy = "import { EntityCaseNamingStrategy } from '@mikro-orm/core';\n";
    assert.equal(shown(await survey('@mikro-orm/postgresql', strategy))[0], 'DossierSuivi  _id,lib,auteur->agents._id');
  });

  it('takes no class of TypeORM’s for its own', async () => {
    const found = await surveyFiles(
      { 'src/e.ts': "import { Entity } from 'typeorm';\n@Entity()\nexport class Agent {}\n" },
      [mikroOrm],
    );
    assert.deepEqual(found.tables, []);
  });

  it('never fails on what isn’t code', async () => {
    const piece = fc.constantFrom(
      "import { Entity, EntitySchema, defineEntity, p } from '@mikro-orm/core';\n",
      '@Entity({ tableName: ',
      "'t' })\n",
      'export class A extends A {\n',
      '@ManyToMany(() => A)\n',
      '@Embedded(() => A) a;\n',
      "export const s = new EntitySchema({ name: 'S', extends: s, properties: {",
      "export const d = defineEntity({ name: 'D', properties: (p) => ({ a: p.manyToMany(() => d)",
      '} });',
      '})',
      '}',
      '(',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 25 }), async (pieces) => {
        await surveyFiles({ 'src/e.ts': pieces.join('') }, [mikroOrm]);
      }),
      { numRuns: 150 },
    );
  });
});
