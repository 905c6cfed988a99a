import type { SourceText } from '../sourceText';
import type { LockedVersion } from './lockedVersion';

export interface GemfileLock {
  readonly gems: ReadonlyMap<string, LockedVersion>;
  /** The version of Bundler that wrote it, and its line. */
  readonly bundler: { readonly version: string; readonly line: number } | undefined;
  /** The version of Ruby it was made for, and its line. */
  readonly ruby: { readonly version: string; readonly line: number } | undefined;
}

/** Of a gem built for several machines: `1.15.4-x86_64-linux-gnu`. */
const platform = /-(?:x86|x64|i[36]86|arm|aarch64|java|jruby|universal|mingw|mswin|musl)[\w.-]*$/;

/** Reads `Gemfile.lock` or `gems.locked`. Nothing is thrown. */
export function readGemfileLock(source: SourceText): GemfileLock {
  const gems = new Map<string, LockedVersion>();
  let bundler: GemfileLock['bundler'];
  let ruby: GemfileLock['ruby'];
  let section = '';
  for (const [index, text] of source.lines.entries()) {
    const line = index + 1;
    if (/^\S/.test(text)) {
      section = text.trim();
      continue;
    }
    if (section === 'BUNDLED WITH') {
      const version = /^ +(\d[\w.]*)/.exec(text)?.[1];
      bundler ??= version === undefined ? undefined : { version, line };
    } else if (section === 'RUBY VERSION') {
      const version = /^ +ruby (\d+(?:\.\d+)*)/.exec(text)?.[1];
      ruby ??= version === undefined ? undefined : { version, line };
    } else if (/^(?:GEM|GIT|PATH|PLUGIN SOURCE)$/.test(section)) {
      const [, name, version = ''] = /^ {4}(\S+) \(([^)]{1,200})\)$/.exec(text) ?? [];
      if (name !== undefined && !gems.has(name)) {
        gems.set(name, { version: version.replace(platform, ''), evidence: { path: source.path, line } });
      }
    }
  }
  return { gems, bundler, ruby };
}
