import * as assert from 'node:assert/strict';
import { hosting } from '../../../../src/survey/detectors/hosting';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

async function kept(files: MemoryFiles): Promise<string[]> {
  const found = await surveyFiles(files, [hosting]);
  return found.hosting
    .filter(({ kind }) => kind === 'limit' || kind === 'probe')
    .map(({ kind, name, detail, evidence }) =>
      [kind, name, detail ?? '-', ...evidence.map(({ path, line }) => `${path}:${String(line)}`)].join(' | '),
    );
}

describe('What a container may take, and where it is asked whether it answers', () => {
  it('is read from a cluster’s manifests, once for those that say the same', async () => {
    const manifest = [
      'spec:',
      '  containers:',
      '    - name: web',
      '      resources:',
      '        requests:',
      '          memory: 128Mi',
      '        limits:',
      '          cpu: "500m" # assez',
      '          memory: 1Gi',
      '      livenessProbe:',
      '        httpGet:',
      '          path: /sante',
      '          port: http',
      '      readinessProbe:',
      '        exec: { command: [vrai] }',
    ].join('\n');
    assert.deepEqual(await kept({ 'k8s/dev/web.yaml': manifest, 'k8s/prod/web.yaml': manifest }), [
      'limit | limits | processeur 500m, mémoire 1Gi | k8s/dev/web.yaml:7 | k8s/prod/web.yaml:7',
      'limit | requests | mémoire 128Mi | k8s/dev/web.yaml:5 | k8s/prod/web.yaml:5',
      'probe | /sante | - | k8s/dev/web.yaml:12 | k8s/prod/web.yaml:12',
    ]);
  });

  it('is read from JSON and from an image, not from templates, comments nor tests', async () => {
    assert.deepEqual(
      await kept({
        '.socialgouv/config.json': '{\n  "probesPath": "/health",\n  "limits": {\n    "memory": "1Gi"\n  }\n}\n',
        Dockerfile: 'FROM node:20\nHEALTHCHECK CMD curl -f http://localhost:3000/ok || exit 1\n',
        'helm/templates/a.yaml': 'limits:\n  memory: {{ .Values.memory }}\n# probesPath: /non\n',
        'test/k8s.yaml': 'limits:\n  memory: 2Gi\n',
      }),
      [
        'limit | limits | mémoire 1Gi | .socialgouv/config.json:3',
        'probe | /health | - | .socialgouv/config.json:2',
        'probe | /ok | - | Dockerfile:2',
      ],
    );
  });
});
