import type { ItemState, ItemStatus, Progress, SectionStatus } from '../../dossier/status';
import type { Model } from '../../models/types';
import { typeset } from '../../rules/sentences';
import { modelNamed } from '../../dossier/frontMatter';
import { hasChildren, progressOf, remaining, type ItemNode, type Node, type SectionNode } from './nodes';

/** How a node looks: plain data, compared to tell whether it must be drawn again. */
export interface NodeView {
  readonly label: string;
  readonly description: string;
  /** A codicon; each state has its own shape, colour only adds to it. */
  readonly icon: string;
  /** A theme colour. */
  readonly iconColor: string | undefined;
  /** What a screen reader says. */
  readonly spoken: string;
  /** What the menus go by: the kind, then what can be done. */
  readonly context: string;
  readonly isParent: boolean;
  readonly box: { readonly isChecked: boolean; readonly spoken: string } | undefined;
  /** Errors and warnings, shown as a count beside a section. */
  readonly problems: readonly string[];
  readonly hasError: boolean;
}

const noBreak = '\u00A0';

/** « 7/24 · 29 % »; « 4/7 » when short. Empty when there is nothing to count. */
export function describeProgress(progress: Progress, isShort = false): string {
  if (progress.total === 0) {
    return '';
  }
  const count = `${progress.total - remaining(progress)}/${progress.total}`;
  return isShort ? count : `${count} · ${percentage(progress)}${noBreak}%`;
}

/** Whole, never rounded up to 100 nor down to 0 while something says otherwise. */
export function percentage(progress: Progress): number {
  const settled = progress.total - remaining(progress);
  if (progress.total === 0 || settled === 0) {
    return 0;
  }
  return settled === progress.total ? 100 : Math.min(99, Math.max(1, Math.round((settled / progress.total) * 100)));
}

/** « 7 sur 24, 29 % ». */
export function sayProgress(progress: Progress): string {
  return `${progress.total - remaining(progress)} sur ${progress.total}, ${percentage(progress)}${noBreak}%`;
}

/** « Il reste 17 éléments. » */
export function sayRemaining(count: number): string {
  return count === 0
    ? 'Il ne reste rien à faire.'
    : count === 1
      ? 'Il reste 1 élément.'
      : `Il reste ${count} éléments.`;
}

/** @param pending the box's state while it is being written */
export function describeNode(node: Node, pending?: boolean): NodeView {
  const progress = progressOf(node);
  const description = describeProgress(progress);
  const spokenProgress = progress.total === 0 ? '' : ` : ${sayProgress(progress)}`;
  const shared = { iconColor: undefined, isParent: hasChildren(node), box: undefined, problems: [], hasError: false };
  switch (node.kind) {
    case 'product': {
      const { name } = node.product;
      const spoken = typeset(`${name}${spokenProgress}.`);
      return { ...shared, label: name, description, icon: 'package', spoken, context: 'product' };
    }
    case 'document':
      return describeDocument(node.document, progress, shared);
    case 'model': {
      const title = shortTitle(node.model);
      const spoken = typeset(`${title}${spokenProgress}.`);
      return { ...shared, label: title, description, icon: icons[node.model.kind], spoken, context: 'model' };
    }
    case 'section-kind': {
      const { title } = node.section;
      const spoken = typeset(`${title}${spokenProgress}.`);
      return { ...shared, label: title, description, icon: 'list-unordered', spoken, context: 'kind' };
    }
    case 'section':
      return describeSection(node, progress);
    case 'item':
      return describeItem(node, pending);
  }
}

/** The state that a box gives its item, as it will be once written. */
export function pendingState({ state, hasAnswer }: ItemStatus, pending: boolean | undefined): ItemState {
  if (pending === undefined || state === 'not-applicable') {
    return state;
  }
  return pending ? 'done' : hasAnswer ? 'filled' : 'todo';
}

const icons = {
  dossier: 'book',
  'post-mortem': 'comment-discussion',
  procedure: 'checklist',
  conditions: 'star-empty',
};

const itemIcons: Readonly<Record<ItemState, readonly [icon: string, colour: string | undefined]>> = {
  todo: ['circle-large-outline', undefined],
  filled: ['edit', 'charts.blue'],
  done: ['pass-filled', 'charts.green'],
  'not-applicable': ['circle-slash', 'descriptionForeground'],
};

const sectionIcons: Readonly<Record<SectionStatus['state'], readonly [icon: string, colour: string | undefined]>> = {
  empty: ['circle-large-outline', undefined],
  partial: ['color-mode', 'charts.blue'],
  complete: ['pass-filled', 'charts.green'],
};

type Shared = Pick<NodeView, 'iconColor' | 'isParent' | 'box' | 'problems' | 'hasError'>;

function describeDocument(
  { subject, path, problems, product }: Extract<Node, { kind: 'document' }>['document'],
  progress: Progress,
  shared: Shared,
): NodeView {
  const { status, fiche, outline } = subject;
  const name = path.split('/').at(-1) ?? path;
  const named = modelNamed(outline) ?? '';
  const label = fiche ? 'Fiche produit' : status ? shortTitle(status.match.model) : name;
  const description = status
    ? describeProgress(progress)
    : fiche
      ? 'produit arrêté'
      : typeset(`modèle inconnu : ${named}`);
  const lacks = status?.sections.some(
    ({ matched }) => !matched.heading || matched.items.some(({ range }) => range === undefined),
  );
  const context = ['document', ...(lacks && !fiche ? ['lacks'] : []), ...(status ? ['sourced'] : [])].join('.');
  const spoken = typeset(`${label}, ${product.name}${status ? ` : ${sayProgress(progress)}` : `, ${description}`}.`);
  const icon = fiche ? 'id-badge' : status ? icons[status.match.model.kind] : 'question';
  const hasError = problems.all.some(({ severity }) => severity === 'error');
  return { ...shared, label, description, icon, spoken, context, hasError };
}

