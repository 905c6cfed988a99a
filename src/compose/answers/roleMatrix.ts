import type { Endpoint, Role } from '../../survey/facts';
import type { Page } from './answer';
import { isData, resourceOf } from './apiResources';
import { enumerate, proven, tableRows } from './certainty';
import { roleNames, type RoleNames } from './roleNames';

/** Columns of a matrix: beyond, it no longer fits on a page. */
const mostRoles = 8;

/** What the rules of one operation say of who may call it. */
interface Verdict {
  readonly kind: 'open' | 'connected' | 'named' | 'untold';
  readonly roles: readonly string[];
  /** Another rule, which doesn't speak of roles, must hold too. */
  readonly isConditional: boolean;
  /** The rule's code asks for this role and nothing else: the others are refused. */
  readonly isStrict: boolean;
}

interface Row {
  readonly resource: string;
  readonly verdict: Verdict;
  readonly operations: Endpoint[];
}

/**
 * « Ressource × rôle », from the rules that each operation declares: a role is ticked where a rule names it, and what
 * the code doesn't say is left to be completed.
 *
 * @returns Markdown blocks; none when no operation's rule names a role
 */
export function accessMatrix(
  page: Page,
  holders: readonly Role[],
  guards: readonly Role[],
): { readonly blocks: readonly string[]; readonly unguarded?: Endpoint | undefined } {
  const operations = proven(page.inventory.api);
  const names = roleNames(holders, operations);
  const judged = operations.map((operation) => ({ operation, verdict: verdictOf(operation, guards, names) }));
  const named = judged.filter(({ verdict }) => verdict.kind === 'named');
  const columns = columnsOf(
    holders,
    named.flatMap(({ verdict }) => verdict.roles),
  );
  if (named.length === 0 || columns.length === 0) {
    return { blocks: [] };
  }
  const isOfData = named.some(({ operation }) => isData(operation.path));
  const told = judged.filter(({ operation }) => !isOfData || isData(operation.path));
  const rows = rowsOf(told).filter(({ verdict }) => verdict.kind === 'named' || verdict.kind === 'open');
  const shown = [...rows]
    .sort((a, b) => rankOf(a) - rankOf(b))
    .slice(0, tableRows)
    .sort((a, b) => rows.indexOf(a) - rows.indexOf(b));
  const hidden = rows.length - shown.length;
  const blocks = [
    'Matrice déduite de ce que chaque opération de l’API déclare et du nom de ses règles, **à confirmer** :',
    page.table(
      ['Ressource', 'Opérations', ...columns.map((role) => page.code(role)), 'Preuve'],
      shown.map((row) => [
        page.code(placeOf(row, rows)),
        [...new Set(row.operations.map(({ method }) => method))].sort().join(', '),
        ...columns.map((role) => cellOf(row.verdict, role)),
        page.links(row.operations.flatMap(({ evidence }) => evidence.slice(-1)).slice(0, 1)),
      ]),
    ),
    [
      ...(hidden > 0
        ? [`Et ${page.count(hidden, 'autre ligne', 'autres lignes')} : ${page.annex('api', 'annexe de l’API')}.`]
        : []),
      ...legend(page, shown, told),
    ].join(' '),
  ].filter((block) => block !== '');
  const unguarded = told.find(({ operation, verdict }) => verdict.kind === 'open' && isWrite(operation))?.operation;
  return { blocks, unguarded };
}

function isWrite({ method }: Endpoint): boolean {
  return /^(?:POST|PUT|PATCH|DELETE|MUTATION)$/.test(method);
}

/** What is told first when not all can be: who may do what, then what anybody may change. */
function rankOf({ verdict, operations }: Row): number {
  return verdict.kind === 'named' ? 0 : operations.some(isWrite) ? 1 : 2;
}

/** The resource; of two rows on the same one, the path when there is only one. */
function placeOf({ resource, operations }: Row, rows: readonly Row[]): string {
  const [path, ...others] = new Set(operations.map((operation) => operation.path));
  const isShared = rows.filter((row) => row.resource === resource).length > 1;
  return isShared && path !== undefined && others.length === 0 ? path : resource;
}

