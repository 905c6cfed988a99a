import type { Role } from '../../facts';
import type { Repository } from '../../repository';
import { valueAt, type Located } from '../located';
import { SourceText } from '../../sourceText';
import { readYaml } from '../yaml';

const securityFile = /(?:^|\/)config\/(?:packages\/)?security\.ya?ml$/;

/** What Symfony asks of everybody or of nobody: these are no roles. */
const noRole = /^(?:PUBLIC_ACCESS\w*|IS_[A-Z\d_]+)$/;

/** The roles of Symfony's configuration: what each includes, and the paths that it opens. */
export async function securityRoles(repository: Repository): Promise<Role[]> {
  const roles: Role[] = [];
  const add = (name: string, path: string, line: number, permissions: readonly string[]): void => {
    if (name !== '' && !noRole.test(name)) {
      roles.push({ name, kind: 'role', from: 'Symfony', permissions: [...permissions], evidence: [{ path, line }] });
    }
  };
  for (const { path } of repository.matching(securityFile)) {
    const source = await repository.text(path);
    // Symfony reads `path: ^/a/[^/]+` between braces, which YAML doesn't.
    const quoted = source?.text.replace(/(\bpath: *)(\^[^\s'",}]*)(?= *,)/g, "$1'$2'");
    const [document] = quoted === undefined ? [] : readYaml(new SourceText(path, quoted)).documents;
    const security = valueAt(document, 'security');
    for (const { key, line, value } of valueAt(security, 'role_hierarchy')?.entries ?? []) {
      const included = textsIn(value);
      add(
        key,
        path,
        line,
        included.map(({ text }) => text),
      );
      for (const { text, line: at } of included) {
        add(text, path, at, []);
      }
    }
    for (const rule of valueAt(security, 'access_control')?.items ?? []) {
      const target = valueAt(rule, 'path')?.text ?? '';
      const opened = target.replace(/^\^/, '').replace(/\$$/, '');
      for (const { text, line } of textsIn(valueAt(rule, 'roles') ?? valueAt(rule, 'role'))) {
        add(text, path, line, opened === '' ? [] : [opened]);
      }
    }
  }
  return roles;
}

/** A text, several with commas between, or a list. */
function textsIn(value: Located | undefined): { text: string; line: number }[] {
  if (value?.kind === 'list') {
    return value.items.flatMap(textsIn);
  }
  return value?.kind === 'text' ? value.text.split(',').map((text) => ({ text: text.trim(), line: value.line })) : [];
}
