import * as assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allDetectors } from '../../../src/survey/allDetectors';
import type { Evidence, Inventory } from '../../../src/survey/facts';
import { allFrameworks } from '../../../src/survey/frameworks/allFrameworks';
import { surveyFiles, type MemoryFiles } from './memoryTree';
import { structureText } from './structureText';

const folder = 'test/fixtures/frameworks';
const expectedName = 'expected.txt';

function filesOf(fixture: string): MemoryFiles {
  const root = join(folder, fixture);
  const paths = (existsSync(root) ? readdirSync(root, { recursive: true, encoding: 'utf8', withFileTypes: true }) : [])
    .filter((entry) => entry.isFile() && entry.name !== expectedName)
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    paths.map((path) => [path.slice(root.length + 1).replaceAll('\\', '/'), new Uint8Array(readFileSync(path))]),
  );
}

describe('A framework', () => {
  it('is a file of the folder, under its own name', () => {
    const files = readdirSync('src/survey/frameworks')
      .filter((name) => !['allFrameworks.ts', 'framework.ts'].includes(name))
      .map((name) => name.replace(/\.ts$/, ''));
    assert.deepEqual(
      allFrameworks.map(({ name }) => name),
      files.sort(),
      'run « npm run build »: the list of frameworks is out of date',
    );
  });

  it('has no fixture that is no framework’s', () => {
    const names = new Set(allFrameworks.map(({ name }) => name));
    assert.deepEqual(
      readdirSync(folder).filter((name) => !names.has(name)),
      [],
    );
  });

  for (const framework of allFrameworks) {
    describe(framework.name, () => {
      const files = filesOf(framework.name);

      it('finds in its fixture what a person sees there', async () => {
        const found = structureText(await surveyFiles(files, [framework]));
        assert.ok(existsSync(join(folder, framework.name, expectedName)), found);
        assert.equal(found, readFileSync(join(folder, framework.name, expectedName), 'utf8'));
      });

      it('gives for each thing a line that names it', async () => {
        assert.deepEqual(unnamed(await surveyFiles(files, [framework]), files), []);
      });

      it('finds the same beside all other detectors, for all of them to read a file in one pass', async () => {
        const alone = await surveyFiles(files, [framework]);
        const together = await surveyFiles(files, allDetectors);
        const isOwn = (text: string): boolean => structureText(together).includes(text);
        assert.deepEqual(
          alone.tables.filter(({ name }) => !isOwn(name)).map(({ name }) => name),
          [],
        );
        assert.deepEqual(
          alone.api.filter(({ path }) => !isOwn(path)).map(({ path }) => path),
          [],
        );
      });
    });
  }
});

/** Each fact whose line doesn't hold its name: the name, the place and what stands there. */
function unnamed(inventory: Inventory, files: MemoryFiles): string[] {
  const wrong: string[] = [];
  const check = (what: string, names: readonly string[], { path, line, endLine }: Evidence): void => {
    const content = files[path];
    assert.ok(content !== undefined, `${path} doesn't exist`);
    const lines = (typeof content === 'string' ? content : new TextDecoder().decode(content)).split(/\r\n|\r|\n/);
    const text = lines.slice(line - 1, endLine ?? line).join('\n');
    const wholeText = `${text}\n${path}`.toLowerCase();
    if (text === '' || !names.some((name) => wholeText.includes(name.toLowerCase()))) {
      wrong.push(`${what} ${path}:${String(line)} ${JSON.stringify(text)}`);
    }
  };
  for (const { name, evidence, columns } of inventory.tables) {
    for (const place of evidence) {
      check(name, spellings(name), place);
    }
    for (const column of columns) {
      check(
        `${name}.${column.name}`,
        [...spellings(column.name), ...(column.implicit === true ? spellings(name) : [])],
        column.evidence,
      );
    }
  }
  for (const { name, path, method, evidence } of inventory.api) {
    const words = path.split('/').filter((part) => part !== '' && !part.startsWith('{'));
    for (const place of evidence) {
      check(
        name,
        [...words.flatMap(spellings), method, ...(words.length === 0 ? ['/', 'root', 'index'] : ['root'])],
        place,
      );
    }
  }
  for (const { name, path, evidence } of inventory.webhooks) {
    for (const place of evidence) {
      check(name, [...spellings(name), 'hook', ...(path?.split('/').filter((part) => part.length > 3) ?? [])], place);
    }
  }
  for (const { name, permissions, evidence } of inventory.roles) {
    for (const place of evidence) {
      check(name, [...spellings(name), ...permissions.flatMap(spellings)], place);
    }
  }
  return wrong;
}

/** A name as code may write it: Rails' `users` for the class `User`, Django's `app_useraddress` for `UserAddress`. */
function spellings(name: string): string[] {
  const bare = name.replace(/^.*(?:\.|::)/, '');
  const words = bare.split(/[_-]/);
  const ends = words.map((_, index) => words.slice(index).join(''));
  // Prisma's tables between two others: `_DemandeToTheme`.
  const sides = /^_([A-Z]\w*)To([A-Z]\w*)$/.exec(bare)?.slice(1) ?? [];
  const forms = [
    bare,
    ...sides,
    ...ends.filter((end) => end.length >= 3),
    bare.replace(/_(?:ids?|type)$/, ''),
    ends[0] ?? '',
    (ends[0] ?? '').replace(/id$/, ''),
  ];
  return [
    ...new Set(forms.flatMap((form) => [form, form.replace(/ies$/, 'y'), form.replace(/(?:s|x|es)$/, '')])),
  ].filter((form) => form.length >= 2);
}
