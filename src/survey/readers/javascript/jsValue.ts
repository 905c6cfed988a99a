import { evidenceAt } from '../../evidence';
import type { Evidence } from '../../facts';
import type { SourceText } from '../../sourceText';
import type { JsModule } from './jsModules';
import { Scope } from './jsScope';
import type { JsNode } from './jsTree';

/** Where something stands. */
export interface JsPlace {
  readonly source: SourceText;
  /** In UTF-16 code units. */
  readonly offset: number;
}

/** A string, and where it is written. */
export interface JsText {
  readonly kind: 'text';
  readonly text: string;
  readonly place: JsPlace;
  /** Where each part of it comes from, when it was put together. `at` is a position in `text`. */
  readonly pieces: readonly { readonly at: number; readonly place: JsPlace }[];
}

export interface JsList {
  readonly kind: 'list';
  readonly items: JsValue[];
}

export interface JsRecord {
  readonly kind: 'record';
  readonly entries: Map<string, JsEntry>;
}

export interface JsEntry {
  /** The key as text, where it is written. */
  readonly key: JsText;
  readonly value: JsValue;
}

export interface JsFunction {
  readonly kind: 'function';
  readonly node: JsNode;
  readonly scope: JsScope;
  readonly self?: JsValue;
}

export interface JsClass {
  readonly kind: 'class';
  readonly node: JsNode;
  readonly scope: JsScope;
}

/** What a library gives, played by us. */
export interface JsHost {
  readonly kind: 'host';
  /** A property; undefined when it is of no interest. @param at where it is asked for */
  readonly get?: (name: string, at: JsPlace) => JsValue | undefined;
  /** What a call gives, with or without `new`. @param at where the call's name stands */
  readonly call?: (args: readonly JsValue[], at: JsPlace) => JsValue;
  /** Takes in a property that the code gives it. */
  readonly set?: (name: string, value: JsValue) => void;
  /** A property that a class of the product's has from it, by extending it. */
  readonly inherited?: (heir: JsClass, name: string, at: JsPlace) => JsValue | undefined;
  /** What it stands for, written short: a type, a model's name. */
  readonly label?: string;
}

export type JsValue =
  | JsText
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unknown' }
  | JsList
  | JsRecord
  | JsFunction
  | JsClass
  | JsHost;

export const unknown: JsValue = { kind: 'unknown' };
export const nothing: JsValue = { kind: 'nothing' };

/** What a function or a block of a file knows by name. */
export class JsScope extends Scope<JsValue> {
  constructor(
    readonly module: JsModule,
    parent: JsScope | undefined,
    readonly self: JsValue = parent?.self ?? unknown,
  ) {
    super(parent);
  }
}

export function textAt(text: string, place: JsPlace): JsText {
  return { kind: 'text', text, place, pieces: [{ at: 0, place }] };
}

/** A text that grows beyond isn't one that declares something. In UTF-16 code units. */
const longest = 500_000;

/** One text of several, which stands where `place` says; an empty one when they are too long. */
export function joinTexts(texts: readonly JsText[], place: JsPlace): JsText {
  if (texts.reduce((sum, { text, pieces }) => sum + text.length + pieces.length, 0) > longest) {
    return textAt('', place);
  }
  let at = 0;
  const pieces = texts.flatMap(({ text, pieces: own }) => {
    const moved = own.map((piece) => ({ at: piece.at + at, place: piece.place }));
    at += text.length;
    return text === '' ? [] : moved;
  });
  return { kind: 'text', text: texts.map(({ text }) => text).join(''), place, pieces };
}

/** A part of a text, by positions in it. */
export function sliceText(text: JsText, start: number, end: number): JsText {
  const place = { source: text.place.source, offset: offsetIn(text, start) };
  const inside = text.pieces.filter(({ at }) => at > start && at < end);
  return {
    kind: 'text',
    text: text.text.slice(start, end),
    place,
    pieces: [{ at: 0, place }, ...inside.map((piece) => ({ at: piece.at - start, place: piece.place }))],
  };
}

/** The file's offset for a position of a text: that of the piece it lies in; of one of another file, where it was put together. */
export function offsetIn({ pieces, place }: JsText, position: number): number {
  const piece = pieces.findLast(({ at }) => at <= position);
  return piece?.place.source === place.source ? piece.place.offset + position - piece.at : place.offset;
}

export function evidenceOf({ place }: JsText): Evidence {
  return evidenceAt(place.source, place.offset);
}

export function record(entries: readonly (readonly [string, JsValue])[], place: JsPlace): JsRecord {
  return { kind: 'record', entries: new Map(entries.map(([key, value]) => [key, { key: textAt(key, place), value }])) };
}

export function host(properties: Readonly<Record<string, JsValue>>): JsHost {
  return { kind: 'host', get: (name) => (Object.hasOwn(properties, name) ? properties[name] : undefined) };
}

export function hostFunction(call: NonNullable<JsHost['call']>): JsHost {
  return { kind: 'host', call };
}

/** A property of a record; undefined when it has none, or when the value isn't one. */
export function property(value: JsValue | undefined, name: string): JsValue | undefined {
  return value?.kind === 'record' ? value.entries.get(name)?.value : undefined;
}

export function asText(value: JsValue | undefined): JsText | undefined {
  return value?.kind === 'text' ? value : undefined;
}

export function asNumber(value: JsValue | undefined): number | undefined {
  return value?.kind === 'number' ? value.value : undefined;
}

export function asBoolean(value: JsValue | undefined): boolean | undefined {
  return value?.kind === 'boolean' ? value.value : undefined;
}

/** The texts of a list, or the one text that a value is; what isn't a text is left out. */
export function asTexts(value: JsValue | undefined): JsText[] {
  const items = value?.kind === 'list' ? value.items : value ? [value] : [];
  return items.flatMap((item) => asText(item) ?? []);
}

/** Whether a value counts as true; undefined when that can't be known. */
export function truth(value: JsValue): boolean | undefined {
  switch (value.kind) {
    case 'text':
      return value.text !== '';
    case 'number':
      return value.value !== 0;
    case 'boolean':
      return value.value;
    case 'nothing':
      return false;
    case 'unknown':
      return undefined;
    case 'list':
    case 'record':
    case 'function':
    case 'class':
    case 'host':
      return true;
  }
}
