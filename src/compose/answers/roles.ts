import type { Role } from '../../survey/facts';
import type { AnswerWriter, Page } from './answer';
import { enumerate, proven, tableRows, toConfirm } from './certainty';
import { partlyRead } from './partlyRead';
import { accessMatrix } from './roleMatrix';

/** Roles across a matrix, one letter each: beyond, it no longer fits on a page. */
const letters = 'ABCDEFGHIJKL';

/** Names told in one cell. */
const namesInCell = 6;

export const roles: AnswerWriter = {
  item: 'roles',
  write(page) {
    const all = page.inventory.roles;
    const found = proven(all);
    if (found.length === 0) {
      return {
        blocks: [
          page.notFound(
            'Rôles',
            ['les énumérations et constantes du code', 'les politiques d’accès', 'les groupes'],
            'mp',
          ),
          ...toConfirm(page, all),
          ...partlyRead(page, 'roles'),
        ],
        question: 'quels rôles existent dans le produit, et que peut faire chacun ?',
      };
    }
    const holders = found.filter(({ kind }) => kind === 'role' || kind === 'group');
    const guards = found.filter(({ kind }) => kind === 'policy');
    const rights = found.filter(({ kind }) => kind === 'permission');
    const isGranted = holders.some(({ permissions }) => permissions.length > 0);
    const byResource = isGranted ? undefined : accessMatrix(page, holders, guards);
    return {
      blocks: [
        ...(holders.length > 0 ? holderBlocks(page, holders, rights) : []),
        ...(byResource?.blocks ?? []),
        ...(guards.length > 0 ? guardBlocks(page, guards) : []),
        ...(rights.length > 0 ? [rightsLine(page, rights)] : []),
        ...toConfirm(page, all),
        ...partlyRead(page, 'roles'),
      ],
      question: byResource?.unguarded
        ? `qui peut appeler ${page.code(byResource.unguarded.name)}, qui ne déclare aucune règle, et qui attribuait les rôles ?`
        : isGranted || (byResource?.blocks.length ?? 0) > 0
          ? 'cette matrice est-elle celle de la production, et qui attribuait les rôles ?'
          : 'que peut faire chacun, et qui attribuait les rôles ?',
    };
  },
};

function holderBlocks(page: Page, holders: readonly Role[], rights: readonly Role[]): string[] {
  const granted = holders.filter(({ permissions }) => permissions.length > 0);
  const permissions = permissionsOf(granted, rights);
  const isMatrix = granted.length > 1 && holders.length <= letters.length && permissions.length > 1;
  const hasLabels = holders.some(({ label }) => label !== undefined);
  const shown = holders.slice(0, isMatrix ? letters.length : tableRows);
  const rows = shown.map(({ name, label, from, permissions: own, evidence }, index) => [
    ...(isMatrix ? [letters[index] ?? ''] : []),
    page.code(name),
    ...(hasLabels ? [page.text(label ?? '')] : []),
    ...(isMatrix ? [] : [granted.length > 0 ? cell(page, own) : page.text(from)]),
    page.links(evidence.slice(0, 1)),
  ]);
  const header = [
    ...(isMatrix ? [''] : []),
    'Rôle',
    ...(hasLabels ? ['Libellé'] : []),
    ...(isMatrix ? [] : [granted.length > 0 ? 'Droits écrits dans le code' : 'Déclaré par']),
    'Preuve',
  ];
  const hidden = holders.length - shown.length;
  return [
    `${page.count(holders.length, 'rôle')} :`,
    page.table(header, rows),
    ...(hidden > 0
      ? [
          `Et ${page.count(hidden, 'autre')} : ${cell(
            page,
            holders.slice(shown.length).map(({ name }) => name),
          )}.`,
        ]
      : []),
    ...(isMatrix ? [matrix(page, shown, permissions)] : []),
  ];
}

/** In the order in which the product lists them, when it does. */
function permissionsOf(granted: readonly Role[], rights: readonly Role[]): string[] {
  const used = new Set(granted.flatMap(({ permissions }) => permissions));
  const declared = rights.map(({ name }) => name).filter((name) => used.has(name));
  return [...new Set([...declared, ...used])];
}

/** More rows than an item holds: a matrix is read whole or not at all. */
const mostPermissions = 30;

function matrix(page: Page, shown: readonly Role[], permissions: readonly string[]): string {
  const rows = permissions
    .slice(0, mostPermissions)
    .map((permission) => [
      page.code(permission),
      ...shown.map(({ permissions: own }) => (own.includes(permission) ? '✓' : '')),
    ]);
  const hidden = permissions.length - rows.length;
  const table = page.table(['Droit', ...shown.map((_, index) => letters[index] ?? '')], rows);
  return hidden > 0 ? `${table}\n\nEt ${page.count(hidden, 'autre droit', 'autres droits')}.` : table;
}

function guardBlocks(page: Page, guards: readonly Role[]): string[] {
  const hidden = guards.length - tableRows;
  return [
    `${page.count(guards.length, 'règle d’accès', 'règles d’accès')} dans le code, dont le sens reste **à confirmer** :`,
    page.table(
      ['Règle', 'Actions gardées', 'Preuve'],
      guards
        .slice(0, tableRows)
        .map(({ name, permissions, evidence }) => [
          page.code(name),
          cell(page, permissions),
          page.links(evidence.slice(0, 1)),
        ]),
    ),
    ...(hidden > 0
      ? [
          `Et ${page.count(hidden, 'autre')} : ${cell(
            page,
            guards.slice(tableRows).map(({ name }) => name),
          )}.`,
        ]
      : []),
  ];
}

function rightsLine(page: Page, rights: readonly Role[]): string {
  const [first] = rights;
  return `${page.count(rights.length, 'droit nommé', 'droits nommés')} : ${cell(
    page,
    rights.map(({ name }) => name),
  )} ${page.proof(first?.evidence.slice(0, 1) ?? [])}.`;
}

function cell(page: Page, names: readonly string[]): string {
  const told = names.slice(0, namesInCell).map((name) => page.code(name));
  const hidden = names.length - told.length;
  return hidden > 0 ? `${told.join(', ')}, et ${page.count(hidden, 'autre')}` : enumerate(told);
}
