import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { git } from '../../../../src/survey/detectors/git';
import type { Inventory } from '../../../../src/survey/facts';
import type { GitFacts } from '../../../../src/survey/gitFacts';
import { surveyRepository } from '../../../../src/survey/survey';
import { gitCommit, gitTag } from '../gitFixture';
import { memoryTree, readAsset, surveyFiles, type MemoryFiles } from '../memoryTree';

const a = 'a'.repeat(40);
const b = 'b'.repeat(40);
const c = 'c'.repeat(40);

// 31 December 2023, 23:30 in UTC: already the next year in Paris.
const commit = gitCommit(1_704_065_400, '+0100');

async function survey(files: MemoryFiles): Promise<Inventory> {
  return surveyFiles(files, [git]);
}

/** Git's folder with one commit on `main`. */
const oneCommit: MemoryFiles = {
  '.git/HEAD': 'ref: refs/heads/main\n',
  '.git/refs/heads/main': `${commit.hash}\n`,
  [`.git/${commit.path}`]: commit.bytes,
};

describe('The detector of Git', () => {
  it('says so when there is no Git folder', async () => {
    const { repository, notes } = await survey({ 'README.md': '# Produit\n' });
    assert.deepEqual(
      [repository.remotes, repository.branches, repository.tags, repository.lastCommit],
      [[], [], [], undefined],
    );
    assert.deepEqual(notes, [{ message: 'pas de dépôt Git ici : adresse, branches et étiquettes inconnues' }]);
  });

  it('reads remotes, without what signs in', async () => {
    const { repository } = await survey({
      ...oneCommit,
      '.git/config': [
        '[core]',
        '\trepositoryformatversion = 0',
        '[remote "origin"]',
        '\turl = https://camille:ghp_aaaabbbbccccdddd@github.com/betagouv/produit.git?private_token=abcdef # le nôtre',
        '\tfetch = +refs/heads/*:refs/remotes/origin/*',
        '[remote "scalingo"] url = git@ssh.osc-fr1.scalingo.com:produit.git',
        '[REMOTE "amont"]\r',
        '\tURL = "ssh://git:motdepasse@gitlab.exemple.fr:2222/equipe/produit.git"\r',
        ';[remote "commente"]',
        '\tpushurl = https://x',
        '',
      ].join('\n'),
    });
    assert.deepEqual(
      repository.remotes.map(({ name, url, evidence }) => [name, url, evidence]),
      [
        ['origin', 'https://github.com/betagouv/produit.git', [{ path: '.git/config', line: 4 }]],
        ['scalingo', 'git@ssh.osc-fr1.scalingo.com:produit.git', [{ path: '.git/config', line: 6 }]],
        ['amont', 'ssh://gitlab.exemple.fr:2222/equipe/produit.git', [{ path: '.git/config', line: 8 }]],
      ],
    );
  });

  it('leaves out remotes that are folders of a machine, whose paths hold a person’s name', async () => {
    const addresses = [
      '/home/jeanne/produit',
      '../produit.git',
      'file:///home/jeanne/produit',
      'C:\\\\Users\\\\jeanne\\\\produit',
      '~/produit',
    ];
    const { repository } = await survey({
      ...oneCommit,
      '.git/config': addresses.map((url, index) => `[remote "r${index}"]\n\turl = ${url}\n`).join(''),
    });
    assert.deepEqual(repository.remotes, []);
  });

  it('merges branches here and of origin, packed and not, by their names', async () => {
    const { repository } = await survey({
      ...oneCommit,
      '.git/packed-refs': [
        '# pack-refs with: peeled fully-peeled sorted ',
        `${a} refs/remotes/origin/feature/tri`,
        `${b} refs/remotes/origin/main`,
        `${c} refs/remotes/autre/essai`,
        `${a} refs/heads/main`,
        '',
      ].join('\r\n'),
      '.git/refs/remotes/origin/HEAD': 'ref: refs/remotes/origin/main\n',
      '.git/refs/remotes/origin/main': `${c}\n`,
      '.git/refs/heads/locale': `${b}\n`,
    });
    assert.deepEqual(repository.branches, [
      { name: 'feature/tri', commit: a, evidence: [{ path: '.git/packed-refs', line: 2 }] },
      { name: 'locale', commit: b, evidence: [{ path: '.git/refs/heads/locale', line: 1 }] },
      {
        name: 'main',
        commit: c,
        isDefault: true,
        evidence: [
          { path: '.git/refs/heads/main', line: 1 },
          { path: '.git/refs/remotes/origin/main', line: 1 },
        ],
      },
    ]);
  });

  it('tells the main branch without being told by the remote', async () => {
    const main = async (head: string, ...branches: string[]): Promise<string | undefined> => {
      const { repository } = await survey({
        '.git/HEAD': head,
        ...Object.fromEntries(branches.map((name) => [`.git/refs/heads/${name}`, a])),
      });
      return repository.branches.find(({ isDefault }) => isDefault)?.name;
    };
    assert.equal(await main('ref: refs/heads/develop', 'develop', 'main'), 'develop');
    assert.equal(await main('ref: refs/heads/feature/x', 'feature/x', 'master'), 'master');
    assert.equal(await main('ref: refs/heads/feature/x', 'feature/x'), 'feature/x');
    assert.equal(await main(a, 'main', 'essai'), 'main');
    assert.equal(await main('ref: refs/heads/main'), undefined);
  });

  it('reads tags and the commit that each leads to', async () => {
    const tag = gitTag(commit.hash);
    const { repository } = await survey({
      ...oneCommit,
      [`.git/${tag.path}`]: tag.bytes,
      '.git/packed-refs': `# pack-refs with: peeled fully-peeled sorted \n${a} refs/tags/v2\n^${b}\n${c} refs/tags/v3\n`,
      '.git/refs/tags/v1': `${tag.hash}\n`,
      '.git/refs/tags/inconnue': `${b}\n`,
    });
    assert.deepEqual(repository.tags, [
      { name: 'inconnue', evidence: [{ path: '.git/refs/tags/inconnue', line: 1 }] },
      { name: 'v1', commit: commit.hash, evidence: [{ path: '.git/refs/tags/v1', line: 1 }] },
      { name: 'v2', commit: b, evidence: [{ path: '.git/packed-refs', line: 2 }] },
      { name: 'v3', commit: c, evidence: [{ path: '.git/packed-refs', line: 4 }] },
    ]);
  });

  it('dates the last commit in its author’s time zone', async () => {
    const { repository, notes } = await survey(oneCommit);
    assert.deepEqual(repository.lastCommit, {
      hash: commit.hash,
      date: '2024-01-01',
      evidence: [
        { path: '.git/refs/heads/main', line: 1 },
        { path: '.git/HEAD', line: 1 },
      ],
    });
    assert.deepEqual(notes, []);
  });

  it('reads a commit checked out without a branch, and a clone without history', async () => {
    const { repository } = await survey({
      ...oneCommit,
      '.git/HEAD': `${commit.hash}\r\n`,
      '.git/shallow': commit.hash,
    });
    assert.deepEqual(repository.lastCommit, {
      hash: commit.hash,
      date: '2024-01-01',
      evidence: [{ path: '.git/HEAD', line: 1 }],
    });
  });

  it('borrows the objects of another clone', async () => {
    const { repository } = await survey({
      '.git/HEAD': commit.hash,
      '.git/objects/info/alternates': '/ailleurs/produit/.git/objects\n',
      [`/ailleurs/produit/.git/${commit.path}`]: commit.bytes,
    });
    assert.equal(repository.lastCommit?.date, '2024-01-01');
  });

  it('notes a date that can’t be read, and keeps the hash', async () => {
    const { repository, notes } = await survey({
      '.git/HEAD': 'ref: refs/heads/main\n',
      '.git/refs/heads/main': a,
      '.git/objects/pack/pack-1.idx': 'rien',
      '.git/objects/pack/pack-1.pack': 'rien',
    });
    assert.equal(repository.lastCommit?.hash, a);
    assert.equal(repository.lastCommit.date, undefined);
    assert.deepEqual(notes, [{ path: '.git/HEAD', message: 'date du dernier commit non lue' }]);
  });

  it('says nothing of a commit in a repository that has none', async () => {
    const { repository, notes } = await survey({ '.git/HEAD': 'ref: refs/heads/main\n', '.git/config': '' });
    assert.deepEqual([repository.lastCommit, repository.branches, notes], [undefined, [], []]);
  });

  it('notes refs kept in a format that only Git reads', async () => {
    const { repository, notes } = await survey({
      '.git/HEAD': 'ref: refs/heads/.invalid\n',
      '.git/config': '[extensions]\n\trefstorage = reftable\n[remote "origin"]\n\turl = https://exemple.fr/p.git\n',
    });
    assert.equal(repository.remotes[0]?.url, 'https://exemple.fr/p.git');
    assert.equal(repository.lastCommit, undefined);
    assert.match(notes[0]?.message ?? '', /reftable/);
  });

  it('follows a linked worktree to the folder it shares', async () => {
    const { repository } = await survey({
      '.git': 'gitdir: /home/camille/produit/.git/worktrees/essai\n',
      '/home/camille/produit/.git/worktrees/essai/gitdir': '/home/camille/arbres/essai/.git\n',
      '../../produit/.git/worktrees/essai/HEAD': 'ref: refs/heads/essai\n',
      '../../produit/.git/worktrees/essai/commondir': '../..\n',
      '../../produit/.git/config': '[remote "origin"]\n\turl = git@github.com:betagouv/produit.git\n',
      '../../produit/.git/refs/heads/essai': commit.hash,
      [`../../produit/.git/${commit.path}`]: commit.bytes,
    });
    assert.deepEqual(repository.remotes[0]?.evidence, [{ path: '../../produit/.git/config', line: 2 }]);
    assert.deepEqual(
      repository.branches.map(({ name }) => name),
      ['essai'],
    );
    assert.deepEqual(repository.lastCommit, {
      hash: commit.hash,
      date: '2024-01-01',
      evidence: [
        { path: '../../produit/.git/refs/heads/essai', line: 1 },
        { path: '../../produit/.git/worktrees/essai/HEAD', line: 1 },
      ],
    });
  });

  it('never shows a folder of the machine', async () => {
    const { repository } = await survey({
      '.git': 'gitdir: /home/camille/produit/.git/worktrees/essai',
      '/home/camille/produit/.git/worktrees/essai/HEAD': commit.hash,
      '/home/camille/produit/.git/worktrees/essai/commondir': '../..',
      '/home/camille/produit/.git/config': '[remote "origin"]\nurl = git@github.com:betagouv/produit.git\n',
      [`/home/camille/produit/.git/${commit.path}`]: commit.bytes,
    });
    assert.deepEqual(repository.remotes[0]?.evidence, [{ path: '.git', line: 1 }]);
    assert.equal(repository.lastCommit?.date, '2024-01-01');
    assert.doesNotMatch(JSON.stringify(repository), /camille/);
  });

  it('reads a submodule', async () => {
    const { repository } = await survey({
      '.git': 'gitdir: ../.git/modules/outil\n',
      '../.git/modules/outil/HEAD': `${a}\n`,
      '../.git/modules/outil/config': '[remote "origin"]\n\turl = https://exemple.fr/outil.git\n',
    });
    assert.equal(repository.remotes[0]?.url, 'https://exemple.fr/outil.git');
    assert.equal(repository.lastCommit?.hash, a);
  });

  it('prefers what the editor’s Git says, with where the files say it', async () => {
    const known: GitFacts = {
      remotes: [{ name: 'origin', url: 'https://jeton@github.com/betagouv/produit.git' }],
      refs: [
        { name: 'refs/heads/main', commit: a },
        { name: 'refs/remotes/origin/main', commit: b },
        { name: 'refs/tags/v1', commit: c },
      ],
      head: { branch: 'main', commit: a, date: '2024-05-06' },
    };
    const options = { readAsset, today: '2026-11-24', name: 'produit', git: async () => known };
    const { repository } = await surveyRepository(memoryTree(oneCommit), options, undefined, [git]);
    assert.deepEqual(repository.remotes, [
      { name: 'origin', url: 'https://github.com/betagouv/produit.git', evidence: [{ path: '.git/HEAD', line: 1 }] },
    ]);
    assert.deepEqual(repository.branches, [
      {
        name: 'main',
        commit: b,
        isDefault: true,
        evidence: [
          { path: '.git/HEAD', line: 1 },
          { path: '.git/refs/heads/main', line: 1 },
        ],
      },
    ]);
    assert.deepEqual(repository.tags, [{ name: 'v1', commit: c, evidence: [{ path: '.git/HEAD', line: 1 }] }]);
    assert.deepEqual(repository.lastCommit, {
      hash: a,
      date: '2024-05-06',
      evidence: [{ path: '.git/refs/heads/main', line: 1 }],
    });
    const failing = { ...options, git: async () => Promise.reject(new Error('non')) };
    const { repository: read } = await surveyRepository(memoryTree(oneCommit), failing, undefined, [git]);
    assert.equal(read.lastCommit?.hash, commit.hash);
  });

  it('never throws, whatever Git’s files hold', async () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('ref: refs/heads/main', '[remote "origin"]\nurl = \\\n', `${a} refs/tags/x\n^`),
    );
    await fc.assert(
      fc.asyncProperty(text, text, text, text, async (config, head, packed, loose) => {
        const { notes } = await survey({
          '.git/config': config,
          '.git/HEAD': head,
          '.git/packed-refs': packed,
          '.git/refs/heads/main': loose,
        });
        assert.ok(notes.every(({ message }) => !message.startsWith('lecture interrompue')));
      }),
      { numRuns: 100 },
    );
  });
});
