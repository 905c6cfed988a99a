import * as assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../../../src/cli/run';
import type { Fact, Inventory } from '../../../src/survey/facts';
import { inventorySchema } from '../../../src/survey/schema';
import { memoryTerminal } from '../cli/memoryTerminal';
import { readAsset } from './memoryTree';
import { plantedRepository, type PlantedValue } from './plantedRepository';

interface Output {
  readonly name: string;
  readonly text: string;
}

const names = (facts: readonly Fact[]): string[] => facts.map(({ name }) => name);

/** What a survey writes of a product, in whatever form: with accents, escaped as JSON, or with Markdown's own signs. */
function leaks(outputs: readonly Output[], planted: readonly PlantedValue[]): string[] {
  const readable = outputs.map(({ name, text }) => ({ name, text: `${text}\n${text.replace(/\\(?=[^\w\s])/g, '')}` }));
  return planted.flatMap(({ place, value }) =>
    readable.filter(({ text }) => text.includes(value)).map(({ name }) => `${name} : ${place} (${value})`),
  );
}

describe('No value leaves a repository', () => {
  let folder = '';
  const { files, planted } = plantedRepository();
  const outputs: Output[] = [];
  let inventory: Inventory | undefined;

  async function arret(...words: string[]): Promise<string> {
    const terminal = memoryTerminal();
    const code = await run(words, { terminal, version: '0', today: '2026-11-24', readAsset });
    outputs.push(
      { name: `${words[0]} ${words.slice(2).join(' ')}, sortie`, text: terminal.written.out },
      { name: `${words[0]} ${words.slice(2).join(' ')}, messages`, text: terminal.written.err },
    );
    assert.equal(code, 0, terminal.written.err);
    return terminal.written.out;
  }

  before(async function () {
    this.timeout(60_000);
    folder = mkdtempSync(join(tmpdir(), 'arret-secrets-'));
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    await arret('inventaire', folder);
    inventory = inventorySchema.parse(JSON.parse(await arret('inventaire', folder, '--json')));
    await arret('generer', folder);
    for (const path of readdirSync(join(folder, 'arret'), { recursive: true, encoding: 'utf8' })) {
      if (path.endsWith('.md')) {
        outputs.push({ name: path, text: readFileSync(join(folder, 'arret', path), 'utf8') });
      }
    }
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('plants values of many kinds, each once', () => {
    assert.ok(planted.length > 200, String(planted.length));
    assert.equal(new Set(planted.map(({ value }) => value)).size, planted.length);
    const all = Object.values(files).map(String).join('\n');
    const missing = planted.filter(({ value, place }) => !all.includes(value) && place !== 'Secret, data');
    assert.deepEqual(missing, []);
  });

  it('writes neither a password, nor a token, nor a value of a variable, whatever it looks like', () => {
    assert.ok(outputs.length > 8, outputs.map(({ name }) => name).join(', '));
    assert.ok(outputs.filter(({ text }) => text.length > 1000).length >= 4);
    assert.deepEqual(leaks(outputs, planted), []);
  });

  it('says what stands around these values', () => {
    assert.ok(inventory);
    const { repository, env, hosting, ci, dependencies, notes } = inventory;
    const known = new Set(names(env));
    const variables =
      'SMTP_PASSWORD COULEUR SENTRY_DSN CLE MESSAGE_ACCUEIL MOT_DE_RAPPEL DB_PASSWORD MAILGUN_API_KEY FACULTATIVE REDIS_URL POSTGRES_PASSWORD SESSION_SECRET AVEC_DEFAUT API_SECRET ANCIEN APP_SECRET SCALINGO_SECRET SCALINGO_MOT CI_MOT ETAPE_SECRET GITLAB_MOT DETAILLEE TACHE_MOT K8S_MOT K8S_SECRET K8S_BINAIRE K8S_SCELLE DEPLOIEMENT_MOT HELM_MOT HELM_LISTE DJANGO_DB JAVA_DB JS_JETON JS_MOT RUBY_JETON RUBY_MOT PHP_JETON GO_JETON FORME_0 FORME_28';
    assert.deepEqual(
      variables.split(' ').filter((name) => !known.has(name)),
      [],
    );
    assert.ok(!known.has('SUITE_CLE'), 'a line of a value is no variable');
    assert.deepEqual(
      repository.remotes.map(({ name, url }) => [name, url]),
      [
        ['origin', 'https://github.com/equipe/produit.git'],
        ['miroir', 'https://gitlab.com/equipe/produit.git'],
        ['jeton', 'https://forge.fr/produit.git'],
        ['ssh', 'ssh://forge.fr/produit.git'],
      ],
    );
    const commands = new Map(hosting.map(({ name, command }) => [name, command]));
    assert.deepEqual(
      ['web', 'worker', 'redis', 'base', 'java', 'partage', 'entete', 'helm', 'compte', 'produit'].map((name) =>
        commands.get(name),
      ),
      [
        'PORT=… SECRET_COURT=… node serveur.js --api-key=…',
        'env file=… bundle exec sidekiq',
        'redis-server --requirepass … --port 6379',
        'mysqldump -u … -p… produit',
        'java -Dspring.datasource.password=… -jar app.jar',
        './appelle … … … … "…" production',
        'curl -H "X-Api-Key: …" https://interne.fr',
        'helm upgrade produit --set base.motDePasse=…',
        'wget --user … --http-password … https://interne.fr',
        '/usr/bin/node serveur.js --password …',
      ],
    );
    const planned = hosting.filter(({ kind }) => kind === 'cron');
    assert.ok(planned.some(({ schedule, command }) => schedule === '0 3 * * *' && command === 'JETON=… ./purge …'));
    assert.ok(names(hosting.filter(({ kind }) => kind === 'domain')).includes('produit.beta.gouv.fr'));
    assert.ok(
      ['deploy', 'dev', 'test', 'deploie', 'envoie', 'purge', 'lance', 'bin/setup'].every((name) =>
        names(repository.commands).includes(name),
      ),
    );
    assert.ok(['db', 'web', 'node'].every((name) => names(repository.containers).includes(name)));
    assert.deepEqual([...new Set(names(ci))].sort(), [
      'CircleCI',
      'Drone',
      'GitHub Actions',
      'GitLab CI',
      'Jenkins',
      'Travis CI',
    ]);
    const wanted =
      'express interne archive jest lodash symfony/console rails prive flask maison voisin django roue sansnom serde Serilog';
    assert.deepEqual(
      wanted.split(' ').filter((name) => !names(dependencies).includes(name)),
      [],
    );
    assert.deepEqual(
      notes.map(({ path, message }) => [path, message]),
      [['.git/HEAD', 'date du dernier commit non lue']],
    );
  });

  it('knows a leak when there is one', () => {
    const [first] = planted;
    assert.ok(first);
    assert.equal(leaks([{ name: 'a', text: `x\n- ${first.value}.` }], planted).length, 1);
  });
});