function verdictOf({ access = [], method }: Endpoint, guards: readonly Role[], names: RoleNames): Verdict {
  const given: string[][] = [];
  const bare: string[] = [];
  let isConditional = false;
  let isStrict = false;
  let isConnected = false;
  for (const rule of access) {
    const guard = guards.find(({ name }) => name === rule);
    // A rule that lets this method pass says nothing of it.
    if (guard && isOfMethods(guard) && !guard.permissions.includes(method)) {
      isConnected = true;
      continue;
    }
    const asked = names.namedBy(guard?.requires ?? rule);
    if (asked.roles.length > 0) {
      if (asked.isBare) {
        bare.push(...asked.roles);
      } else {
        given.push([...asked.roles]);
      }
      isConditional ||= !asked.isWhole;
      isStrict ||= guard?.requires !== undefined && asked.isWhole;
    } else if (asked.isConnection) {
      isConnected = true;
    } else {
      isConditional = true;
    }
  }
  // Roles listed by their own names are one or the other; guards have to let pass each in turn.
  const all = bare.length > 0 ? [...given, bare] : given;
  const roles = [...new Set(all[0] ?? [])].filter((role) => all.every((list) => list.includes(role)));
  const kind =
    access.length === 0
      ? 'open'
      : roles.length > 0
        ? 'named'
        : isConnected && !isConditional && all.length === 0
          ? 'connected'
          : 'untold';
  return { kind, roles: roles.sort(), isConditional, isStrict };
}

function isOfMethods({ permissions }: Role): boolean {
  return permissions.length > 0 && permissions.every((name) => /^(?:GET|POST|PUT|PATCH|DELETE)$/.test(name));
}

/** In the order in which the product declares them: all of a few, else those that rules name. */
function columnsOf(holders: readonly Role[], named: readonly string[]): string[] {
  const all = [...new Set(holders.map(({ name }) => name))];
  return (all.length <= 4 ? all : all.filter((name) => named.includes(name))).slice(0, mostRoles);
}

/** Operations on one resource that say the same of every role are one row. */
function rowsOf(judged: readonly { readonly operation: Endpoint; readonly verdict: Verdict }[]): Row[] {
  const rows = new Map<string, Row>();
  for (const { operation, verdict } of judged) {
    const resource = resourceOf(operation.path);
    const key = [resource, verdict.kind, verdict.isConditional, verdict.isStrict, ...verdict.roles].join('\n');
    const known = rows.get(key);
    if (known) {
      known.operations.push(operation);
    } else {
      rows.set(key, { resource, verdict, operations: [operation] });
    }
  }
  return [...rows.values()].sort((a, b) => (a.resource < b.resource ? -1 : a.resource > b.resource ? 1 : 0));
}

function cellOf({ kind, roles, isConditional, isStrict }: Verdict, role: string): string {
  if (kind === 'open') {
    return 'à compléter';
  }
  if (roles.includes(role)) {
    return isConditional ? '✓ sous condition' : '✓';
  }
  return isStrict ? 'non' : '';
}

function legend(page: Page, shown: readonly Row[], told: readonly { readonly verdict: Verdict }[]): string[] {
  const verdicts = shown.map(({ verdict }) => verdict);
  const counted = (kind: Verdict['kind']): number => told.filter(({ verdict }) => verdict.kind === kind).length;
  const [connected, untold] = [counted('connected'), counted('untold')];
  const others = [
    ...(connected > 0 ? [`${page.count(connected, 'ouverte', 'ouvertes')} à tout compte connecté`] : []),
    ...(untold > 0 ? [`${page.count(untold, 'gardée', 'gardées')} par des règles qui ne nomment aucun rôle`] : []),
  ];
  return [
    ...(verdicts.some(({ kind }) => kind === 'open') ? ['« À compléter » : l’opération ne déclare aucune règle.'] : []),
    ...(verdicts.some(({ isConditional, kind }) => isConditional && kind === 'named')
      ? ['« Sous condition » : une règle s’y ajoute, qui ne parle pas de rôle.']
      : []),
    ...(verdicts.some(({ isStrict, kind }) => kind === 'named' && !isStrict)
      ? ['Case vide : la règle ne nomme pas ce rôle.']
      : []),
    ...(others.length > 0 ? [`Autres opérations : ${enumerate(others)}.`] : []),
  ];
}
