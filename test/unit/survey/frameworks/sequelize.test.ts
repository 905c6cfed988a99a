import * as assert from 'node:assert/strict';
import { sequelize } from '../../../../src/survey/frameworks/sequelize';
import type { Inventory } from '../../../../src/survey/facts';
import { surveyFiles } from '../memoryTree';

function shown({ tables }: Inventory): Record<string, string[]> {
  return Object.fromEntries(
    tables.map(({ name, columns }) => [
      name,
      columns.map(({ name: own, references, key, implicit }) =>
        [own, key, references && `-> ${references}`, implicit === true ? 'implicit' : ''].filter(Boolean).join(' '),
      ),
    ]),
  );
}

describe('Sequelize', () => {
  it('reads models of functions and classes, their relations and what is added by itself', async () => {
    const found = await surveyFiles(
      {
        'models/index.js': `
const Sequelize = require('sequelize');
const sequelize = new Sequelize(process.env.BASE, { define: { underscored: true } });
module.exports = { sequelize };
`,
        'models/bassin.js': `
module.exports = (sequelize, DataTypes) => {
  const Bassin = sequelize.define('Bassin', {
    nomUsuel: DataTypes.STRING,
    total: { type: DataTypes.VIRTUAL },
  }, { paranoid: true });
  Bassin.associate = (models) => {
    Bassin.hasMany(models.Releve, { foreignKey: 'bassinId' });
    Bassin.belongsToMany(models.Agent, { through: 'bassins_agents' });
  };
  return Bassin;
};
`,
        'models/releve.ts': `
import { DataTypes, Model } from 'sequelize';
import { sequelize } from './index';
export class Releve extends Model {
  static associate(models) { this.belongsTo(models.Agent, { as: 'auteur' }); }
}
Releve.init({
  uuid: { type: DataTypes.UUID, primaryKey: true },
  bassinId: { type: DataTypes.INTEGER, field: 'bassin_ref' },
}, { sequelize, tableName: 'releves_journaliers', timestamps: false });
`,
        'models/agent.js': `
const { sequelize } = require('.');
const { DataTypes } = require('sequelize');
module.exports = sequelize.define('Agent', { nom: DataTypes.STRING }, { createdAt: 'cree_le', updatedAt: false, freezeTableName: true });
`,
      },
      [sequelize],
    );
    assert.deepEqual(shown(found), {
      agent: ['id primary implicit', 'nom', 'cree_le implicit'],
      bassins: [
        'id primary implicit',
        'nom_usuel',
        'created_at implicit',
        'updated_at implicit',
        'deleted_at implicit',
      ],
      bassins_agents: [
        'bassin_id foreign -> bassins.id implicit',
        'agent_id foreign -> agent.id implicit',
        'created_at implicit',
        'updated_at implicit',
      ],
      releves_journaliers: [
        'uuid primary',
        'bassin_ref foreign -> bassins.id',
        'auteur_id foreign -> agent.id implicit',
      ],
    });
    assert.ok(found.tables.every(({ source }) => source === 'models'));
  });

  it('reads decorated classes and what they extend', async () => {
    const found = await surveyFiles(
      {
        'src/Base.ts': `
import { Column, CreatedAt, DataType, Model, PrimaryKey, IsUUID } from 'sequelize-typescript';
export abstract class Base extends Model {
  @IsUUID(4) @PrimaryKey @Column(DataType.UUIDV4) id: string;
  @CreatedAt creeLe: Date;
}
`,
        'src/Avis.ts': `
import { AllowNull, BelongsTo, Column, DataType, ForeignKey, HasMany, Table, Unique } from 'sequelize-typescript';
import { Base } from './Base';
import Commission from './Commission';
@Table({ tableName: 'avis', updatedAt: false })
export class Avis extends Base {
  @Unique
  @Column(DataType.STRING(12))
  numero: string;

  @AllowNull(false)
  @Column({ type: DataType.TEXT, field: 'motif_detaille', comment: 'Pourquoi' })
  motif: string;

  @Column(DataType.VIRTUAL)
  resume: string;

  @BelongsTo(() => Commission)
  commission: Commission;

  @ForeignKey(() => Commission)
  @Column
  commissionId: string;
}
`,
        'src/Commission.ts': `
import { Column, HasMany, Table } from 'sequelize-typescript';
import { Avis } from './Avis';
import { Base } from './Base';
@Table
class Commission extends Base {
  @Column ville: string;
  @HasMany(() => Avis) avis: Avis[];
}
export default Commission;
`,
      },
      [sequelize],
    );
    assert.deepEqual(shown(found), {
      Commissions: ['id primary', 'creeLe', 'ville', 'updatedAt implicit'],
      avis: ['id primary', 'creeLe', 'numero', 'motif_detaille', 'commissionId foreign -> Commissions.id'],
    });
    const motif = found.tables.find(({ name }) => name === 'avis')?.columns[3];
    assert.deepEqual([motif?.type, motif?.nullable, motif?.label], ['TEXT', false, 'Pourquoi']);
    assert.deepEqual(motif?.evidence, { path: 'src/Avis.ts', line: 12 });
  });

  it('follows Umzug’s context and promises that follow one another', async () => {
    const found = await surveyFiles(
      {
        'migrations/1.ts': `
import { DataTypes, QueryInterface } from 'sequelize';
export const up = async ({ context }: { context: QueryInterface }) => {
  await context.createTable('a', { x: DataTypes.STRING }).then(() => context.addColumn('a', 'y', DataTypes.DATE));
};
`,
        'migrations/2.js': `
module.exports = {
  up: (queryInterface, Sequelize) => {
    return queryInterface.addConstraint('a', ['x'], { type: 'unique', name: 'u' })
      .then(() => queryInterface.bulkInsert('a', []));
  },
};
`,
      },
      [sequelize],
    );
    assert.deepEqual(shown(found), { a: ['x', 'y'] });
    assert.equal(found.tables[0]?.columns[0]?.unique, true);
    assert.deepEqual(found.migrations[0]?.data, [{ path: 'migrations/2.js', line: 5 }]);
  });

  it('ties two models by the keys that both sides of a relation of many to many declare', async () => {
    const found = await surveyFiles(
      {
        'models/index.js': `
const { Sequelize, DataTypes, Model } = require('sequelize');
const sequelize = new Sequelize('x');
const cle = { type: DataTypes.UUID, primaryKey: true };
const Agent = sequelize.define('Agent', { uid: cle }, { freezeTableName: true, timestamps: false });
const Equipe = sequelize.define('Equipe', { uid: cle }, { freezeTableName: true, timestamps: false });
const Lien = sequelize.define('Lien', { uid: cle }, { freezeTableName: true, timestamps: false });
Agent.belongsToMany(Equipe, { through: Lien, foreignKey: { name: 'agent', field: 'agent' } });
Equipe.belongsToMany(Agent, { through: Lien, foreignKey: 'equipe' });
Agent.belongsTo(Equipe, { as: 'principale' });
`,
      },
      [sequelize],
    );
    assert.deepEqual(shown(found), {
      Agent: ['uid primary', 'principaleId foreign -> Equipe.uid implicit'],
      Equipe: ['uid primary'],
      Lien: ['uid primary', 'agent foreign -> Agent.uid', 'equipe foreign -> Equipe.uid'],
    });
    assert.deepEqual(
      found.tables.flatMap(({ columns }) => columns.flatMap(({ key, type }) => (key === 'foreign' ? type : []))),
      ['UUID', 'UUID', 'UUID'],
    );
  });
});
