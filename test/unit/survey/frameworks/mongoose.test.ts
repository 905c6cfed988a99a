import * as assert from 'node:assert/strict';
import { mongoose } from '../../../../src/survey/frameworks/mongoose';
import { collectionName } from '../../../../src/survey/readers/mongoose/collectionName';
import { surveyFiles } from '../memoryTree';

describe('Mongoose', () => {
  it('reads NestJS’s classes, those only that are models', async () => {
    const { tables } = await surveyFiles(
      {
        'src/aide.schema.ts': `
import { Prop, Schema, SchemaFactory, raw } from '@nestjs/mongoose';
import { HydratedDocument, Types } from 'mongoose';
import { Porteur } from './porteur.schema';

@Schema({ _id: false })
export class Montant {
  @Prop() valeur: number;
}

@Schema({ collection: 'aides_publiques', timestamps: true })
export class Aide {
  @Prop({ required: true, unique: true })
  titre: string;

  @Prop([String])
  publics: string[];

  @Prop({ type: Montant })
  montant: Montant;

  @Prop({ type: Types.ObjectId, ref: Porteur.name })
  porteur: Porteur;

  resume(): string {
    return this.titre;
  }
}
export const AideSchema = SchemaFactory.createForClass(Aide);
`,
        'src/porteur.schema.ts': `
import { Prop, Schema } from '@nestjs/mongoose';
@Schema()
export class Porteur {
  @Prop() siren: string;
}
`,
        'src/app.module.ts': `
import { MongooseModule } from '@nestjs/mongoose';
export const modules = MongooseModule.forFeature([
  { name: Aide.name, schema: AideSchema },
  { name: Porteur.name, schema: PorteurSchema },
]);
`,
      },
      [mongoose],
    );
    assert.deepEqual(
      tables.map(({ name, columns }) => [
        name,
        columns.map(({ name: own, type, nullable, references }) =>
          [own, type, nullable === false ? 'not null' : '', references && `-> ${references}`].filter(Boolean).join(' '),
        ),
      ]),
      [
        [
          'aides_publiques',
          [
            '_id ObjectId',
            'createdAt Date',
            'updatedAt Date',
            'titre String not null',
            'publics [String]',
            'montant object',
            'porteur ObjectId -> porteurs',
          ],
        ],
        ['porteurs', ['_id ObjectId', 'siren String']],
      ],
    );
  });

  it('reads schemas that are built on others, and discriminators', async () => {
    const { tables } = await surveyFiles(
      {
        'db.js': `
import mongoose, { Schema } from 'mongoose';
const base = new Schema({ nom: { type: String } });
const complet = base.clone();
complet.add({ age: Number });
const connexion = mongoose.createConnection();
export const Personne = connexion.model('Personne', complet);
Personne.discriminator('Elu', new Schema({ mandat: String }));
function enregistrer() {
  return mongoose.model('Jamais', base);
}
export const calcul = axios.model('Autre', base);
`,
      },
      [mongoose],
    );
    assert.deepEqual(
      tables.map(({ name, columns }) => [name, columns.map((column) => column.name)]),
      [['personnes', ['_id', 'nom', 'age', 'mandat']]],
    );
  });

  it('names collections as Mongoose does', () => {
    assert.deepEqual(
      ['User', 'Person', 'Child', 'News', 'Category', 'Status', 'Box', 'Siret', 'UserStatus', 'Campus'].map(
        collectionName,
      ),
      ['users', 'people', 'children', 'news', 'categories', 'status', 'boxes', 'sirets', 'userstatuses', 'campus'],
    );
  });
});