/** The shortest way people begin a title: the sidebar is narrow, and the counts come after it. */
function shortTitle({ title, synonyms }: Model): string {
  return synonyms
    .filter((synonym) => title.startsWith(`${synonym} `))
    .reduce((shortest, synonym) => (synonym.length < shortest.length ? synonym : shortest), title);
}

function describeSection(node: SectionNode, progress: Progress): NodeView {
  const { section, document, isUnderKind } = node;
  const { heading, section: asked, items } = section.matched;
  const isMissing = heading === undefined && items.every(({ range }) => range === undefined);
  const [icon, iconColor] = section.notApplicable ? itemIcons['not-applicable'] : sectionIcons[section.state];
  const state = section.notApplicable
    ? 'sans objet'
    : isMissing
      ? 'absente du document'
      : section.items.length > 0
        ? sayProgress(progress)
        : section.state === 'complete'
          ? 'rédigée'
          : 'à rédiger';
  const description = section.notApplicable
    ? 'sans objet'
    : isMissing
      ? 'absente'
      : section.items.length > 0
        ? describeProgress(progress, true)
        : section.state === 'complete'
          ? 'rédigée'
          : 'à rédiger';
  const lacks = isMissing || items.some(({ range }) => range === undefined);
  const context = [
    'section',
    ...(lacks ? ['lacks'] : []),
    ...(heading ? ['written'] : []),
    ...(heading && !section.notApplicable && section.state !== 'complete' ? ['applicable'] : []),
    'sourced',
  ].join('.');
  const problems = document.problems.byPart.get(asked.id) ?? [];
  const label = isUnderKind ? document.product.name : asked.title;
  const spoken = typeset(`${isUnderKind ? `${asked.title}, ` : ''}${label} : ${state}.${sayProblems(problems.length)}`);
  return {
    label,
    description,
    icon,
    iconColor,
    spoken,
    context,
    isParent: hasChildren(node),
    box: undefined,
    problems: problems.map(({ message }) => message),
    hasError: problems.some(({ severity }) => severity === 'error'),
  };
}

function describeItem(node: ItemNode, pending: boolean | undefined): NodeView {
  const { item, section, document } = node;
  const { item: asked, box, range } = item.matched;
  const state = pendingState(item, pending);
  const [icon, iconColor] = itemIcons[state];
  const isChecked = pending ?? box?.checked ?? false;
  const problems = document.problems.byPart.get(`${section.matched.section.id}#${asked.id}`) ?? [];
  const words = sayState(state, item);
  const act = !range
    ? ' Absent du document.'
    : !box
      ? ' Sans case à cocher.'
      : isChecked
        ? ' Espace : décocher.'
        : ' Espace : cocher.';
  const description = !range ? 'absent' : state === 'not-applicable' ? 'sans objet' : '';
  const context = [
    'item',
    ...(range ? ['written'] : ['lacks']),
    ...(range && state !== 'not-applicable' && state !== 'done' ? ['applicable'] : []),
    'sourced',
  ].join('.');
  const wording = asked.wording.replace(/[\s.:;]+$/u, '');
  return {
    label: asked.title,
    description,
    icon,
    iconColor,
    spoken: typeset(`${wording}. ${words}.${act}${sayProblems(problems.length)}`),
    context,
    isParent: false,
    box: box && { isChecked, spoken: typeset(`${asked.title} : ${isChecked ? 'coché' : 'non coché'}.${act}`) },
    problems: problems.map(({ message }) => message),
    hasError: false,
  };
}

/** A state in words, for who hears it or hovers over it. */
export function sayState(state: ItemState, { notApplicable }: ItemStatus): string {
  switch (state) {
    case 'todo':
      return 'À faire';
    case 'filled':
      return 'Renseigné, à confirmer';
    case 'done':
      return 'Fait';
    case 'not-applicable':
      return notApplicable?.reason ? `Sans objet : ${notApplicable.reason.replace(/[.\s]+$/u, '')}` : 'Sans objet';
  }
}

/**
 * What the pointer shows, in Markdown: the wording, its state, the model's help and the problems.
 *
 * @returns undefined for nodes whose label says it all
 */
export function tooltipOf(node: Node, view: NodeView): string | undefined {
  if (node.kind === 'document') {
    const progress = progressOf(node);
    const summary = node.document.subject.status?.match.model.summary ?? '';
    const count = progress.total === 0 ? '' : `${describeProgress(progress)}. ${sayRemaining(remaining(progress))}`;
    return [`**${escape(view.label)}**`, count, escape(summary), `\`${node.document.path}\``]
      .filter(Boolean)
      .join('\n\n');
  }
  if (node.kind !== 'item' && node.kind !== 'section') {
    return undefined;
  }
  const isItem = node.kind === 'item';
  const asked = isItem ? node.item.matched.item : node.section.matched.section;
  const title = isItem ? node.item.matched.item.wording : node.section.matched.section.title;
  const state = isItem ? sayState(node.item.state, node.item) : view.description;
  const problems = view.problems.map((message) => `- $(warning) ${escape(message)}`).join('\n');
  return [`**${escape(title)}**`, escape(typeset(state)), problems, asked.help ?? ''].filter(Boolean).join('\n\n');
}

function sayProblems(count: number): string {
  return count === 0 ? '' : count === 1 ? ' 1 problème.' : ` ${count} problèmes.`;
}

/** Words of the document or of a model, shown as they are. */
function escape(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]()#+\-.!~|<>$]/g, String.raw`\$&`);
}
