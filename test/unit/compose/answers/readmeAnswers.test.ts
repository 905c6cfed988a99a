import * as assert from 'node:assert/strict';
import type { Answer, AnswerWriter } from '../../../../src/compose/answers/answer';
import { docUtilisateur } from '../../../../src/compose/answers/docUtilisateur';
import { installation } from '../../../../src/compose/answers/installation';
import { liens } from '../../../../src/compose/answers/liens';
import { statutArret } from '../../../../src/compose/answers/statutArret';
import { createPage } from '../../../../src/compose/page';
import type { Inventory } from '../../../../src/survey/facts';
import { inventoryOf } from '../inventories';

const at = (path: string, line = 1): { path: string; line: number }[] => [{ path, line }];

function write(writer: AnswerWriter, inventory: Inventory): Answer {
  const page = createPage({ inventory, today: '2026-11-24', dossier: 'arret/dossier.md', items: new Map() });
  return writer.write(page);
}

const readme = {
  name: 'README.md',
  path: 'README.md',
  evidence: at('README.md'),
  sections: [{ title: 'Installer', level: 2, line: 3, endLine: 20 }],
};

describe('The answer on installation', () => {
  const commands = ['dev', 'build'].map((name, index) => ({
    name,
    kind: 'script' as const,
    command: `npm run ${name}`,
    evidence: at('package.json', 5 + index),
  }));

  it('puts what installs the packages before what needs them, and says so', () => {
    const said = (text: string): string =>
      write(
        installation,
        inventoryOf({ readme: [{ ...readme, commands: [{ line: 5, endLine: 9, text }] }] }),
      ).blocks.join('\n\n');
    assert.match(
      said('yarn migrate\nyarn dev\nyarn'),
      /Ses commandes, dans son ordre, l’installation des paquets exceptée .* :\n\n```sh\nyarn\nyarn migrate\nyarn dev\n```/,
    );
    assert.match(said('bin/rails db:setup\nbundle install'), /```sh\nbundle install\nbin\/rails db:setup\n```/);
    assert.match(
      said('npm run api\ncd front\nnpm install'),
      /dans son ordre \(.*```sh\nnpm run api\ncd front\nnpm install\n```/s,
    );
  });

  it('names the settings to fill in, and the bases that no container starts', () => {
    const database = (name: string, path: string): Inventory['databases'][number] => ({ name, evidence: at(path) });
    const variable = (name: string, path: string): Inventory['env'][number] => ({
      name,
      declared: at(path),
      read: [],
      secret: false,
      evidence: at(path),
    });
    const inventory = (databases: Inventory['databases']): Inventory =>
      inventoryOf(
        {
          readme: [readme],
          databases,
          env: [variable('PORT', '.env.example'), variable('HOTE', 'examples/.env.example'), variable('CLE', '.env')],
        },
        { containers: [{ name: 'base', kind: 'service', evidence: at('docker-compose.yml') }] },
      );
    const all = [database('PostgreSQL', 'docker-compose.yml'), database('Redis', '.env.example')];
    const text = write(installation, inventory(all)).blocks.join('\n');
    assert.match(text, /Variables à renseigner d’abord, d’après \[\.env\.example\]\(\.\.\/\.env\.example\)\./);
    assert.match(text, /Aucun conteneur local ne fournit Redis \(.*\) : à installer à part\./);
    assert.doesNotMatch(write(installation, inventory(all.slice(1))).blocks.join('\n'), /Aucun conteneur/);
    assert.doesNotMatch(write(installation, inventory(all.slice(0, 1))).blocks.join('\n'), /Aucun conteneur/);
  });

  it('quotes the commands of the README, and doesn’t say them twice', () => {
    const { blocks } = write(
      installation,
      inventoryOf(
        {
          readme: [
            { ...readme, path: 'api/README.md', commands: [{ line: 1, endLine: 1, text: 'autre' }] },
            {
              ...readme,
              commands: [
                { line: 5, endLine: 6, text: 'cp .env.sample .env\nnpm ci' },
                { line: 9, endLine: 9, text: 'npm run dev' },
              ],
            },
          ],
        },
        { commands },
      ),
    );
    const text = blocks.join('\n\n');
    assert.match(
      text,
      /Ses commandes, dans son ordre \(\[README\.md:5-9\]\(\.\.\/README\.md#L5-L9\)\) :\n\n```sh\ncp \.env\.sample \.env\nnpm ci\nnpm run dev\n```/,
    );
    assert.match(text, /- `npm run build`/);
    assert.doesNotMatch(text, /- `npm run dev`|autre/);
  });

  it('lists scripts alone when the README gives no command, and the databases with the tools', () => {
    const { blocks } = write(
      installation,
      inventoryOf(
        {
          readme: [readme],
          runtimes: [{ name: 'node', version: '14', evidence: at('Dockerfile') }],
          databases: [
            { name: 'PostgreSQL', version: '10.14', endOfLife: '2022-11-10', evidence: at('compose.yml', 5) },
            { name: 'Redis', certainty: 'probable', version: '5', evidence: at('compose.yml', 9) },
          ],
        },
        { commands },
      ),
    );
    const text = blocks.join('\n\n');
    assert.doesNotMatch(text, /```/);
    assert.match(text, /- `npm run dev`/);
    assert.match(text, /\| Node\.js +\| `14` /);
    assert.match(text, /\| PostgreSQL \| `10\.14` .*novembre 2022/);
    assert.doesNotMatch(text, /Redis/);
  });
});

describe('The answer on the status', () => {
  const stopped = { ...readme, stopped: { path: 'README.md', line: 3 } };

  it('tells a move from a stop, by the link on the line', () => {
    const moved = write(
      statutArret,
      inventoryOf(
        { readme: [stopped] },
        {
          links: [
            { name: 'x', url: 'https://github.com/a/autre', kind: 'source', evidence: at('README.md', 9) },
            { name: 'Moved to', url: 'https://github.com/a/b', kind: 'source', evidence: at('README.md', 3) },
          ],
        },
      ),
    );
    assert.match(moved.blocks.join(), /autre dépôt, `https:\/\/github\.com\/a\/b` \(\[README\.md:3\]/);
    assert.equal(moved.urgent?.length, 1);
    const stop = write(statutArret, inventoryOf({ readme: [stopped] }));
    assert.match(stop.blocks.join(), /annonce un arrêt/);
    assert.equal(stop.urgent, undefined);
  });
});

describe('The answers that list documents and links', () => {
  it('calls by their usual names the pages that every product has', () => {
    const pages = [
      'src/faq.mdx',
      'src/mentionsLegales.pug',
      'app/Accessibilité.tsx',
      'src/privacy.mdx',
      'aide/cgu.pdf',
    ];
    const documents = pages.map((path) => ({
      name: path.slice(path.indexOf('/') + 1),
      path,
      kind: 'user' as const,
      title: 'Article 1',
      evidence: at(path),
    }));
    const text = write(docUtilisateur, inventoryOf({}, { documents })).blocks.join('\n');
    assert.deepEqual(
      [...text.matchAll(/^\| (\S.*?) +\| \[/gm)].map(([, label]) => label),
      ['Foire aux questions', 'Mentions légales', 'Accessibilité', 'Données personnelles', 'Article 1'],
    );
  });

  it('begins a key of a card with a capital', () => {
    const link = { url: 'https://x.gouv.fr', kind: 'tool' as const, evidence: at('tech.yml') };
    const text = write(liens, inventoryOf({}, { links: [{ ...link, name: 'uptimeRobot' }] })).blocks.join('\n');
    assert.match(text, /\| UptimeRobot \|/);
  });
});
