import type { Column, Evidence } from '../../facts';
import type { Inflector } from '../ruby/inflector';
import { underscored } from '../ruby/inflector';
import type { RubyCall, RubyClass, RubyNode } from '../ruby/rubyNodes';
import { rubyClasses } from '../ruby/rubyPolicies';
import { evidenceOf, rubyName, rubyOption, rubyOptions, rubyText, rubyTexts } from '../ruby/rubyValues';
import { addObjectId } from '../schema/objectId';
import type { SchemaReplay } from '../schema/schemaReplay';

/** A class, or a module that classes include, as it is declared. */
interface Declared {
  readonly name: string;
  readonly node: RubyClass;
}

/** How many classes stand one above another. */
const deepest = 10;

/** Draws the collections of Mongoid's documents: what is kept inside another document has none. */
export class MongoidDocuments {
  private readonly classes: readonly Declared[];
  private readonly modules: readonly Declared[];

  /** @param files the statements of each file */
  constructor(
    files: readonly (readonly RubyNode[])[],
    private readonly inflector: Inflector,
  ) {
    this.classes = files.flatMap((statements) => rubyClasses(statements));
    this.modules = files.flatMap((statements) => modulesIn(statements));
  }

  draw(tables: SchemaReplay): void {
    for (const declared of this.classes) {
      const line = this.lineOf(declared);
      const isDocument = line.some(({ node }) => includes(node).includes('Mongoid::Document'));
      const isInside = line.some(({ node }) => callsIn(node).some(({ name }) => name === 'embedded_in'));
      if (isDocument && !isInside) {
        this.drawOne(line, tables);
      }
    }
  }

  /** @param line the class, then those that it comes from */
  private drawOne(line: readonly [Declared, ...Declared[]], tables: SchemaReplay): void {
    const { name, evidence } = this.collectionOf(line);
    if (tables.createTable(name, evidence, { kind: 'collection' })) {
      addObjectId(tables, name, evidence);
    }
    for (const { node } of [...line].reverse()) {
      this.addFields(name, node, tables, evidence, 0);
    }
    if (line.length > 1) {
      tables.addColumn(name, { name: '_type', type: 'String', nullable: false, implicit: true, evidence });
    }
  }

  private addFields(table: string, node: RubyClass, tables: SchemaReplay, evidence: Evidence, depth: number): void {
    for (const included of includes(node)) {
      const dates = /^Mongoid::Timestamps(?:::(Created|Updated))?(?:::Short)?$/.exec(included);
      for (const name of dates ? ['created_at', 'updated_at'] : []) {
        if (dates?.[1] === undefined || name.startsWith(dates[1].toLowerCase())) {
          tables.addColumn(table, { name, type: 'Time', nullable: true, implicit: true, evidence });
        }
      }
      const shared = this.modules.find(({ name }) => name === included || name.endsWith(`::${included}`));
      if (shared && depth < deepest) {
        this.addFields(table, shared.node, tables, evidence, depth + 1);
      }
    }
    for (const call of callsIn(node)) {
      for (const column of this.columnsOf(call)) {
        tables.addColumn(table, column);
      }
    }
  }

  private columnsOf(call: RubyCall): readonly Column[] {
    const name = rubyText(call.args[0]);
    if (name === undefined) {
      return [];
    }
    const evidence = evidenceOf(call);
    const options = rubyOptions(call.pairs);
    const className = rubyText(rubyOption(call, 'class_name'));
    switch (call.name) {
      case 'field': {
        const type = typeOf(rubyOption(call, 'type') ?? call.args[1]);
        const label = options.get('label');
        return [
          {
            name,
            ...(type === undefined ? {} : { type }),
            nullable: name !== '_id',
            ...(name === '_id' ? { key: 'primary' as const } : {}),
            ...(typeof label === 'string' ? { label } : {}),
            evidence,
          },
        ];
      }
      case 'belongs_to': {
        const key = options.get('foreign_key');
        const column = typeof key === 'string' ? key : `${name}_id`;
        const isOptional = options.get('optional') === true;
        if (options.get('polymorphic') === true) {
          return [column, `${name}_type`].map((each) => ({ name: each, nullable: isOptional, evidence }));
        }
        const references = this.targetOf(className ?? name);
        return [{ name: column, type: 'ObjectId', nullable: isOptional, key: 'foreign', references, evidence }];
      }
      case 'has_and_belongs_to_many': {
        const references = this.targetOf(className ?? name);
        const column = `${this.inflector.singularize(name)}_ids`;
        return [{ name: column, type: 'Array', nullable: true, key: 'foreign', references, evidence }];
      }
      case 'embeds_one':
      case 'embeds_many':
        return [{ name, type: call.name === 'embeds_one' ? 'Hash' : 'Array', nullable: true, evidence }];
      default:
        return [];
    }
  }

