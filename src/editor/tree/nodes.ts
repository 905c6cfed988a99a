import { sectionProgress, sumProgress, type ItemStatus, type Progress, type SectionStatus } from '../../dossier/status';
import type { Model, Section } from '../../models/types';
import type { Product, TrackedDocument } from './products';

/** What stands in the tree. Its identifier never changes: labels hold counts, and do. */
export type Node = ProductNode | DocumentNode | ModelNode | SectionKindNode | SectionNode | ItemNode;

export interface ProductNode {
  readonly kind: 'product';
  readonly id: string;
  readonly product: Product;
  readonly documents: readonly TrackedDocument[];
}

export interface DocumentNode {
  readonly kind: 'document';
  readonly id: string;
  readonly document: TrackedDocument;
}

/** One model over several products. */
export interface ModelNode {
  readonly kind: 'model';
  readonly id: string;
  readonly model: Model;
  readonly documents: readonly TrackedDocument[];
}

/** One section of a model over several products. */
export interface SectionKindNode {
  readonly kind: 'section-kind';
  readonly id: string;
  readonly model: Model;
  readonly section: Section;
  readonly documents: readonly TrackedDocument[];
}

export interface SectionNode {
  readonly kind: 'section';
  readonly id: string;
  readonly document: TrackedDocument;
  readonly section: SectionStatus;
  /** Whether it stands under its kind, where the product's name tells it from the others. */
  readonly isUnderKind: boolean;
}

export interface ItemNode {
  readonly kind: 'item';
  readonly id: string;
  readonly document: TrackedDocument;
  readonly section: SectionStatus;
  readonly item: ItemStatus;
}

export type Grouping = 'document' | 'section';

/** How the person wants the tree. */
export interface TreeOptions {
  readonly grouping: Grouping;
  /** Leaves out what is done, and what has nothing left to do. */
  readonly onlyRemaining: boolean;
}

/** A place of a document: the document, one of its sections, or one of its items. */
export interface Place {
  readonly uri: string;
  readonly section?: string;
  readonly item?: string;
}

export function placeId({ uri, section, item }: Place): string {
  return [uri, section, item].filter((part) => part !== undefined).join('#');
}

/** What stands at the first level. The level of products, or of models, is left out when there is only one. */
export function rootNodes(documents: readonly TrackedDocument[], options: TreeOptions): Node[] {
  const shown = documents.filter((document) => !options.onlyRemaining || remaining(documentProgress(document)) > 0);
  if (options.grouping === 'section') {
    const groups = groupBy(
      shown.flatMap((document) => {
        const model = document.subject.status?.match.model;
        return model ? [{ model, document }] : [];
      }),
      ({ model }) => model.id,
    );
    const models = groups
      .map(({ key, members: [first, ...others] }): ModelNode => {
        const all = [first, ...others].map(({ document }) => document);
        return { kind: 'model', id: `model:${key}`, model: first.model, documents: all };
      })
      .sort((a, b) => rank(a.model) - rank(b.model));
    return models[0] && models.length === 1 ? childNodes(models[0], options) : models;
  }
  const products = groupBy(shown, ({ product }) => product.key).map(({ key, members }): ProductNode => ({
    kind: 'product',
    id: `product:${key}`,
    product: members[0].product,
    documents: members,
  }));
  const isAlone = products[0] !== undefined && new Set(documents.map(({ product }) => product.key)).size === 1;
  return products[0] && isAlone
    ? childNodes(products[0], options)
    : products.sort((a, b) => a.product.name.localeCompare(b.product.name, 'fr') || a.id.localeCompare(b.id));
}

export function childNodes(node: Node, options: TreeOptions): Node[] {
  const isShown = (progress: Progress): boolean => !options.onlyRemaining || remaining(progress) > 0;
  switch (node.kind) {
    case 'product':
      return node.documents
        .map((document): DocumentNode => ({ kind: 'document', id: document.uri, document }))
        .sort((a, b) => documentRank(a.document) - documentRank(b.document) || a.id.localeCompare(b.id));
    case 'document':
      return sectionsOf(node.document)
        .filter((section) => isShown(sectionProgress(section)))
        .map((section) => sectionNode(node.document, section, false));
    case 'model': {
      const { model, documents } = node;
      return model.sections
        .map((section): SectionKindNode => {
          const id = `model:${model.id}#${section.id}`;
          return { kind: 'section-kind', id, model, section, documents };
        })
        .filter((kind) => isShown(progressOf(kind)));
    }
    case 'section-kind':
      return node.documents
        .flatMap((document) =>
          sectionsOf(document)
            .filter(({ matched }) => matched.section.id === node.section.id)
            .filter((section) => isShown(sectionProgress(section)))
            .map((section) => sectionNode(document, section, true)),
        )
        .sort((a, b) => a.document.product.name.localeCompare(b.document.product.name, 'fr'));
    case 'section':
      return node.section.items
        .filter(({ state }) => !options.onlyRemaining || (state !== 'done' && state !== 'not-applicable'))
        .map((item): ItemNode => {
          const { document, section } = node;
          const place = { uri: document.uri, section: section.matched.section.id, item: item.matched.item.id };
          return { kind: 'item', id: placeId(place), document, section, item };
        });
    case 'item':
      return [];
  }
}

