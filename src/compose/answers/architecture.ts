import type { Component } from '../../survey/facts';
import { mermaidBlock, mermaidText } from '../mermaid';
import type { AnswerWriter, Page } from './answer';
import { accounts, enumerate, proven, tableRows } from './certainty';

/** What a diagram shows at most, so that it can be read: of each kind, then in all. */
const shown: Readonly<Record<Component['kind'], number>> = {
  client: 2,
  component: 4,
  database: 4,
  storage: 2,
  service: 6,
};
const shownInAll = 12;

const roles: Readonly<Record<Component['kind'], string>> = {
  client: 'interface',
  component: 'programme',
  database: 'données',
  storage: 'fichiers',
  service: 'service appelé',
};

export const architecture: AnswerWriter = {
  item: 'architecture',
  write(page) {
    const { architecture: found, repository } = page.inventory;
    const containers = repository.containers.filter(({ kind }) => kind === 'service');
    // What is only probable is drawn when it says whom it calls, as such.
    const components = drawn(found.filter(({ certainty, links }) => certainty === undefined || links.length > 0));
    const left = found.length - components.length;
    const question = 'comment ces morceaux se parlent-ils en production, et quel serveur reçoit les visiteurs ?';
    if (components.length === 0 && containers.length === 0) {
      return {
        blocks: [page.notFound('Composant', ['les manifestes', 'docker-compose.yml', 'la configuration'])],
        question,
      };
    }
    return {
      blocks: [
        ...(components.length > 1 ? [diagram(components, frameOf(page))] : []),
        ...(components.length > 0
          ? [
              page.table(
                ['Composant', 'Rôle', 'Preuve'],
                components
                  .filter(({ kind }) => kind !== 'service')
                  .slice(0, tableRows)
                  .map(({ name, kind, label, evidence }) => [
                    page.text(name),
                    kind === 'client' || kind === 'component' ? toldBy(page, kind, label) : roles[kind],
                    page.links(evidence.slice(0, 2)),
                  ]),
              ),
            ]
          : []),
        ...(components.length > 0
          ? [
              `Déduit des dépendances, de la configuration et des variables${left > 0 ? ` ; ${page.count(left, 'autre pièce n’est pas dessinée', 'autres pièces ne sont pas dessinées')}` : ''}. ${components.some(({ certainty }) => certainty !== undefined) ? 'Flèche en pointillé : à confirmer. ' : ''}Services : preuves en ${page.item('saas')}.`,
            ]
          : []),
        ...described(page),
        ...(containers.length > 0
          ? [
              `En local, ${page.count(containers.length, 'conteneur')} : ${[...new Set(containers.map(({ name }) => page.code(name)))].slice(0, 12).join(', ')} ${page.proof(containers.flatMap(({ evidence }) => evidence).slice(0, 1))}.`,
            ]
          : []),
      ],
      // A program that calls something says how the pieces hold together: what remains is in the other items.
      question: components.some(({ kind, links }) => kind === 'component' && links.length > 0) ? undefined : question,
    };
  },
};

/** What the team wrote of it, whose age nothing here tells. */
function described(page: Page): string[] {
  const documents = page.inventory.repository.documents.filter(
    ({ kind, name, title = '' }) =>
      kind !== 'user' &&
      (/(?<!\p{L})architectur/iu.test(name) || /^(?:\P{L}*)(?:architecture|sch[ée]ma d[’']architecture)/iu.test(title)),
  );
  return documents.length === 0
    ? []
    : [
        `Une description rédigée existe : ${enumerate(documents.slice(0, 3).map(({ evidence, path }) => (/\.\w*md\w*$/i.test(path) ? page.links(evidence.slice(0, 1)) : page.file(path))))}.`,
      ];
}

function toldBy(page: Page, kind: Component['kind'], label: string | undefined): string {
  return label === undefined ? roles[kind] : `${roles[kind]}, ${page.text(label)}`;
}

/** The pieces that are drawn: those that others call or that call others come first. */
function drawn(components: readonly Component[]): Component[] {
  const called = new Set(components.flatMap(({ links }) => links));
  const isJoined = ({ name, links }: Component): boolean => links.length > 0 || called.has(name);
  const kept = (['client', 'component', 'database', 'storage', 'service'] as const).flatMap((kind) =>
    components
      .filter((component) => component.kind === kind)
      .sort((a, b) => Number(isJoined(b)) - Number(isJoined(a)))
      .slice(0, shown[kind]),
  );
  return kept.slice(0, shownInAll);
}

/** What holds a product's programs when they run: a cluster, or the only platform there is. */
function frameOf({ inventory: { hosting, repository } }: Page): string | undefined {
  const platforms = new Set(
    proven(hosting).flatMap(({ kind, name }) => (kind === 'platform' || kind === 'container' ? [name] : [])),
  );
  const cluster = ['Kubernetes', 'OpenShift', 'Docker Swarm', 'Nomad'].find((name) => platforms.has(name));
  if (cluster !== undefined) {
    return cluster;
  }
  const [only, ...others] = accounts(hosting);
  // Machines of one's own, or a sentence on where it runs: what is set up elsewhere may only be a demonstration.
  const isElsewhere =
    [...platforms].some((name) => /^(?:systemd|Supervisor|Ansible|Capistrano|Passenger|nginx|Apache)$/.test(name)) ||
    repository.statements.some(({ kind }) => kind === 'hosting');
  return others.length > 0 || isElsewhere ? undefined : only;
}

/** What calls what, left to right; a piece that nothing joins still stands there. */
function diagram(components: readonly Component[], frame: string | undefined): string {
  const ids = new Map(components.map(({ name }, index) => [name, `n${String(index + 1)}`]));
  const nodes = components.map(({ name, kind, label }) => {
    const isSaid = label?.startsWith(name) === true;
    const text = isSaid ? mermaidText(label ?? name) : mermaidText(name, kind === 'service' ? undefined : label);
    const isStore = kind === 'database' || kind === 'storage';
    const isFramed = frame !== undefined && kind === 'component';
    return { isFramed, line: `  ${ids.get(name) ?? ''}${isStore ? `[(${text})]` : `[${text}]`}` };
  });
  const framed = nodes.filter(({ isFramed }) => isFramed).map(({ line }) => `  ${line}`);
  const arrows = components.flatMap(({ name, links, certainty }) =>
    links.flatMap((target) => {
      const [from, to] = [ids.get(name), ids.get(target)];
      return from === undefined || to === undefined
        ? []
        : [`  ${from} ${certainty === undefined ? '-->' : '-.->'} ${to}`];
    }),
  );
  return mermaidBlock([
    'flowchart LR',
    ...nodes.filter(({ isFramed }) => !isFramed).map(({ line }) => line),
    ...(framed.length > 0 ? [`  subgraph cadre [${mermaidText(frame ?? '')}]`, ...framed, '  end'] : []),
    ...arrows,
  ]);
}
