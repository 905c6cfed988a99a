import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { format } from 'prettier';
import type { AnnexId, Page } from '../../../src/compose/answers/answer';
import { createPage, type PageOptions } from '../../../src/compose/page';
import { readOutline } from '../../../src/outline/outline';
import { inventoryOf } from './inventories';

const inventory = inventoryOf(
  {
    runtimes: ['a/settings.py', 'b/settings.py', 'src/__e2e__/knexfile.js', 'docs/my_file.md'].map((path) => ({
      name: 'python',
      evidence: [{ path, line: 1 }],
    })),
  },
  {
    remotes: [{ name: 'origin', url: 'https://exemple.fr/a', evidence: [{ path: '.git/config', line: 7 }] }],
    branches: [{ name: 'main', evidence: [{ path: '.git/packed-refs', line: 2 }] }],
    tags: [{ name: 'v1', evidence: [{ path: '.git/refs/tags/v1', line: 1 }] }],
  },
);

function page(options: Partial<PageOptions> = {}): Page {
  return createPage({
    inventory,
    today: '2026-11-24',
    dossier: 'arret/dossier-technique.md',
    items: new Map([
      ['nettoyage', { number: '4.4', anchor: '44-nettoyage-des-données' }],
      ['seul', { number: '9.9', anchor: undefined }],
    ]),
    ...options,
  });
}

async function assertFixed(markdown: string): Promise<void> {
  assert.equal(await format(`${markdown}\n`, { parser: 'markdown' }), `${markdown}\n`);
}

function wordsOf(markdown: string): string {
  return readOutline(markdown)
    .blocks.map(({ text }) => text)
    .join('\n');
}

const signs = fc.string({
  unit: fc.constantFrom(
    ...'\\`*_[]<>~$|&#-+=!():.;"\'{}^@/ 1aéB日한é👍️☐☑✅'.split(''),
    '&amp;',
    'https://a.fr/b_c',
    '👩‍💻',
    '⚠️',
    'ｗ',
  ),
  maxLength: 14,
});
const anyText = fc.oneof(signs, signs, fc.string({ unit: 'grapheme' }));
/** What Markdown can't hold, or our reader of words folds. */
const folded = (text: string): string => text.replace(/\s+/g, ' ').trim();

