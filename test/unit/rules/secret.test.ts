import * as assert from 'node:assert/strict';
import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import { applyEdits, offsetAt, textIn } from '../../../src/outline';
import type { Problem } from '../../../src/rules/rule';
import { secret } from '../../../src/rules/secret';
import { detectorNames, findWithLibrary, leftOut } from '../../../src/secrets/secretLibrary';
import { readSubject } from '../../../src/rules/subject';
import { shipped } from '../models/shippedLibrary';
import { memoryFiles } from './memoryFiles';
import { placeholders, plantedSecrets } from './plantedSecrets';

type Found = Omit<Problem, 'rule'>;

const header = '---\nmodele: post-mortem\n---\n\n# Post-mortem\n\n';

async function check(text: string, files: Record<string, string> = {}): Promise<readonly Found[]> {
  const subject = readSubject(text, 'arret/post-mortem.md', shipped);
  assert.ok(subject);
  return secret.check(subject, memoryFiles(files));
}

function underlined(text: string, { range }: Found): string {
  const subject = readSubject(text, undefined, shipped);
  assert.ok(subject);
  return textIn(subject.lines, range);
}

function mend(text: string, { fixes: [fix] }: Found): string {
  assert.equal(fix?.kind, 'edit');
  return applyEdits(text, fix.edits());
}

describe('Rule « secret »', () => {
  for (const [name, before, value, after, shown] of plantedSecrets(1)) {
    it(`finds a secret: ${name}`, async () => {
      for (const eol of ['\n', '\r\n']) {
        const planted = value.replaceAll('\n', eol);
        const text = (header + before).replaceAll('\n', eol) + planted + `${after}\nfin\n`.replaceAll('\n', eol);
        const problems = await check(text);
        assert.deepEqual(
          problems.map((problem) => underlined(text, problem)),
          [planted],
        );
        const [problem] = problems;
        assert.ok(problem);
        assert.match(problem.message, / en clair\. Révoquez-l[ea] d’abord : \S.*\. Puis masquez-l[ea] ici\.$/);
        assert.doesNotMatch(problem.message, /[\r\n]/);
        assert.equal(/\((.*?)…\)/.exec(problem.message)?.[1] ?? '', shown);
        const mended = mend(text, problem);
        assert.equal(
          mended,
          text.replace(planted, () => '[secret retiré]'),
        );
        assert.deepEqual(await check(mended), []);
      }
    });
  }

  it('never tells a value, in any of its words', async () => {
    for (let seed = 2; seed < 8; seed++) {
      const planted = plantedSecrets(seed);
      const text = header + planted.map(([, before, value, after]) => `${before}${value}${after}\n\n`).join('');
      const problems = await check(text);
      assert.deepEqual(
        problems.map((problem) => underlined(text, problem)),
        planted.map(([, , value]) => value),
      );
      const said = JSON.stringify(problems);
      const parts = new Set(Array.from({ length: said.length - 5 }, (_, at) => said.slice(at, at + 6)));
      for (const [name, , value, , shown] of planted) {
        for (let at = shown.length; at + 6 <= value.length; at++) {
          assert.ok(!parts.has(value.slice(at, at + 6)), `seed ${seed}, ${name}`);
        }
      }
    }
  });

  for (const text of placeholders) {
    it(`says nothing of ${JSON.stringify(text)}`, async () => {
      assert.deepEqual(await check(`${header}${text}\n`), []);
      assert.deepEqual(await check(`${header}\`\`\`sh\n${text}\n\`\`\`\n`), []);
    });
  }

  it('finds secrets in the front matter, in a comment and in code', async () => {
    const [[, , value] = []] = plantedSecrets(3);
    assert.ok(value !== undefined);
    const text = `---\nmodele: post-mortem\njeton: ${value}\n---\n\n# Post-mortem\n\n<!-- ${value} -->\n\n    ${value}\n`;
    assert.equal((await check(text)).length, 3);
  });

  it('finds one with a byte order mark before the text', async () => {
    const [[, , value] = []] = plantedSecrets(4);
    assert.ok(value !== undefined);
    const text = `\uFEFF${header}é😀 ${value}`;
    assert.deepEqual(
      (await check(text)).map((problem) => underlined(text, problem)),
      [value],
    );
  });

  it('is not silenced by a comment that would be neither counted nor explained', async () => {
    const [[, , value] = []] = plantedSecrets(5);
    assert.equal((await check(`${header}<!-- secretlint-disable -->\n${value ?? ''}\n`)).length, 1);
  });

  it('leaves out a password that the repository gives as an example, not a token', async () => {
    const planted = plantedSecrets(6);
    const [, , token = ''] = planted.find(([name]) => name === 'Brevo') ?? [];
    const [, , password = ''] = planted.find(([name]) => name === 'variable') ?? [];
    const text = `${header}SESSION_SECRET=${password}\nCLE=${token}\n`;
    assert.equal((await check(text)).length, 2);
    const problems = await check(text, { '.env.example': `SESSION_SECRET=${password}\nCLE=${token}\n` });
    assert.deepEqual(
      problems.map((problem) => underlined(text, problem)),
      [token],
    );
  });

  it('knows all detectors of the library, and finds what the library’s own engine finds', async () => {
    const names = await detectorNames();
    assert.ok(names.length >= 25);
    assert.deepEqual(
      leftOut.filter((name) => !names.includes(name)),
      [],
    );
    const text = plantedSecrets(7)
      .map(([, before, value, after]) => `${before}${value}${after}\n\n`)
      .join('');
    const { messages } = await lintSource({
      source: { content: text, filePath: 'package.json', ext: '.md', contentType: 'text' },
      options: {
        noPhysicFilePath: true,
        config: { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator }] },
      },
    });
    const theirs = messages.filter(({ ruleId }) => !leftOut.some((name) => ruleId.endsWith(`-rule-${name}`)));
    const ours = await findWithLibrary(text);
    assert.ok(ours.length >= 20);
    assert.equal(ours.length, theirs.length);
    for (const { range } of theirs) {
      assert.ok(
        ours.some(({ start, end }) => start >= range[0] && end - start <= range[1] - range[0]),
        text.slice(...range),
      );
    }
  });

  it('reads a big text in one pass', async () => {
    const text =
      header + 'Un produit à reprendre : `src/app.ts`, SESSION_SECRET, https://beta.gouv.fr/a:b\n'.repeat(8000);
    const subject = readSubject(text, undefined, shipped);
    assert.ok(subject);
    assert.equal(offsetAt(subject.lines, { line: 0, character: 0 }), 0);
    const start = performance.now();
    assert.deepEqual(await secret.check(subject, memoryFiles({})), []);
    assert.ok(performance.now() - start < 2000);
  });
});
