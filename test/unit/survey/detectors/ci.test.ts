import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { ci } from '../../../../src/survey/detectors/ci';
import type { Ci } from '../../../../src/survey/facts';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

async function survey(files: MemoryFiles): Promise<Ci[]> {
  return (await surveyFiles(files, [ci])).ci;
}

/** Where one job of GitHub Actions with this step sends the product. */
async function targets(step: string, others: MemoryFiles = {}): Promise<readonly string[] | undefined> {
  const [fact] = await survey({
    ...others,
    '.github/workflows/d.yml': `on: push\njobs:\n  d:\n    steps:\n${step.replace(/^/gm, '      ')}\n`,
  });
  return fact?.deploysTo;
}

describe('The detector of continuous integration', () => {
  it('reads workflows of GitHub Actions, at the root only', async () => {
    const workflow = [
      '# Tout',
      'name: "Vérifier et livrer"',
      'on:',
      '  push: { branches: [main] }',
      '  schedule:',
      "    - cron: '0 5 * * 1'",
      '    - cron: "30 2 * * *"',
      '  workflow_dispatch:',
      'jobs:',
      '  tests:',
      '    steps:',
      '      - run: npm test # git push scalingo',
      '  livrer:',
      '    steps:',
      '      - run: |',
      '          # kubectl apply -f k8s',
      '          git push git@ssh.osc-fr1.scalingo.com:app.git HEAD:main',
      '',
    ].join('\r\n');
    assert.deepEqual(
      await survey({
        '.github/workflows/ci.yml': `\uFEFF${workflow}`,
        '.github/workflows/z.yaml': 'on: [push, pull_request]\njobs:\n  lint:\n    steps: []\n',
        '.github/workflows/notes.yml': 'a: b\n',
        '.github/actions/x/action.yml': 'name: x\nruns:\n  steps: []\n',
        'outils/.github/workflows/autre.yml': 'on: push\njobs: {a: {}}\n',
      }),
      [
        {
          name: 'GitHub Actions',
          workflow: 'Vérifier et livrer',
          evidence: [{ path: '.github/workflows/ci.yml', line: 2 }],
          triggers: ['push', 'schedule', 'workflow_dispatch'],
          schedules: ['0 5 * * 1', '30 2 * * *'],
          jobs: [
            { name: 'tests', line: 10 },
            { name: 'livrer', line: 13 },
          ],
          deploysTo: ['Scalingo'],
        },
        {
          name: 'GitHub Actions',
          workflow: 'z.yaml',
          evidence: [{ path: '.github/workflows/z.yaml', line: 1 }],
          triggers: ['push', 'pull_request'],
          schedules: [],
          jobs: [{ name: 'lint', line: 3 }],
          deploysTo: [],
        },
      ],
    );
  });

  it('recognises where actions and commands deploy', async () => {
    const cases: readonly (readonly [step: string, ...names: string[]])[] = [
      ['- uses: akhileshns/heroku-deploy@v3', 'Heroku'],
      ['- run: clever deploy', 'Clever Cloud'],
      ['- uses: actions/deploy-pages@v4', 'GitHub Pages'],
      ['- run: npx vercel@latest --prod', 'Vercel'],
      ['- run: npx -y netlify-cli@${{ env.V }} deploy --prod', 'Netlify'],
      ['- run: aws --region eu-west-3 s3 sync dist s3://x', 'AWS'],
      ['- run: gcloud run deploy x', 'Google Cloud'],
      ['- uses: azure/webapps-deploy@v2', 'Azure'],
      ['- run: helm upgrade --install x', 'Kubernetes'],
      ['- run: ssh -i key ${{ secrets.USER }}@${{ secrets.HOST }} ./maj.sh', 'SSH'],
      ['- run: ssh-keyscan -H $SSH_HOST >> known_hosts'],
      ['- run: rsync -a dist/ www@serveur:/srv', 'SSH'],
      ['- name: Déployer sur Scalingo\n  run: ./x', 'Scalingo'],
      ['- name: Lire la documentation de Scalingo\n  run: ./x'],
      ['- run: docker build .'],
      ['- run: docker login ghcr.io && docker push ghcr.io/o/r', 'GitHub Container Registry'],
      [
        '- uses: docker/build-push-action@v6\n  with:\n    push: true\n    tags: betagouv/x',
        'registre d’images de conteneurs',
      ],
      ['- uses: docker/build-push-action@v6\n  with:\n    push: false\n    tags: ghcr.io/o/r'],
      ['- uses: docker/login-action@v3\n- uses: docker/build-push-action@v6\n  with: { push: true }', 'Docker Hub'],
      ['- run: npm publish', 'npm'],
      ['- run: echo "kubectl"'],
      ['- uses: appleboy/ssh-action@v1', 'SSH'],
    ];
    for (const [step, ...names] of cases) {
      assert.deepEqual(await targets(step), names, step);
    }
  });

  it('follows the repository’s own scripts, actions and workflows', async () => {
    assert.deepEqual(
      await targets('- run: ./scripts/livrer.sh', { 'scripts/livrer.sh': 'heroku container:push web\n' }),
      ['Heroku'],
    );
    assert.deepEqual(
      await targets('- run: yarn livrer', { 'package.json': '{"scripts":{"livrer":"gh-pages -d out"}}' }),
      ['GitHub Pages'],
    );
    const action = 'runs:\n  steps:\n    - run: fly deploy\n    - uses: ./.github/actions/livrer\n';
    assert.deepEqual(
      await targets('- uses: ./.github/actions/livrer', { '.github/actions/livrer/action.yml': action }),
      ['Fly.io'],
    );
    const [first] = await survey({
      '.github/workflows/a.yml': 'on: push\njobs:\n  a:\n    uses: ./.github/workflows/b.yml\n',
      '.github/workflows/b.yml': 'on: workflow_call\njobs:\n  b:\n    steps:\n      - run: scalingo deploy x\n',
    });
    assert.deepEqual(first?.deploysTo, ['Scalingo']);
  });

  it('reads GitLab CI with the files it includes', async () => {
    const main = [
      'include:',
      "  - local: '/ci/*.yml'",
      '  - project: equipe/modeles',
      '    file: /deploiement.yml',
      'stages: [test, deploy]',
      'variables: { A: b }',
      '.modele:',
      '  script: [make]',
      'tests:',
      '  script:',
      '    - make test',
      '  only: [merge_requests, main]',
      'pages:',
      '  rules:',
      '    - if: $CI_PIPELINE_SOURCE == "schedule"',
      '  script: [mkdocs build]',
      '',
    ].join('\n');
    assert.deepEqual(
      await survey({
        '.gitlab-ci.yml': main,
        'ci/livraison.yml': 'livrer:\n  script:\n    - kubectl --context x apply -f k8s\n',
        'ci/commun.yml': '.pousser:\n  script:\n    - docker push $CI_REGISTRY_IMAGE\n',
      }),
      [
        {
          name: 'GitLab CI',
          evidence: [{ path: '.gitlab-ci.yml', line: 5 }],
          triggers: ['merge_requests', 'schedule'],
          schedules: [],
          jobs: [
            { name: 'tests', line: 9 },
            { name: 'pages', line: 13 },
          ],
          deploysTo: ['GitLab Pages', 'GitLab Container Registry'],
          includes: [{ name: 'equipe/modeles', line: 3 }],
        },
        {
          name: 'GitLab CI',
          workflow: 'livraison.yml',
          evidence: [{ path: 'ci/livraison.yml', line: 1 }],
          triggers: [],
          schedules: [],
          jobs: [{ name: 'livrer', line: 1 }],
          deploysTo: ['Kubernetes'],
        },
      ],
    );
  });

  it('says what is defined elsewhere, and what never runs', async () => {
    const [gitlab, github] = [
      await survey({
        '.gitlab-ci.yml':
          'include:\n  - project: equipe/modeles\n    ref: v2.1\n  - https://exemple.fr/ci.yml?jeton=x\n  - component: forge/groupe/controle@1.0\nlint:\n  rules:\n    - when: never\ntests:\n  script: [make]\n  rules:\n    - if: $A\n      when: never\n    - when: always\n',
      }),
      await survey({
        '.github/workflows/a.yml':
          'on: push\njobs:\n  a:\n    uses: equipe/depot/.github/workflows/b.yml@v3\n  b:\n    if: ${{ false }}\n    steps: []\n',
      }),
    ];
    assert.deepEqual(gitlab[0]?.includes, [
      { name: 'equipe/modeles', version: 'v2.1', line: 2 },
      { name: 'https://exemple.fr/ci.yml', line: 4 },
      { name: 'forge/groupe/controle', version: '1.0', line: 5 },
    ]);
    assert.deepEqual(gitlab[0]?.disabled, ['lint']);
    assert.deepEqual(github[0]?.includes, [{ name: 'equipe/depot/.github/workflows/b.yml', version: 'v3', line: 4 }]);
    assert.deepEqual(github[0]?.disabled, ['b']);
  });

  it('reads the other services', async () => {
    const found = await survey({
      '.circleci/config.yml':
        'jobs:\n  build:\n    steps:\n      - run: make\nworkflows:\n  version: 2\n  nuit:\n    triggers:\n      - schedule: { cron: "0 1 * * *" }\n    jobs:\n      - build\n      - heroku/deploy-via-git:\n          requires: [build]\n',
      '.drone.yml':
        'kind: pipeline\nsteps:\n  - name: essais\n    image: node:20\n    commands: [npm test]\ntrigger:\n  event: [push]\n---\nkind: pipeline\nsteps:\n  - name: image\n    image: plugins/docker\n    settings: { repo: ghcr.io/o/r }\n',
      '.travis.yml': 'language: ruby\nscript: bundle exec rspec\ndeploy:\n  provider: heroku\n',
      '.woodpecker.yml': 'when:\n  - event: push\nsteps:\n  essais:\n    image: node\n    commands: [npm test]\n',
      'azure-pipelines.yml':
        'trigger: [main]\nschedules:\n  - cron: "0 3 * * *"\nstages:\n  - stage: A\n    jobs:\n      - job: construire\n        steps:\n          - script: make\n      - deployment: livrer\n        steps:\n          - task: AzureWebApp@1\n',
      'bitbucket-pipelines.yml':
        'pipelines:\n  default:\n    - step:\n        name: Essais\n        script: [make test]\n  branches:\n    main:\n      - step:\n          script:\n            - pipe: atlassian/heroku-deploy:1.0.0\n',
      Jenkinsfile:
        "pipeline {\n  triggers { cron('H 4 * * *') }\n  stages {\n    stage('Essais') { steps { sh 'make' } }\n    // stage('Vieux') { }\n    stage(\"Livrer\") { steps { sh 'scalingo deploy x' } }\n  }\n}\n",
    });
    assert.deepEqual(
      found.map(({ name, triggers, schedules, jobs, deploysTo, evidence }) => [
        name,
        evidence[0]?.line,
        triggers,
        schedules,
        jobs.map((job) => `${job.name}:${job.line}`),
        deploysTo,
      ]),
      [
        ['CircleCI', 1, ['schedule'], ['0 1 * * *'], ['build:2', 'heroku/deploy-via-git:12'], ['Heroku']],
        ['Drone', 3, ['push'], [], ['essais:3', 'image:11'], ['GitHub Container Registry']],
        ['Travis CI', 2, [], [], ['script:2'], ['Heroku']],
        ['Woodpecker', 4, ['push'], [], ['essais:4'], []],
        ['Jenkins', 1, ['schedule'], ['H 4 * * *'], ['Essais:4', 'Livrer:6'], ['Scalingo']],
        ['Azure Pipelines', 1, ['push', 'schedule'], ['0 3 * * *'], ['construire:7', 'livrer:10'], ['Azure']],
        ['Bitbucket Pipelines', 1, ['default', 'branches'], [], ['Essais:4', 'step:8'], ['Heroku']],
      ],
    );
  });

  it('notes a broken file and goes on', async () => {
    const { ci: found, notes } = await surveyFiles(
      {
        '.github/workflows/a.yml': 'on: push\njobs:\n  a:\n   - "\n',
        '.github/workflows/b.yml': 'on: push\njobs:\n  b: {}\n',
        '.gitlab-ci.yml': '[',
      },
      [ci],
    );
    assert.ok(found.some(({ workflow }) => workflow === 'b.yml'));
    assert.deepEqual([...new Set(notes.map(({ message }) => message))], ['YAML mal formé : lu en partie seulement']);
  });

  it('never throws, and takes no time, whatever the files hold', async () => {
    const line = fc.constantFrom(
      'on: push',
      'jobs:',
      '  a:',
      '    steps:',
      '      - run: |',
      'script:',
      '- uses: ./x',
      '*a',
      '&a',
      '[',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(line).map((lines) => lines.join('\n')),
    );
    await fc.assert(
      fc.asyncProperty(text, text, async (first, second) => {
        const { notes } = await surveyFiles(
          {
            '.github/workflows/a.yml': first,
            '.gitlab-ci.yml': second,
            Jenkinsfile: first,
            '.circleci/config.yml': second,
          },
          [ci],
        );
        assert.ok(notes.every(({ message }) => !message.startsWith('lecture interrompue')));
      }),
      { numRuns: 100 },
    );
    for (const word of ['aws --a ', 'scalingo ', '${{ a', 'docker build ', '#\n', 'a/']) {
      const start = performance.now();
      await targets(`- run: |\n    ${word.repeat(20_000).replaceAll('\n', '\n    ')}`);
      assert.ok(performance.now() - start < 3000, word);
    }
  }).timeout(40_000);
});