  /** Where documents are kept: that of the class at the end of the line, or what one of them says. */
  private collectionOf(line: readonly [Declared, ...Declared[]]): {
    readonly name: string;
    readonly evidence: Evidence;
  } {
    const stored = line
      .flatMap(({ node }) => callsIn(node))
      .find((call) => call.name === 'store_in' && rubyOption(call, 'collection'));
    const name = stored && rubyText(rubyOption(stored, 'collection'));
    const root = line.at(-1) ?? line[0];
    return stored && name !== undefined
      ? { name, evidence: evidenceOf(stored) }
      : { name: this.usualCollection(root.name), evidence: evidenceOf(root.node) };
  }

  /** As Mongoid names it: `Admin::Page` → `admin_pages`. */
  private usualCollection(className: string): string {
    return this.inflector.pluralize(underscored(className.replace(/^::/, '')).replaceAll('/', '_'));
  }

  /** The collection of the class that a relation leads to. @param written `Admin::Page`, or the relation's own name */
  private targetOf(written: string): string {
    const path = underscored(this.inflector.singularize(written).replace(/^::/, ''));
    const target =
      this.classes.find(({ name }) => underscored(name) === path) ??
      this.classes.find(({ name }) => underscored(name).endsWith(`/${path}`));
    return target ? this.collectionOf(this.lineOf(target)).name : this.usualCollection(written);
  }

  /** A class and those above it, the nearest first. */
  private lineOf(declared: Declared): readonly [Declared, ...Declared[]] {
    const line: [Declared, ...Declared[]] = [declared];
    for (let last: Declared | undefined = declared; last && line.length < deepest;) {
      const superclass = rubyName(last.node.superclass);
      const above: Declared | undefined =
        superclass === undefined
          ? undefined
          : this.classes.find(({ name }) => name === superclass || name.endsWith(`::${superclass}`));
      if (above && !line.includes(above)) {
        line.push(above);
      }
      last = above === line.at(-1) ? above : undefined;
    }
    return line;
  }
}

function modulesIn(statements: readonly RubyNode[], around = ''): readonly Declared[] {
  return statements.flatMap((node): readonly Declared[] => {
    if (node.kind !== 'class' && node.kind !== 'module') {
      return [];
    }
    const name = around === '' ? node.name : `${around}::${node.name}`;
    return [...(node.kind === 'module' ? [{ name, node }] : []), ...modulesIn(node.body, name)];
  });
}

/** The calls that a class makes, those of `included do` too. */
function callsIn({ body }: RubyClass): readonly RubyCall[] {
  return body.flatMap((node) =>
    node.kind !== 'call'
      ? []
      : node.name === 'included'
        ? (node.block?.body ?? []).flatMap((inner) => (inner.kind === 'call' ? [inner] : []))
        : [node],
  );
}

function includes(node: RubyClass): readonly string[] {
  return callsIn(node).flatMap((call) =>
    call.name === 'include' ? call.args.flatMap((arg) => rubyName(arg) ?? []) : [],
  );
}

/** A type is a class, or its name. */
function typeOf(node: RubyNode | undefined): string | undefined {
  return rubyName(node) ?? rubyTexts(node)?.[0];
}
