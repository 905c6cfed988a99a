import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { deflateRawSync } from 'node:zlib';
import { datasets } from '../../../../src/survey/detectors/datasets';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

async function found(files: MemoryFiles): Promise<string[]> {
  const inventory = await surveyFiles(files, [datasets]);
  return inventory.datasets.map(({ path, kind, engine, tables, reason, evidence }) =>
    [path, kind, engine, tables.join(', '), reason, evidence.map(({ line }) => line).join(', ')]
      .map((part) => part ?? '')
      .join(' | '),
  );
}

/** An archive whose files are empty, stored as they are. */
function zip(names: readonly string[]): Uint8Array {
  const entries = names.map((name) => {
    const bytes = new TextEncoder().encode(name);
    const header = new DataView(new ArrayBuffer(46));
    header.setUint32(0, 0x02014b50, true);
    header.setUint16(28, bytes.length, true);
    return [...new Uint8Array(header.buffer), ...bytes];
  });
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(10, names.length, true);
  end.setUint32(16, 0, true);
  return new Uint8Array([...entries.flat(), ...new Uint8Array(end.buffer)]);
}

/** A workbook: an archive whose files are deflated. */
function workbook(files: Readonly<Record<string, string>>): Uint8Array {
  const bodies: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const bytes = new TextEncoder().encode(name);
    const packed = deflateRawSync(text);
    const local = new DataView(new ArrayBuffer(30));
    local.setUint32(0, 0x04034b50, true);
    local.setUint16(26, bytes.length, true);
    const body = new Uint8Array([...new Uint8Array(local.buffer), ...bytes, ...packed]);
    const header = new DataView(new ArrayBuffer(46));
    header.setUint32(0, 0x02014b50, true);
    header.setUint16(10, 8, true);
    header.setUint32(20, packed.length, true);
    header.setUint16(28, bytes.length, true);
    header.setUint32(42, offset, true);
    directory.push(new Uint8Array([...new Uint8Array(header.buffer), ...bytes]));
    bodies.push(body);
    offset += body.length;
  }
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(10, directory.length, true);
  end.setUint32(16, offset, true);
  return new Uint8Array([...bodies, ...directory, new Uint8Array(end.buffer)].flatMap((part) => [...part]));
}

