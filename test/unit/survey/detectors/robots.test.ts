import * as assert from 'node:assert/strict';
import type { Detector } from '../../../../src/survey/detector';
import { ci } from '../../../../src/survey/detectors/ci';
import { git } from '../../../../src/survey/detectors/git';
import { robots } from '../../../../src/survey/detectors/robots';
import type { Robot } from '../../../../src/survey/facts';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

/** Stands for the detector of the hosting. */
const cron: Detector = {
  name: 'cron',
  start: () => ({
    find: () => ({
      hosting: [
        {
          name: 'purge',
          kind: 'cron',
          command: 'npm run purge',
          schedule: '0 4 * * *',
          evidence: [{ path: 'cron.json', line: 3 }],
        },
        { name: 'web', kind: 'process', command: 'npm start', evidence: [{ path: 'Procfile', line: 1 }] },
      ],
    }),
  }),
};

async function survey(files: MemoryFiles, detectors: readonly Detector[] = [robots]): Promise<Robot[]> {
  return (await surveyFiles(files, detectors)).robots;
}

describe('The detector of robots', () => {
  it('reads Dependabot', async () => {
    const yaml =
      'version: 2\r\nupdates:\r\n  - package-ecosystem: npm\r\n    schedule:\r\n      interval: weekly\r\n  - package-ecosystem: docker\r\n    schedule: { interval: monthly }\r\n  - package-ecosystem: npm\r\n    schedule: { interval: weekly }\r\n';
    assert.deepEqual(await survey({ '.github/dependabot.yml': yaml, 'outil/.github/dependabot.yml': yaml }), [
      {
        name: 'Dependabot',
        kind: 'updates',
        schedule: 'weekly, monthly',
        does: 'propose des mises à jour de dépendances (npm, docker)',
        evidence: [
          { path: '.github/dependabot.yml', line: 3 },
          { path: '.github/dependabot.yml', line: 6 },
          { path: '.github/dependabot.yml', line: 8 },
        ],
      },
    ]);
    const [old] = await survey({
      '.dependabot/config.yml':
        'version: 1\nupdate_configs:\n  - package_manager: javascript\n    update_schedule: daily\n',
    });
    assert.deepEqual([old?.schedule, old?.evidence], ['daily', [{ path: '.dependabot/config.yml', line: 3 }]]);
  });

  it('reads Renovate, in its file or in package.json', async () => {
    const [own] = await survey({
      'renovate.json5': '// Le nôtre\n{\n  "extends": ["config:base", "schedule:weekly"],\n}\n',
    });
    assert.deepEqual(
      [own?.name, own?.schedule, own?.evidence],
      ['Renovate', 'weekly', [{ path: 'renovate.json5', line: 3 }]],
    );
    const [inManifest] = await survey({
      'package.json': '{\n  "name": "x",\n  "renovate": { "schedule": ["before 5am on monday"] }\n}\n',
    });
    assert.deepEqual(
      [inManifest?.name, inManifest?.schedule, inManifest?.evidence],
      ['Renovate', 'before 5am on monday', [{ path: 'package.json', line: 3 }]],
    );
  });

  it('knows robots by their configuration, and pre-commit.ci by its key only', async () => {
    const found = await survey({
      '.mergify.yml': 'pull_request_rules: []\n',
      '.github/stale.yml': 'daysUntilStale: 60\n',
      '.all-contributorsrc': '{}',
      '.releaserc': '{}',
      '.pre-commit-config.yaml': 'repos: []\nci:\n  autoupdate_schedule: monthly\n',
      'docs/.mergify.yml': '',
    });
    assert.deepEqual(
      found.map(({ name, kind, schedule, evidence }) => [name, kind, schedule, evidence[0]?.path, evidence[0]?.line]),
      [
        ['Mergify', 'bot', undefined, '.mergify.yml', 1],
        ['Stale', 'bot', undefined, '.github/stale.yml', 1],
        ['All Contributors', 'bot', undefined, '.all-contributorsrc', 1],
        ['semantic-release', 'bot', undefined, '.releaserc', 1],
        ['pre-commit.ci', 'updates', 'monthly', '.pre-commit-config.yaml', 2],
      ],
    );
    assert.deepEqual(
      await survey({ '.pre-commit-config.yaml': 'repos: []\n', 'package.json': '{"release": true}' }),
      [],
    );
  });

  it('says that a robot is only probable when nothing but its branches tells', async () => {
    const hash = 'a'.repeat(40);
    const files = {
      '.git/HEAD': 'ref: refs/heads/main',
      '.git/packed-refs': `${hash} refs/remotes/origin/dependabot/npm/a\n${hash} refs/remotes/origin/renovate/b\n${hash} refs/heads/main\n`,
      'renovate.json': '{}',
    };
    const found = await survey(files, [git, robots]);
    assert.deepEqual(
      found.map(({ name, certainty, evidence }) => [name, certainty, evidence]),
      [
        ['Dependabot', 'probable', [{ path: '.git/packed-refs', line: 1 }]],
        ['Renovate', undefined, [{ path: 'renovate.json', line: 1 }]],
      ],
    );
  });

  it('takes planned pipelines and tasks, and messages to the team', async () => {
    const found = await survey(
      {
        '.github/workflows/nuit.yml':
          "name: Nuit\non:\n  schedule:\n    # - cron: '0 5 * * 1'\n    - cron: '0 5 * * 1'\njobs:\n  audit:\n    steps:\n      - run: npm audit\n      - run: curl -d x ${{ secrets.MATTERMOST_WEBHOOK }}\n      # - uses: slackapi/slack-github-action@v1\n",
      },
      [cron, ci, robots],
    );
    assert.deepEqual(found, [
      {
        name: 'Nuit',
        kind: 'schedule',
        schedule: '0 5 * * 1',
        does: 'lance audit dans GitHub Actions',
        evidence: [
          { path: '.github/workflows/nuit.yml', line: 1 },
          { path: '.github/workflows/nuit.yml', line: 5 },
        ],
      },
      {
        name: 'purge',
        kind: 'schedule',
        schedule: '0 4 * * *',
        does: 'lance « npm run purge »',
        evidence: [{ path: 'cron.json', line: 3 }],
      },
      {
        name: 'Mattermost',
        kind: 'webhook',
        does: 'reçoit les messages des intégrations continues',
        evidence: [{ path: '.github/workflows/nuit.yml', line: 10 }],
      },
    ]);
  });
});
