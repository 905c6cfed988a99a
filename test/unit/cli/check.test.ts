import * as assert from 'node:assert/strict';
import * as z from 'zod/mini';
import { checkFolder } from '../../../src/cli/check';
import { printReport } from '../../../src/cli/reports';
import type { ReportFormat } from '../../../src/cli/arguments';
import { memoryTree, type MemoryFiles } from '../survey/memoryTree';
import { memoryTerminal } from './memoryTerminal';

const sarif = z.object({
  version: z.string(),
  runs: z.array(
    z.object({
      columnKind: z.string(),
      tool: z.object({ driver: z.object({ rules: z.array(z.object({ id: z.string() })) }) }),
      results: z.array(
        z.object({
          ruleId: z.string(),
          suppressions: z.optional(z.unknown()),
          locations: z.array(
            z.object({
              physicalLocation: z.object({
                artifactLocation: z.object({ uri: z.string() }),
                region: z.object({ startLine: z.number() }),
              }),
            }),
          ),
        }),
      ),
    }),
  ),
});

const sheet = [
  '---',
  'title: Boussole',
  'mission: Aider',
  'phases:',
  '  - name: abandon',
  '    start: 2020-01-01',
  '---',
  '',
].join('\n');
const plan = (label: string): string =>
  `---\nmodele: dossier-technique-de-reprise\n---\n\n# Dossier\n\n## Documentation générale\n\n- [x] ${label}\n`;

const product: MemoryFiles = {
  'package.json': '{ "scripts": { "dev": "next dev" } }',
  'arret/dossier-technique.md': plan('[Le guide](../guide.md)'),
  'apps/api/arret/dossier-technique.md': plan('[Le guide](../guide.md)'),
  'apps/api/guide.md': '# Guide\n',
  'notes.md': '# Réunion\n\n- [ ] Acheter du café\n',
  'content/_startups/boussole.md': sheet,
};

async function printed(files: MemoryFiles, format: ReportFormat, sheets = false): Promise<string> {
  const terminal = memoryTerminal();
  printReport(await checkFolder(memoryTree(files), 'arret', sheets), format, '1.2.3', terminal);
  assert.equal(terminal.written.err, '');
  return terminal.written.out;
}

describe('Checking a folder', () => {
  it('finds the documents of each product, and follows their links from it', async () => {
    const { documents } = await checkFolder(memoryTree(product), 'arret', false);
    const broken = documents.map(({ path, problems }) => [
      path,
      problems.filter(({ rule }) => rule === 'lien-casse').map(({ range }) => range.start.line),
    ]);
    assert.deepEqual(broken, [
      ['apps/api/arret/dossier-technique.md', []],
      ['arret/dossier-technique.md', [8]],
    ]);
  });

  it('checks product sheets when asked', async () => {
    const found = async (sheets: boolean): Promise<string[]> =>
      (await checkFolder(memoryTree(product), 'arret', sheets)).documents.map(({ path }) => path);
    assert.ok(!(await found(false)).includes('content/_startups/boussole.md'));
    assert.ok((await found(true)).includes('content/_startups/boussole.md'));
  });

  it('tells of a team’s model that can’t be read, at its line', async () => {
    const { mistakes } = await checkFolder(
      memoryTree({ '.arret/models/a.yml': 'id: a\ntitre: A\nversion: deux\n' }),
      'arret',
      false,
    );
    assert.ok(
      mistakes.some(
        ({ path, line, message }) => path === '.arret/models/a.yml' && line === 3 && /version/.test(message),
      ),
    );
  });

  it('reports as text, with line and column counted from 1', async () => {
    const text = await printed(product, 'texte');
    assert.match(text, /^arret\/dossier-technique\.md\n/m);
    assert.match(text, /^ {2}9:\d+ +\S+ +.*guide\.md.* {2}lien-casse$/m);
    assert.match(text, /2 documents lus : \d+ problèmes\.\n$/);
  });

  it('says so when there is nothing', async () => {
    assert.equal(await printed({ 'a.md': '# A\n' }, 'texte'), 'Aucun document d’arrêt ici.\n');
  });

  it('reports as JSON', async () => {
    const report: unknown = JSON.parse(await printed(product, 'json'));
    assert.ok(
      typeof report === 'object' && report !== null && 'documents' in report && Array.isArray(report.documents),
    );
    assert.equal(report.documents.length, 2);
  });

  it('reports as SARIF 2.1.0, excused problems suppressed', async () => {
    const excused = product['arret/dossier-technique.md'];
    const text = await printed(
      {
        ...product,
        'arret/dossier-technique.md': String(excused).replace(
          '(../guide.md)',
          '(../guide.md) <!-- arret:excuse lien-casse : il arrive -->',
        ),
      },
      'sarif',
    );
    const { version, runs } = sarif.parse(JSON.parse(text));
    assert.equal(version, '2.1.0');
    const [run] = runs;
    assert.ok(run);
    assert.equal(run.columnKind, 'utf16CodeUnits');
    const known = new Set(run.tool.driver.rules.map(({ id }) => id));
    assert.ok(run.results.length > 0 && run.results.every(({ ruleId }) => known.has(ruleId)));
    const link = run.results.find(({ ruleId }) => ruleId === 'lien-casse');
    assert.equal(link?.locations[0]?.physicalLocation.artifactLocation.uri, 'arret/dossier-technique.md');
    assert.equal(link.locations[0].physicalLocation.region.startLine, 9);
    assert.deepEqual(link.suppressions, [{ kind: 'inSource' }]);
    assert.ok(run.results.some(({ suppressions }) => suppressions === undefined));
  });

  it('reports as annotations, special characters escaped', async () => {
    const text = await printed({ 'a,b:c/arret/dossier-technique.md': plan('[100 %](x.md)') }, 'github');
    assert.match(
      text,
      /^::(?:error|warning) file=a%2Cb%3Ac\/arret\/dossier-technique\.md,line=9,col=\d+,title=lien-casse::/m,
    );
    assert.ok(text.split('\n').every((line) => line === '' || line.startsWith('::')));
  });
});
