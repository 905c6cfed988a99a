import type { Evidence } from '../../facts';

/** What a class's attributes, annotations or XML map: one shape for all three. */
export interface MappedClass {
  /** In full. */
  readonly name: string;
  readonly kind: 'entity' | 'superclass' | 'embeddable' | 'trait' | 'other';
  /** Undefined: the naming strategy's. */
  readonly table: { readonly name: string; readonly evidence: Evidence } | undefined;
  readonly evidence: Evidence;
  readonly label: string | undefined;
  readonly parent: string | undefined;
  readonly traits: readonly string[];
  readonly inheritance: 'single' | 'joined' | 'own' | undefined;
  /** Undefined: Doctrine's own, where there is inheritance. */
  readonly discriminator: MappedField | undefined;
  readonly fields: readonly MappedField[];
}

/** A property that becomes one or more columns, or another table. */
export interface MappedField {
  readonly property: string;
  readonly kind: 'column' | 'one' | 'many' | 'embedded';
  /** The name that the mapping gives the column, or of an embedded class the prefix. */
  readonly name: string | undefined;
  readonly type: string | undefined;
  readonly nullable: boolean | undefined;
  readonly unique: boolean;
  readonly isId: boolean;
  readonly label: string | undefined;
  /** The class it leads to, in full. */
  readonly target: string | undefined;
  /** Of a relation, the columns it is held in; empty: the naming strategy's. */
  readonly joins: readonly MappedJoin[];
  /** Of a relation to many, the table it is held in; undefined when the other side holds it. */
  readonly joinTable: MappedJoinTable | undefined;
  readonly evidence: Evidence;
}

export interface MappedJoin {
  readonly name: string | undefined;
  readonly referenced: string;
  readonly nullable: boolean | undefined;
  readonly unique: boolean;
  readonly evidence: Evidence;
}

export interface MappedJoinTable {
  readonly name: string | undefined;
  readonly joins: readonly MappedJoin[];
  readonly inverse: readonly MappedJoin[];
  readonly evidence: Evidence;
}
