import type { Column, Evidence, Inventory } from '../../../src/survey/facts';

/**
 * What frameworks found, a line a fact: what fixtures expect is written so that a person can check it against the
 * files beside it.
 */
export function structureText({ tables, migrations, api, examples, webhooks, roles, notes }: Inventory): string {
  const lists: readonly (readonly [string, readonly string[]])[] = [
    [
      'tables',
      tables.flatMap(({ name, from, source, kind, certainty, label, partial, evidence, columns }) => [
        line(name, [from, source, kind, certainty, quoted(label), partial && `partial: ${partial}`], evidence),
        ...columns.map((column) => `  ${columnText(column)}`),
      ]),
    ],
    [
      'migrations',
      migrations.map(({ name, folder, count, first, last, data = [] }) =>
        line(name, [folder, String(count), first, last], data),
      ),
    ],
    [
      'api',
      api.map(({ name, from, certainty, summary, access, evidence }) =>
        line(name, [from, certainty, quoted(summary), access && `access: ${access.join(', ')}`], evidence),
      ),
    ],
    [
      'examples',
      examples.map(({ name, kind, source, status, body, evidence }) =>
        line(name, [kind, source, status === undefined ? undefined : String(status), body], evidence),
      ),
    ],
    ['webhooks', webhooks.map(({ name, direction, path, evidence }) => line(name, [direction, path], evidence))],
    [
      'roles',
      roles.map(({ name, kind, from, certainty, label, permissions, evidence }) =>
        line(name, [kind, from, certainty, quoted(label), permissions.join(', ')], evidence),
      ),
    ],
    [
      'notes',
      notes.map(({ message, path, line: number, about }) =>
        [[path, number].filter((part) => part !== undefined).join(':'), about, message].filter(Boolean).join(' | '),
      ),
    ],
  ];
  return lists
    .flatMap(([title, lines]) => (lines.length > 0 ? [`${title}\n${lines.map((text) => `  ${text}\n`).join('')}`] : []))
    .join('\n');
}

function columnText({ name, type, nullable, key, references, unique, label, implicit, evidence }: Column): string {
  const told = [
    type,
    nullable === undefined ? undefined : nullable ? 'null' : 'not null',
    key,
    references && `-> ${references}`,
    unique === true ? 'unique' : undefined,
    quoted(label),
    implicit === true ? 'implicit' : undefined,
  ];
  return line(name, told, [evidence]);
}

function line(name: string, told: readonly (string | undefined)[], evidence: readonly Evidence[]): string {
  const places = evidence.map(({ path, line: number }) => `${path}:${String(number)}`).join(', ');
  return [name, ...told.filter((part) => part !== undefined && part !== ''), places].filter(Boolean).join(' | ');
}

function quoted(text: string | undefined): string | undefined {
  return text === undefined ? undefined : `« ${text} »`;
}
