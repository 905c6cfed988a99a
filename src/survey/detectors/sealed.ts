import type { Detector } from '../detector';
import type { Sealed } from '../facts';
import { entryAt, textAt } from '../readers/located';
import { yamlFile } from '../readers/yaml';
import type { Repository, SurveyedFile } from '../repository';

/** Files looked into, and kept, at most. */
const most = 60;

const settings = /\.(?:ya?ml|json|env|ini|enc|toml|properties|tfvars)$|(?:^|\/)\.env[\w.-]*$/i;
const said = /seal|secret|sops|vault|\.enc(?:\.|$)|credential|(?:^|\/)\.env/i;

/** Secrets that the repository keeps locked: who has the key can read them, and only they. Names alone are read. */
export const sealed: Detector = {
  name: 'sealed',
  start: (repository) => ({
    async find() {
      const found: Sealed[] = [];
      for (const file of repository.files) {
        if (found.length < most && !file.isTest && settings.test(file.name) && said.test(file.path)) {
          found.push(...(await sealedIn(repository, file)));
        }
      }
      const attributes = repository.has('.gitattributes') ? await repository.text('.gitattributes') : undefined;
      for (const [index, line] of (attributes?.lines ?? []).entries()) {
        const [, pattern, filter] = /^([^#\s]\S*)\s.*\bfilter=(git-crypt|crypt|transcrypt)\b/.exec(line) ?? [];
        if (pattern !== undefined && filter !== undefined) {
          const tool = filter === 'git-crypt' ? filter : 'transcrypt';
          found.push({
            name: pattern,
            tool,
            path: pattern,
            keys: [],
            evidence: [{ path: '.gitattributes', line: index + 1 }],
          });
        }
      }
      return { sealed: found };
    },
  }),
};

async function sealedIn(repository: Repository, { path, name }: SurveyedFile): Promise<Sealed[]> {
  // Rails gives its own files these names.
  if (
    /(?:^|\/)(?:credentials|secrets)(?:\/[\w-]+)?\.yml\.enc$/.test(path) ||
    /(?:^|\/)credentials\/[\w-]+\.yml\.enc$/.test(path)
  ) {
    return [{ name, tool: 'Rails (credentials)', path, keys: [], evidence: [{ path, line: 1 }] }];
  }
  const source = name.endsWith('.enc') ? undefined : await repository.text(path);
  if (!source) {
    return [];
  }
  const { text } = source;
  if (text.startsWith('$ANSIBLE_VAULT;') || /^[ \t]*\w+:\s*!vault\s*\|/m.test(text)) {
    const at = Math.max(0, text.search(/\$ANSIBLE_VAULT;|!vault/));
    return [{ name, tool: 'Ansible Vault', path, keys: [], evidence: [{ path, line: source.lineAt(at) }] }];
  }
  if (/\bENC\[AES256_GCM,/.test(text) && /\bsops\b/.test(text)) {
    const keys = [...text.matchAll(/^[ \t]*["']?([A-Za-z_][\w.-]*)["']?\s*[:=]\s*["']?ENC\[/gm)].map(
      ({ 1: key = '' }) => key,
    );
    return [
      {
        name,
        tool: 'SOPS',
        path,
        keys: named(keys),
        evidence: [{ path, line: source.lineAt(text.search(/\bsops\b/)) }],
      },
    ];
  }
  if (/^[ \t]*(?:export\s+)?[A-Z_]\w*\s*=\s*["']?encrypted:/m.test(text)) {
    const keys = [...text.matchAll(/^[ \t]*(?:export\s+)?([A-Z_]\w*)\s*=\s*["']?encrypted:/gm)].map(
      ({ 1: key = '' }) => key,
    );
    return [
      {
        name,
        tool: 'dotenvx',
        path,
        keys: named(keys),
        evidence: [{ path, line: source.lineAt(text.search(/encrypted:/)) }],
      },
    ];
  }
  return /\bkind:\s*["']?SealedSecret\b/.test(text) ? sealedSecrets(repository, path, text) : [];
}

async function sealedSecrets(repository: Repository, path: string, text: string): Promise<Sealed[]> {
  const root = await yamlFile(repository, path);
  const line =
    (entryAt(root, 'kind')?.line ?? text.slice(0, text.search(/SealedSecret/)).split(/\r\n|\r|\n/).length) || 1;
  const data = entryAt(root, 'spec', 'encryptedData')?.value.entries ?? [];
  const name = textAt(root, 'metadata', 'name') ?? path.slice(path.lastIndexOf('/') + 1);
  return [{ name, tool: 'Sealed Secrets', path, keys: named(data.map(({ key }) => key)), evidence: [{ path, line }] }];
}

/** Only what is written as a variable: other keys are files or say nothing. */
function named(keys: readonly string[]): string[] {
  return [...new Set(keys)].filter(
    (key) => /^[A-Za-z][\w.-]{1,80}$/.test(key) && !/^(?:mac|data|iv|tag|type|enc|lastmodified)$/.test(key),
  );
}