/** An Excel workbook whose texts are shared, one row after the other. */
function xlsx(...rows: readonly (readonly string[])[]): Uint8Array {
  const texts = rows.flat();
  const cells = rows.map((row, index) => {
    const before = rows.slice(0, index).flat().length;
    return `<row r="${String(index + 1)}">${row.map((_, at) => `<c r="A1" t="s"><v>${String(before + at)}</v></c>`).join('')}</row>`;
  });
  return workbook({
    'xl/sharedStrings.xml': `<sst>${texts.map((text) => `<si><t xml:space="preserve">${text}</t></si>`).join('')}</sst>`,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${cells.join('')}</sheetData></worksheet>`,
  });
}

const dump = [
  '--',
  '-- PostgreSQL database dump',
  '--',
  '-- Dumped from database version 11.4',
  'CREATE TABLE public.agents (id integer, nom text, email text);',
  'COPY public.agents (id, nom, email) FROM stdin;',
  '1\tDurand\tdurand@ville.fr',
  '\\.',
  'COPY public.communes (code, libelle) FROM stdin;',
  '75056\tParis',
  '\\.',
  'COPY public.vide (id) FROM stdin;',
  '\\.',
];

describe('Sets of data', () => {
  it('are what frameworks fill a base with, a folder at a time', async () => {
    assert.deepEqual(
      await found({
        'src/knex/seeds/development/01_users.js': 'x',
        'src/knex/seeds/development/02_actes.js': 'x',
        'src/knex/seeds/staging/01_users.js': 'x',
        'db/seeds.rb': 'x',
        'prisma/seed.ts': 'x',
        'actes/fixtures/types.json': '[]',
        'actes/management/commands/populate_demo.py': 'x',
        'spec/factories/actes.rb': 'x',
        'tests/factories.py': 'x',
        'packages/factories/test/actes.test.ts': 'x',
        'src/seeds.md': 'x',
      }),
      [
        'src/knex/seeds/development/ | seed |  |  | 2 fichiers | 1, 1',
        'src/knex/seeds/staging/ | seed |  |  | 1 fichier | 1',
        'actes/fixtures/ | seed |  |  | 1 fichier | 1',
        'actes/management/commands/populate_demo.py | seed |  |  |  | 1',
        'db/seeds.rb | seed |  |  |  | 1',
        'prisma/seed.ts | seed |  |  |  | 1',
        'spec/factories/ | factory |  |  | 1 fichier | 1',
        'tests/factories.py | factory |  |  |  | 1',
      ],
    );
  });

  it('are saved bases, with their tables and what of people they hold, never a value', async () => {
    for (const ending of ['\n', '\r\n']) {
      assert.deepEqual(await found({ 'db.dump': dump.join(ending) }), [
        'db.dump | dump | PostgreSQL 11.4 | agents, communes | colonnes de personnes : nom, courriel | 6',
      ]);
    }
    assert.ok(!JSON.stringify(await surveyFiles({ 'db.dump': dump.join('\n') })).includes('durand'));
  });

  it('aren’t a schema, a query nor a few settings', async () => {
    assert.deepEqual(
      await found({
        'schema.sql': 'CREATE TABLE a (id int);',
        'db/PGSQL/V10__donnees.sql': 'INSERT INTO a (id) VALUES (1);\n'.repeat(40),
        'stats.sql': 'SELECT * FROM a;',
        'reglages.sql': 'INSERT INTO reglages (cle) VALUES (1);\n'.repeat(3),
      }),
      [],
    );
  });

  it('are what can’t be read: encrypted, packed, binary, archives', async () => {
    assert.deepEqual(
      await found({
        'latest.dump.gpg': new Uint8Array([1, 0, 2]),
        'backup/base.sql.gz': new Uint8Array([0x1f, 0x8b]),
        'base.dump': new TextEncoder().encode('PGDMP\u0000\u0001'),
        'app.sqlite3': new TextEncoder().encode('SQLite format 3\u0000'),
        'media.zip': zip(['a/', 'a/un.pdf', 'a/deux.PDF', 'notes.txt']),
        'casse.zip': new Uint8Array([1, 2, 3]),
        'config/credentials.yml.enc': 'x',
      }),
      [
        'app.sqlite3 | dump |  |  | fichier de base de données, contenu non lu | 1',
        'backup/base.sql.gz | dump |  |  | comprimée, contenu non lu | 1',
        'base.dump | dump | PostgreSQL |  | format binaire, contenu non lu | 1',
        'latest.dump.gpg | encrypted |  |  |  | 1',
        'casse.zip | archive |  |  | contenu non lu | 1',
        'media.zip | archive |  |  | 3 fichiers : 2 pdf, 1 txt | 1',
      ],
    );
  });

  it('are tables of people, told by their columns alone', async () => {
    assert.deepEqual(
      await found({
        'liste.csv': 'Nom;Prénom;Date de naissance\nDurand;Camille;2000-01-01\n',
        'equipe.csv': 'Nom et prénom;Service\nDurand Camille;Accueil\n',
        'communes.csv': 'nom,code\nParis,75056\n',
        'vide.csv': 'nom,prenom\n',
      }),
      [
        'equipe.csv | personal |  |  | colonnes de personnes : nom et prénom | 1',
        'liste.csv | personal |  |  | colonnes de personnes : nom, prénom, date de naissance | 1',
      ],
    );
  });

  it('are spreadsheets of people, and perhaps those that can’t be read', async () => {
    const files = {
      'agents.xlsx': xlsx(['Liste'], ['Nom', 'Courriel'], ['Durand', 'durand@ville.fr']),
      'communes.xlsx': xlsx(['nom', 'densité'], ['Paris', '20000']),
      'modele.xlsx': xlsx(['Nom', 'Prénom', 'Téléphone']),
      'suivi.ods': workbook({
        'content.xml':
          '<table:table-row><table:table-cell><text:p>Prénom</text:p></table:table-cell><table:table-cell><text:p>Nom</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>Camille</text:p></table:table-cell></table:table-row>',
      }),
      'modele-import-agents.xlsx': xlsx(['Nom', 'Courriel'], ['Durand', 'durand@ville.fr']),
      'vide.xlsx': new Uint8Array(),
      'ancien.xls': new Uint8Array([0xd0, 0xcf]),
    };
    assert.deepEqual(await found(files), [
      'agents.xlsx | personal |  |  | colonnes de personnes : nom, courriel | 1',
      'ancien.xls | personal |  |  | à ouvrir : un tableur peut nommer des personnes | 1',
      'suivi.ods | personal |  |  | colonnes de personnes : prénom, nom | 1',
    ]);
    const inventory = await surveyFiles(files, [datasets]);
    assert.deepEqual(
      inventory.datasets.filter(({ certainty }) => certainty === 'probable').map(({ path }) => path),
      ['ancien.xls'],
    );
    assert.ok(!JSON.stringify(inventory).includes('durand@'));
  });

  it('take no more of a workbook than its beginning', async () => {
    const bomb = workbook({ 'xl/worksheets/sheet1.xml': '<row><c><v>1</v></c></row>'.repeat(1_000_000) });
    const start = performance.now();
    assert.deepEqual(await found({ 'bombe.xlsx': bomb }), []);
    assert.ok(performance.now() - start < 1000);
  });

  it('cost nothing but a look whatever a file holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.string({ maxLength: 200 }), async (bytes, text) => {
        await surveyFiles({ 'a.zip': bytes, 'a.xlsx': bytes, 'a.dump': bytes, 'b.sql': text, 'c.csv': text }, [
          datasets,
        ]);
      }),
      { numRuns: 300 },
    );
  });
});