describe('A page', () => {
  it('proves with links, three at most, ranges included, each once', () => {
    assert.equal(
      page().proof([
        { path: 'a/settings.py', line: 3 },
        { path: 'docs/my_file.md', line: 7, endLine: 9 },
        { path: 'a/settings.py', line: 3 },
        { path: 'b/settings.py', line: 1, endLine: 1 },
        { path: 'x.py', line: 1 },
      ]),
      '([a/settings.py:3](../a/settings.py#L3), [my_file.md:7-9](../docs/my_file.md#L7-L9), [b/settings.py:1](../b/settings.py#L1))',
    );
    assert.equal(page().proof([]), '');
  });

  it('escapes labels and encodes addresses', () => {
    const given = page();
    assert.equal(given.file('src/__e2e__/knexfile.js'), '[knexfile.js](../src/__e2e__/knexfile.js)');
    assert.equal(given.file('__e2e__.js'), '[\\_\\_e2e\\_\\_.js](../__e2e__.js)');
    assert.equal(given.links([{ path: 'pages/[id].js', line: 2 }]), '[\\[id\\].js:2](../pages/%5Bid%5D.js#L2)');
    assert.equal(given.file('a (1)/été #2.md'), '[été #2.md](../a%20%281%29/été%20%232.md)');
    assert.equal(given.file('docs/releases/'), '[docs/releases/](../docs/releases/)');
    assert.equal(given.file('arret/x.md', 'ici'), '[ici](x.md)');
    assert.equal(given.file('.'), '[racine du dépôt](../)');
  });

  it('names what Git proves, without a link', () => {
    const git = [
      { path: '.git/config', line: 7 },
      { path: '.git/packed-refs', line: 2 },
      { path: '.git/refs/tags/v1', line: 1 },
    ];
    assert.equal(page().links(git), 'remote `origin`, branche `main`, étiquette `v1`');
    assert.equal(page().links([{ path: '.git/HEAD', line: 1 }]), '`.git/HEAD`');
  });

  it('links to items and annexes from where it stands', () => {
    assert.equal(page().item('nettoyage'), '[4.4](#44-nettoyage-des-données)');
    assert.equal(page({ annex: 'api' }).item('nettoyage'), '[4.4](../dossier-technique.md#44-nettoyage-des-données)');
    assert.equal(page().item('seul'), '9.9');
    assert.equal(page().item('inconnu'), '`inconnu`');
    assert.equal(page().annex('api', 'annexe de l’API'), '[annexe de l’API](annexes/api.md)');
    assert.equal(page({ annex: 'variables' }).annex('api', 'API'), '[API](api.md)');
    assert.equal(page({ annexes: new Set<AnnexId>(['api']) }).annex('variables', 'variables'), 'variables');
    const fromAnnex = page({ annex: 'api', dossier: 'produits/x/arret/d.md' });
    assert.equal(fromAnnex.file('produits/x/a.md'), '[a.md](../../a.md)');
    assert.equal(page({ dossier: 'dossier.md' }).file('a.md'), '[a.md](a.md)');
  });

  it('writes numbers and dates in French', () => {
    const given = page();
    assert.deepEqual(
      [given.count(0, 'variable'), given.count(1, 'variable'), given.count(2, 'variable'), given.count(1234, 'verrou')],
      ['0 variable', '1 variable', '2 variables', '1\u00A0234 verrous'],
    );
    assert.deepEqual(
      ['2026-11-24', '2026-11-01', '2026-11', '2026_x_']
        .map((iso) => given.date(iso))
        .concat(given.date('2026-08-03', 'month')),
      ['24 novembre 2026', '1er novembre 2026', 'novembre 2026', '2026_x\\_', 'août 2026'],
    );
  });

  it('says what was looked for and not found', () => {
    assert.equal(
      page().notFound('Autres documents', ['README.md', 'la racine', '*.md'], 'mp'),
      'Autres documents : non détectés ; cherché dans `README.md`, la racine, `*.md`.',
    );
    assert.equal(page().notFound('Sentry', []), 'Sentry : non détecté.');
  });

  it('writes tables, empty cells included, and none without rows', () => {
    assert.equal(page().table(['A'], []), '');
    assert.equal(
      page().table(['Quoi', 'x'], [['`a|b`', '日本'], ['c\nd']]),
      ['| Quoi   | x    |', '| ------ | ---- |', '| `a\\|b` | 日本 |', '| c d    |      |'].join('\n'),
    );
  });

  it('escapes only what needs it', () => {
    const given = page();
    for (const plain of [
      '3.9',
      '-x',
      '2026-11-24',
      'snake_case',
      '#tag',
      'a = b',
      'https://a.fr/x_y?z=1#b_',
      'l’été : « a »',
    ]) {
      assert.equal(given.text(plain), plain);
    }
    assert.equal(given.text('1. a'), '1\\. a');
    assert.equal(given.text('- a'), '\\- a');
    assert.equal(given.text('☐ a'), '&#9744; a');
    assert.equal(given.text(' a\n b '), 'a b');
  });

  it('gives any text back as the same words', () => {
    fc.assert(
      fc.property(anyText, (plain) => {
        const expected = folded(plain);
        for (const before of ['', 'avant ']) {
          const words = wordsOf(`${before}${page().text(plain)}`);
          assert.equal(folded(words), folded(`${before}${expected}`));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('gives any name back as the same code, in a table too', () => {
    fc.assert(
      fc.property(anyText, (plain) => {
        const expected = folded(plain);
        fc.pre(expected !== '');
        const [code] = readOutline(page().code(plain)).code;
        assert.equal(code?.text, expected);
      }),
      { numRuns: 1000 },
    );
  });

  it('is as Prettier leaves it: text, code, links', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, anyText, async (first, second) => {
        const given = page();
        fc.pre(folded(first) !== '' && folded(second) !== '');
        await assertFixed(
          `Voici ${given.text(first)} (${given.file(second.replaceAll('/', '') || 'x')}), ${given.code(second)}.`,
        );
        await assertFixed(`- ${given.text(first)}`);
      }),
      { numRuns: 500 },
    );
  });

  it('is as Prettier leaves it: tables', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(anyText, anyText), { minLength: 1, maxLength: 4 }), async (rows) => {
        const given = page();
        await assertFixed(
          given.table(
            ['Quoi', 'Où'],
            rows.map(([a, b]) => [given.text(a), given.code(b)]),
          ),
        );
      }),
      { numRuns: 500 },
    );
  });
});
