import { containers } from '../../../../src/survey/detectors/containers';
import { ports } from '../../../../src/survey/detectors/ports';
import assert from 'node:assert/strict';
import { surveyFiles } from '../memoryTree';

const compose = `x-base: &base
  restart: always
services:
  base:
    <<: *base
    image: postgres:\${PG:-14}-alpine
    ports:
      - '127.0.0.1:5433:5432'
  web:
    build: .
    environment:
      SECRET: valeur
    ports:
      - "\${PORT:-3000}:80/tcp"
      - target: 9000
        published: "9001"
      - \${OTHER}:1
`;

describe('containers', () => {
  it('gives images, services and development containers, each once', async () => {
    const { repository } = await surveyFiles(
      {
        Dockerfile:
          'FROM node:18 AS build\r\nFROM build AS tested\r\nFROM node:18\r\nFROM gcr.io/distroless/nodejs@sha256:abc\r\n',
        'docker-compose.yml': compose,
        'compose.override.yaml': 'services:\n  base:\n    ports: ["1:1"]\n  mail:\n    image: mail/catcher:$VERSION\n',
        '.devcontainer/devcontainer.json':
          '// le nôtre\n{\n  "name": "Atelier",\n  "image": "mcr.microsoft.com/devcontainers/python:3.11",\n}',
        'docs/installer/docker/docker-compose.yml': 'services:\n  vitrine:\n    image: x\n',
        'docker-compose.example.yml': 'services:\n  exemple:\n    image: x\n',
      },
      [containers],
    );
    assert.deepEqual(repository.containers, [
      {
        name: 'node',
        kind: 'image',
        image: 'node:18',
        version: '18',
        evidence: [
          { path: 'Dockerfile', line: 1 },
          { path: 'Dockerfile', line: 3 },
        ],
      },
      {
        name: 'nodejs',
        kind: 'image',
        image: 'gcr.io/distroless/nodejs@sha256:abc',
        evidence: [{ path: 'Dockerfile', line: 4 }],
      },
      { name: 'mail', kind: 'service', image: 'mail/catcher', evidence: [{ path: 'compose.override.yaml', line: 4 }] },
      {
        name: 'base',
        kind: 'service',
        image: 'postgres:14-alpine',
        version: '14-alpine',
        evidence: [
          { path: 'compose.override.yaml', line: 2 },
          { path: 'docker-compose.yml', line: 4 },
        ],
      },
      { name: 'web', kind: 'service', evidence: [{ path: 'docker-compose.yml', line: 9 }] },
      {
        name: 'Atelier',
        kind: 'devcontainer',
        image: 'mcr.microsoft.com/devcontainers/python:3.11',
        version: '3.11',
        evidence: [{ path: '.devcontainer/devcontainer.json', line: 3 }],
      },
    ]);
  });

  it('knows a file of services by what it holds, in a folder that is called docker', async () => {
    const { repository } = await surveyFiles(
      {
        'src/main/docker/app.yml': 'name: x\nservices:\n  app:\n    image: jhipster/app\n    ports: ["8080:8080"]\n',
        'docker/prometheus.yml': 'services:\n  a: 1\n',
        'docker/conf.yml': 'version: 1\nx:\n  image: a\n',
        'config/app.yml': 'services:\n  app:\n    image: x\n',
      },
      [containers, ports],
    );
    assert.deepEqual(
      [...repository.containers, ...repository.ports].map(({ name, evidence: [evidence] }) => [name, evidence?.path]),
      [
        ['app', 'src/main/docker/app.yml'],
        ['8080', 'src/main/docker/app.yml'],
      ],
    );
  });

  it('reads what is left of broken files, and notes it', async () => {
    const { repository, notes } = await surveyFiles(
      {
        'docker-compose.yml': 'services:\n  base:\n    image: redis:6\n  web: [\n',
        Dockerfile: '\u0001FROM\n FROM \\\n',
        'compose.yml': '['.repeat(5000),
      },
      [containers],
    );
    assert.deepEqual(
      repository.containers.map(({ name }) => name),
      ['base', 'web'],
    );
    assert.deepEqual(
      notes.map(({ path }) => path),
      ['compose.yml', 'docker-compose.yml'],
    );
  });
});

describe('ports', () => {
  it('gives what is exposed, published and listened on', async () => {
    const { repository } = await surveyFiles(
      {
        Dockerfile: 'FROM x\nARG PORT=8000\nEXPOSE $PORT 8443/tcp\nEXPOSE ${NONE}\n',
        'docker-compose.yml': compose,
        'package.json':
          '{"scripts":{\n"dev":"next dev -p 3001",\n"make":"mkdir -p 2024",\n"start":"PORT=3002 node ."}}',
        Procfile: '# web: x --port 1111\nweb: gunicorn -b 0.0.0.0:8001 app\nworker: celery -p 4444\n',
        'src/server.ts':
          "// const a = process.env.PORT || 1111;\nconst port = process.env.PORT ?? '3003';\nfetch('http://x:4444');\n",
        'app.py': 'port = int(os.environ.get("PORT", 5000))\n',
        'config/puma.rb': 'port ENV.fetch("PORT") { 3004 }\n',
        'tests/server.ts': 'process.env.PORT || 4445',
        '.env.example': 'PORT=4446\n',
      },
      [ports],
    );
    assert.deepEqual(
      repository.ports.map(({ name, port, evidence }) => [
        name,
        port,
        ...evidence.map(({ path, line }) => `${path}:${line}`),
      ]),
      [
        ['3000', 3000, 'docker-compose.yml:14'],
        ['3001', 3001, 'package.json:2'],
        ['3002', 3002, 'package.json:4'],
        ['3003', 3003, 'src/server.ts:2'],
        ['3004', 3004, 'config/puma.rb:1'],
        ['5000', 5000, 'app.py:1'],
        ['5433', 5433, 'docker-compose.yml:8'],
        ['8000', 8000, 'Dockerfile:3'],
        ['8001', 8001, 'Procfile:2'],
        ['8443', 8443, 'Dockerfile:3'],
        ['9001', 9001, 'docker-compose.yml:16'],
      ],
    );
  });

  it('reads those of Spring and of .NET', async () => {
    const { repository } = await surveyFiles(
      {
        'src/main/resources/application.yml': 'server:\n  port: 8081\n---\nserver:\n  port: ${PORT:8082}\n',
        'src/main/resources/application-dev.yml': 'server.port: 8083\nmanagement:\n  server:\n    port: 9\n',
        'src/main/resources/application-prod.yml': 'server:\n  port: ${PORT}\n',
        'src/test/resources/application.yml': 'server:\n  port: 8084\n',
        'Web/Properties/launchSettings.json':
          '{"profiles": {\n"Web": {\n"applicationUrl": "https://localhost:5001;http://localhost:5000/x"},\n"Docker": {}}}',
        'broken/launchSettings.json': '{"profiles": ',
      },
      [ports],
    );
    assert.deepEqual(
      repository.ports.map(
        ({ name, evidence: [evidence] }) => `${name} ${evidence?.path ?? ''}:${evidence?.line ?? 0}`,
      ),
      [
        '5000 Web/Properties/launchSettings.json:3',
        '5001 Web/Properties/launchSettings.json:3',
        '8081 src/main/resources/application.yml:2',
        '8082 src/main/resources/application.yml:5',
        '8083 src/main/resources/application-dev.yml:1',
      ],
    );
  });
});