/** Whether something may stand under a node; told without working out what. */
export function hasChildren(node: Node): boolean {
  switch (node.kind) {
    case 'item':
      return false;
    case 'section':
      return node.section.items.length > 0;
    case 'document':
      return sectionsOf(node.document).length > 0;
    default:
      return true;
  }
}

/** The counts shown on a node. */
export function progressOf(node: Node): Progress {
  switch (node.kind) {
    case 'product':
    case 'model':
      return sumProgress(node.documents.map(documentProgress));
    case 'document':
      return documentProgress(node.document);
    case 'section-kind':
      return sumProgress(
        node.documents
          .flatMap(sectionsOf)
          .filter(({ matched }) => matched.section.id === node.section.id)
          .map(sectionProgress),
      );
    case 'section':
      return sectionProgress(node.section);
    case 'item':
      return sectionProgress({ ...node.section, items: [node.item] });
  }
}

export function documentProgress({ subject }: TrackedDocument): Progress {
  return subject.status?.progress ?? sumProgress([]);
}

/** What is neither done nor without object. */
export function remaining({ total, done, notApplicable }: Progress): number {
  return total - done - notApplicable;
}

/** What a place of a document is called in the tree, be it shown or not. */
export function placeOf(node: Node): Place | undefined {
  switch (node.kind) {
    case 'document':
      return { uri: node.document.uri };
    case 'section':
      return { uri: node.document.uri, section: node.section.matched.section.id };
    case 'item':
      return {
        uri: node.document.uri,
        section: node.section.matched.section.id,
        item: node.item.matched.item.id,
      };
    default:
      return undefined;
  }
}

/** Whether a place stands at a node or under it. */
export function leadsTo(node: Node, { uri, section, item }: Place): boolean {
  switch (node.kind) {
    case 'product':
    case 'model':
      return node.documents.some((document) => document.uri === uri);
    case 'section-kind':
      return node.section.id === section && node.documents.some((document) => document.uri === uri);
    case 'document':
      return node.document.uri === uri;
    case 'section':
      return node.document.uri === uri && node.section.matched.section.id === section;
    case 'item':
      return (
        node.document.uri === uri && node.section.matched.section.id === section && node.item.matched.item.id === item
      );
  }
}

/** The part of a document that a line stands in: its item, else its section, else the whole. */
export function placeAtLine({ uri, subject }: Pick<TrackedDocument, 'uri' | 'subject'>, line: number): Place {
  const isOn = (range: { start: { line: number }; end: { line: number; character: number } } | undefined): boolean =>
    range !== undefined &&
    range.start.line <= line &&
    (line < range.end.line || (line === range.end.line && range.end.character > 0));
  const section = subject.status?.sections.findLast(({ matched }) => isOn(matched.heading?.sectionRange));
  const item = (section ? [section] : (subject.status?.sections ?? []))
    .flatMap(({ items, matched }) => items.map((status) => ({ status, matched })))
    .find(({ status }) => isOn(status.matched.range));
  return {
    uri,
    ...(section ? { section: section.matched.section.id } : {}),
    ...(item ? { section: item.matched.section.id, item: item.status.matched.item.id } : {}),
  };
}

function sectionsOf({ subject }: TrackedDocument): readonly SectionStatus[] {
  return subject.status?.sections ?? [];
}

function sectionNode(document: TrackedDocument, section: SectionStatus, isUnderKind: boolean): SectionNode {
  const id = placeId({ uri: document.uri, section: section.matched.section.id });
  return { kind: 'section', id, document, section, isUnderKind };
}

const kinds: readonly string[] = ['procedure', 'dossier', 'post-mortem', 'conditions'] satisfies Model['kind'][];

function rank({ kind }: Model): number {
  return kinds.indexOf(kind);
}

/** A sheet comes last: it is not written here. */
function documentRank({ subject }: TrackedDocument): number {
  const model = subject.fiche ? undefined : subject.status?.match.model;
  return model ? rank(model) : kinds.length;
}

function groupBy<Member>(
  members: readonly Member[],
  keyOf: (member: Member) => string,
): { key: string; members: [Member, ...Member[]] }[] {
  const groups = new Map<string, [Member, ...Member[]]>();
  for (const member of members) {
    const key = keyOf(member);
    const group = groups.get(key);
    if (group) {
      group.push(member);
    } else {
      groups.set(key, [member]);
    }
  }
  return [...groups].map(([key, group]) => ({ key, members: group }));
}
