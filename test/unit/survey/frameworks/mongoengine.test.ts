import * as assert from 'node:assert/strict';
import { mongoengine } from '../../../../src/survey/frameworks/mongoengine';
import { surveyFiles, type MemoryFiles } from '../memoryTree';
import { structureText } from '../structureText';

async function found(files: MemoryFiles): Promise<string[]> {
  return structureText(await surveyFiles(files, [mongoengine]))
    .split('\n')
    .filter((line) => line !== '');
}

describe('MongoEngine’s collections', () => {
  it('aren’t the documents of a search engine, nor classes without any field', async () => {
    const files = {
      'app/recherche.py':
        'from elasticsearch_dsl import Document, Text\nclass Indexe(Document):\n    nom = TextField()\n',
      'app/modeles.py': 'from mongoengine import Document\nclass Vide(Document):\n    pass\n',
    };
    assert.deepEqual(await found(files), []);
  });

  it('are read with their alias, under any end of line, in code that breaks off', async () => {
    const text = `import mongoengine as me

class AvisPublic(me.Document):
    note = me.IntField(required=True, help_text="De 1 à 5")
    auteur = me.LazyReferenceField(AvisPublic)
    texte = me.StringField(max_length=
`;
    assert.deepEqual(await found({ 'app/avis.py': `\uFEFF${text.replaceAll('\n', '\r\n')}` }), [
      'tables',
      '  avis_public | MongoEngine | models | collection | app/avis.py:3',
      '    _id | ObjectId | not null | primary | implicit | app/avis.py:3',
      '    note | IntField | not null | « De 1 à 5 » | app/avis.py:4',
      '    auteur | LazyReferenceField(AvisPublic) | null | foreign | -> avis_public | app/avis.py:5',
    ]);
  });

  it('take no time on hostile code', async () => {
    const chain = Array.from(
      { length: 3000 },
      (_, index) => `class C${index + 1}(C${index}):\n  f${index} = IntField()\n`,
    );
    const nested = `${'ListField('.repeat(5000)}IntField()${')'.repeat(5000)}`;
    const start = performance.now();
    await surveyFiles(
      {
        'a.py': `from mongoengine import *\nclass C0(Document):\n  a = IntField()\n${chain.join('')}`,
        'b.py': `from mongoengine import *\nclass B(B, Document):\n  a = ${nested}\n`,
      },
      [mongoengine],
    );
    assert.ok(performance.now() - start < 15_000);
  });
});
