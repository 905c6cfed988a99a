import * as assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { readOutline } from '../../../src/outline';
import { allRules } from '../../../src/rules/allRules';

const pages = 'src/rules/pages';
const fileOf = (code: string): string => code.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

describe('The rules', () => {
  it('have codes that are unique and stable: plain letters and hyphens', () => {
    const codes = allRules.map(({ code }) => code);
    assert.equal(new Set(codes).size, codes.length);
    assert.ok(codes.length >= 15);
    for (const { code, summary } of allRules) {
      assert.match(code, /^[a-z]+(?:-[a-z]+)*$/);
      assert.ok(summary.length > 10 && summary.length < 100 && !summary.endsWith('.'), code);
    }
  });

  it('each have their file and their test', () => {
    for (const { code } of allRules) {
      assert.ok(existsSync(`src/rules/${fileOf(code)}.ts`), `src/rules/${fileOf(code)}.ts`);
      assert.ok(existsSync(`test/unit/rules/${fileOf(code)}.test.ts`), `test/unit/rules/${fileOf(code)}.test.ts`);
    }
  });

  it('are all in the list: no file holds a rule that is nowhere else', () => {
    const codes = readdirSync('src/rules')
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => [...readFileSync(`src/rules/${name}`, 'utf8').matchAll(/^ {2,4}code: '([\w-]+)'/gm)])
      .map((match) => match[1] ?? '');
    assert.deepEqual(codes.sort(), allRules.map(({ code }) => code).sort());
  });

  it('each have a page, headed by their code, short and in order', () => {
    const names = readdirSync(pages).filter((name) => name.endsWith('.md'));
    assert.deepEqual(names.sort(), allRules.map(({ code }) => `${code}.md`).sort());
    for (const { code } of allRules) {
      const text = readFileSync(`${pages}/${code}.md`, 'utf8');
      const { headings } = readOutline(text);
      assert.equal(headings[0]?.text, code);
      assert.equal(headings[0].level, 1);
      assert.ok(text.split('\n').length <= 45, `${code}: too long`);
      assert.match(headings.at(-1)?.text ?? '', /^Pourquoi/, code);
      headings.forEach(({ level }, index) => {
        assert.ok(level <= (headings[index - 1]?.level ?? 0) + 1, `${code}: a heading level is skipped`);
      });
    }
  });

  it('can each be set in the settings', () => {
    const manifest = z.object({
      contributes: z.object({
        configuration: z.object({
          properties: z.object({ 'arret.rules': z.object({ properties: z.record(z.string(), z.unknown()) }) }),
        }),
      }),
    });
    const parsed = manifest.parse(JSON.parse(readFileSync('package.json', 'utf8')));
    const { properties } = parsed.contributes.configuration.properties['arret.rules'];
    assert.deepEqual(Object.keys(properties).sort(), allRules.map(({ code }) => code).sort());
  });
});
