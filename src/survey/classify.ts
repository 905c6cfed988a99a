/** Why a file isn't the product's own; its facts aren't the product's. */
export type Foreign = 'vendored' | 'generated' | 'fixture' | 'example';

/** Folders that hold other people's code, or what a tool made. They are not even listed. */
const skippedFolders = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  'bower_components',
  'jspm_packages',
  '.yarn',
  '.pnpm-store',
  '.pnp',
  '.venv',
  'venv',
  '.tox',
  '.nox',
  '.mypy_cache',
  '.pytest_cache',
  '__pycache__',
  'site-packages',
  '.eggs',
  '.bundle',
  '.gradle',
  '.m2',
  '.next',
  '.nuxt',
  '.output',
  '.svelte-kit',
  '.adonisjs',
  '.turbo',
  '.parcel-cache',
  '.cache',
  '.terraform',
  '.serverless',
  '.idea',
  'Pods',
  'Carthage',
  'DerivedData',
  '.dart_tool',
  'coverage',
  '.nyc_output',
]);

/** `vendor` is Composer's, Go's and Bundler's; Rails keeps `vendor/assets`: other people's code all the same. */
const vendoredFolders = new Set([
  'vendor',
  'third_party',
  'third-party',
  'thirdparty',
  'external_libs',
  'tarteaucitron',
  'tarteaucitronjs',
]);

/** Layers of an application: below one, what is called a third party's is what the product does for or with it. */
const layers =
  /^(?:features?|modules|controllers?|services?|jobs|routes?|routers?|domains?|adapters?|infrastructure|use-?cases?|integrations?)$/i;

/** Libraries that are copied into a product, by their files' names. */
const vendoredNames = /^(?:jquery|bootstrap|modernizr|tarteaucitron)(?:[.-][\w.-]+)?\.(?:js|css)$/i;

const fixtureFolders =
  /^(?:fixtures?|__fixtures__|_fixtures|testdata|test[-_]?data|__mocks__|mocks|__snapshots__|cassettes|vcr|vcr_cassettes|fakes?)$/i;
const exampleFolders = /^(?:examples?|samples?|demos?|exemples?|boilerplates?|playground)$/i;

/** Code that shows how to write more of its kind. */
const exampleNames = /^_?(?:examples?|samples?|exemples?)(?:[._-][\w.-]+)?\.(?:[cm]?[jt]sx?|py|rb|php|java|go)$/i;

const generatedNames =
  /(?:\.min\.(?:js|css|mjs)|[.-]bundle\.js|\.map|\.pb\.go|_pb2(?:_grpc)?\.py|\.generated\.\w+|\.g\.dart|\.designer\.cs)$/i;

/** Whether a folder isn't worth listing. @param name the folder's own name */
export function isSkippedFolder(name: string): boolean {
  return skippedFolders.has(name);
}

/** Where a build tool looks for sources of the JVM: the folders below are packages, whatever they are called. */
const packages = /^(?:.*\/)?src\/(?:main|\w*[tT]est)\/(?:java|kotlin|scala|groovy)\//;

/** @param path from the root, with `/` */
export function foreignness(path: string): Foreign | undefined {
  const folders = (packages.exec(path)?.[0] ?? path).split('/');
  const name = path.slice(path.lastIndexOf('/') + 1);
  folders.pop();
  let isInLayer = false;
  for (const folder of folders) {
    const isOwn = isInLayer && /^third[_-]?part/i.test(folder);
    if (vendoredFolders.has(folder.toLowerCase()) && !isOwn) {
      return 'vendored';
    }
    isInLayer ||= layers.test(folder);
    if (fixtureFolders.test(folder)) {
      return 'fixture';
    }
    if (exampleFolders.test(folder)) {
      return 'example';
    }
  }
  if (vendoredNames.test(name)) {
    return 'vendored';
  }
  if (exampleNames.test(name)) {
    return 'example';
  }
  return generatedNames.test(name) ? 'generated' : undefined;
}

/** Whether a file holds tests. @param path from the root, with `/` */
export function isTestFile(path: string): boolean {
  return (
    /(?:^|\/)(?:(?:unit[-_]?|integration[-_])?tests?|specs?|__tests__|e2e|cypress|features\/(?:step_?definitions|steps|support)|src\/test|src\/it)\//i.test(
      path,
    ) ||
    path.endsWith('.feature') ||
    /(?:^|\/)\.env\.test(?:ing)?(?:\.local)?$/.test(path) ||
    /(?:^|\/)(?:test_[^/]+\.py|conftest\.py|[^/]+(?:_test\.(?:go|py|rb|exs?)|_spec\.rb|\.(?:test|spec|cy|e2e)\.[cm]?[jt]sx?|Tests?\.(?:java|kt|php|cs)|IT\.java))$/.test(
      path,
    )
  );
}
