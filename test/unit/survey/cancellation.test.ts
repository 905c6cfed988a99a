import * as assert from 'node:assert/strict';
import type { Detector } from '../../../src/survey/detector';
import type { FileTree } from '../../../src/survey/fileTree';
import { surveyRepository, type SurveyProgress } from '../../../src/survey/survey';
import { memoryTree, readAsset, type MemoryFiles } from './memoryTree';

/** What may still be asked of a tree after the cancellation: two batches of questions are under way at most. */
const underWay = 64;

/** A repository of some 1,500 files that many detectors look into. */
function madeUpRepository(): MemoryFiles {
  const files: Record<string, string> = {
    'package.json': '{ "dependencies": { "express": "4.0.0" } }',
    'docker-compose.yml': 'services:\n  base:\n    image: postgres:15\n',
    '.github/workflows/ci.yml': 'on: push\njobs:\n  a:\n    steps:\n      - run: npm test\n',
  };
  const kinds: readonly (readonly [extension: string, text: string])[] = [
    ['ts', 'export const cle = process.env.CLE;\n// TODO\n'],
    ['py', 'import os\nos.environ["CLE"]\n'],
    ['rb', 'class Usager < ApplicationRecord\nend\n'],
    ['md', '# Titre\n\nUn [lien](https://exemple.fr).\n'],
    ['yml', 'a:\n  b: https://api.exemple.fr\n'],
  ];
  for (let index = 0; index < 1500; index++) {
    const [extension, text] = kinds[index % kinds.length] ?? ['txt', ''];
    files[`partie${index % 10}/src/fichier${index}.${extension}`] = text.repeat(10);
  }
  return files;
}

/** A tree that says what it is asked. */
function watched(tree: FileTree, asked: () => void): FileTree {
  return {
    async list(path) {
      asked();
      return tree.list(path);
    },
    async size(path) {
      asked();
      return tree.size(path);
    },
    async read(path) {
      asked();
      return tree.read(path);
    },
  };
}

interface Cancelled {
  /** What the survey was rejected with. */
  readonly error: unknown;
  /** Questions asked of the tree, and the same after the cancellation. */
  readonly asked: number;
  readonly askedAfter: number;
  /** Steps of progress told after the cancellation. */
  readonly toldAfter: number;
}

const reason = new Error('annulé');

/** Surveys until a moment comes. @param isTime told of each question asked of the tree and of each step of progress */
async function surveyUntil(
  files: MemoryFiles,
  isTime: (asked: number, progress: SurveyProgress | undefined) => boolean,
  detectors?: readonly Detector[],
): Promise<Cancelled> {
  const controller = new AbortController();
  let asked = 0;
  let askedAfter = 0;
  let toldAfter = 0;
  const check = (progress?: SurveyProgress): void => {
    if (!controller.signal.aborted && isTime(asked, progress)) {
      controller.abort(reason);
    }
  };
  const tree = watched(memoryTree(files), () => {
    asked++;
    askedAfter += controller.signal.aborted ? 1 : 0;
    check();
  });
  const options = { readAsset, today: '2026-11-24', name: 'produit', signal: controller.signal };
  const error: unknown = await surveyRepository(
    tree,
    options,
    (progress) => {
      toldAfter += controller.signal.aborted ? 1 : 0;
      check(progress);
    },
    detectors,
  ).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { error, asked, askedAfter, toldAfter };
}

describe('A cancelled survey', () => {
  const files = madeUpRepository();

  it('stops at any moment, with the reason it is given', async function () {
    this.timeout(120_000);
    const { asked, error } = await surveyUntil(files, () => false);
    assert.equal(error, undefined);
    assert.ok(asked > 1500);
    for (let part = 0; part <= 10; part++) {
      const moment = 1 + Math.floor((part * (asked - 1)) / 10);
      const cancelled = await surveyUntil(files, (each) => each >= moment);
      assert.equal(cancelled.error, reason, `at question ${moment} of ${asked}`);
      assert.ok(cancelled.askedAfter <= underWay, `${cancelled.askedAfter} questions after question ${moment}`);
    }
  });

  it('stops at the file it is reading', async function () {
    this.timeout(60_000);
    for (const moment of [0, 1, 700, 1499]) {
      const cancelled = await surveyUntil(files, (_, progress) => progress?.read === moment);
      assert.equal(cancelled.error, reason);
      assert.ok(cancelled.askedAfter <= underWay);
      assert.ok(cancelled.toldAfter <= 1, `${cancelled.toldAfter} files`);
    }
  });

  it('stops in a detector that goes through many files at the end', async () => {
    let seen = 0;
    const slow: Detector = {
      name: 'slow',
      start: (repository) => ({
        async find() {
          for (const { path } of repository.files) {
            await repository.text(path);
            seen++;
          }
          return {};
        },
      }),
    };
    const cancelled = await surveyUntil(files, () => seen === 500, [slow]);
    assert.equal(cancelled.error, reason);
    assert.ok(seen <= 501);
  });

  it('stops before detectors whose turn has not come, and notes nothing of those that it stops', async () => {
    const controller = new AbortController();
    const called: string[] = [];
    const detector = (name: string, find: () => void): Detector => ({
      name,
      start: () => ({
        find: () => {
          called.push(name);
          find();
          return {};
        },
      }),
    });
    const survey = surveyRepository(
      memoryTree({ 'a.md': '# Titre' }),
      { readAsset, today: '2026-11-24', name: 'produit', signal: controller.signal },
      undefined,
      [
        detector('a', () => controller.abort(reason)),
        detector('b', () => {
          throw new Error('trop tard');
        }),
      ],
    );
    await assert.rejects(survey, (error) => error === reason);
    assert.deepEqual(called, ['a']);
  });

  it('lets the cancellation come, even where every answer is there at once', async function () {
    this.timeout(60_000);
    const controller = new AbortController();
    const options = { readAsset, today: '2026-11-24', name: 'produit', signal: controller.signal };
    // Comes by the loop of events alone, which a chain of answers that are all there never gives its turn.
    const timer = setTimeout(() => controller.abort(reason), 1);
    try {
      await assert.rejects(surveyRepository(memoryTree(files), options), (error) => error === reason);
    } finally {
      clearTimeout(timer);
    }
  });

  it('is not begun when it is cancelled beforehand', async () => {
    let asked = 0;
    const tree = watched(memoryTree(files), () => {
      asked++;
    });
    const signal = AbortSignal.abort(reason);
    await assert.rejects(
      surveyRepository(tree, { readAsset, today: '2026-11-24', name: 'produit', signal }),
      (error) => error === reason,
    );
    assert.equal(asked, 0);
  });
});
