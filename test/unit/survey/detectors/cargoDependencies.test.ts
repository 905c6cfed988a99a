import assert from 'node:assert/strict';
import { cargoDependencies } from '../../../../src/survey/detectors/cargoDependencies';
import { dependencyLines, survivesAnyText } from '../dependencyLines';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

const lines = async (files: MemoryFiles): Promise<string[]> => dependencyLines(files, cargoDependencies);

describe('the dependencies of Rust', () => {
  it('reads every table of a manifest', async () => {
    const text = [
      '[package]',
      'name = "produit"',
      '[dependencies]',
      'axum = "0.7"',
      'local = { path = "../local" }',
      'outil = { git = "https://jeton@exemple.fr/outil", rev = "abc" }',
      '[dependencies.serde_autre]',
      'version = "=1.0.200"',
      'package = "serde"',
      '[build-dependencies]',
      'cc = "1"',
      '[dev-dependencies]',
      'insta = { version = "1.39" }',
      "[target.'cfg(unix)'.dependencies]",
      'nix = "0.29"',
    ].join('\r\n');
    assert.deepEqual(await lines({ 'Cargo.toml': text }), [
      'Cargo.toml:4 axum 0.7 [Axum]',
      'Cargo.toml:6 outil https://exemple.fr/outil@abc',
      'Cargo.toml:9 serde =1.0.200 exact',
      'Cargo.toml:11 cc 1',
      'Cargo.toml:13 insta 1.39 dev',
      'Cargo.toml:15 nix 0.29',
    ]);
  });

  it('takes from the workspace what a member leaves to it, and versions from its lock', async () => {
    assert.deepEqual(
      await lines({
        'Cargo.toml':
          '[workspace]\nmembers = ["crates/*"]\n[workspace.dependencies]\ntokio = { version = "1.38", features = ["full"] }\ncommun = { path = "crates/commun" }\ninutile = "9"\n',
        'crates/web/Cargo.toml':
          '[package]\nname = "web"\n[dependencies]\ntokio.workspace = true\ncommun = { workspace = true }\nrand = "0.8"\n',
        'crates/commun/Cargo.toml': '[package]\nname = "commun"\n[dependencies]\nrand = "0.7"\n',
        'Cargo.lock': [
          '[[package]]',
          'name = "commun"',
          'version = "0.1.0"',
          'dependencies = [',
          ' "rand 0.7.3",',
          ']',
          '',
          '[[package]]',
          'name = "rand"',
          'version = "0.7.3"',
          '',
          '[[package]]',
          'name = "rand"',
          'version = "0.8.5"',
          '',
          '[[package]]',
          'name = "tokio"',
          'version = "1.40.0"',
        ].join('\n'),
      }),
      [
        'crates/commun/Cargo.toml:4 rand 0.7 = 0.7.3 (Cargo.lock:9)',
        'crates/web/Cargo.toml:4 tokio 1.38 = 1.40.0 (Cargo.lock:17) [Tokio]',
        'crates/web/Cargo.toml:6 rand 0.8 = 0.8.5 (Cargo.lock:13)',
      ],
    );
  });

  it('notes a broken manifest, and keeps the rest of it', async () => {
    const { dependencies, notes } = await surveyFiles({ 'Cargo.toml': '[dependencies]\na = "1"\nb = = 2\nc = "3"\n' }, [
      cargoDependencies,
    ]);
    assert.deepEqual(
      dependencies.map(({ name, evidence }) => [name, evidence[0]?.line]),
      [
        ['a', 2],
        ['c', 4],
      ],
    );
    assert.deepEqual(notes, [{ path: 'Cargo.toml', line: 3, message: 'TOML mal formé : lu en partie seulement' }]);
  });

  it('survives any text', async function () {
    this.timeout(60_000);
    await survivesAnyText(
      cargoDependencies,
      ['Cargo.toml', 'Cargo.lock', 'x/Cargo.toml'],
      [
        '\n',
        '[dependencies]\n',
        '[workspace.dependencies]\n',
        'a = "1"\n',
        'b = { workspace = true }\n',
        '[[package]]\n',
        'name = "a"\n',
        'version = "1.0"\n',
        '{',
        '}',
        '"',
        '=',
        'dependencies = [\n',
        ' "a 1",\n',
        ']\n',
      ],
    );
  });
});
