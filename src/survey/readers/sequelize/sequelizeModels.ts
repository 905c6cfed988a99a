import type { Table } from '../../facts';
import type { JsInterpreter, Libraries } from '../javascript/jsInterpreter';
import {
  asText,
  hostFunction,
  property,
  textAt,
  unknown,
  type JsClass,
  type JsHost,
  type JsText,
  type JsValue,
} from '../javascript/jsValue';
import { Inflector } from '../ruby/inflector';
import { ModelDraft } from './modelDraft';
import { sequelizeType } from './sequelizeTypes';

const english = new Inflector();

type Relation = 'belongsTo' | 'hasMany' | 'hasOne' | 'belongsToMany';

/** How two models hang together. */
export interface Association {
  readonly kind: Relation;
  readonly from: string;
  readonly to: string;
  readonly options: JsValue | undefined;
}

/** Plays Sequelize for models: keeps those that code declares by calling it, and how they hang together. */
export class SequelizeModels {
  private readonly models = new Map<string, ModelDraft>();
  private readonly associations: Association[] = [];
  /** Functions that tell a model's relations once it is given all of them. */
  private readonly associates: (() => JsValue | undefined)[] = [];
  private defaults: JsValue | undefined;

  /** Gives the interpreter that follows the functions that models keep. */
  interpreter: JsInterpreter | undefined;

  /** What imports of Sequelize give. */
  readonly libraries: Libraries = (specifier, name) => {
    if (!/^(?:@sequelize\/core|sequelize|sequelize-typescript)$/.test(specifier)) {
      return undefined;
    }
    return name === '*' || name === 'default' ? this.library : this.member(name);
  };

  /** What a file that exports a function of it is given: `(sequelize, DataTypes) => …`. */
  get instance(): JsHost {
    return {
      kind: 'host',
      get: (name) => {
        if (name === 'define') {
          return hostFunction(([own, attributes, options]) => this.define(asText(own), attributes, options));
        }
        return name === 'Sequelize' ? this.library : name === 'models' ? this.all : undefined;
      },
    };
  }

  /** Adds a model. */
  add(name: JsText, attributes: JsValue | undefined, options: JsValue | undefined): ModelDraft {
    const known = this.models.get(name.text);
    const draft = known ?? new ModelDraft(asText(property(options, 'modelName')) ?? name, options, this.defaults);
    draft.addAll(attributes);
    this.models.set(name.text, draft);
    return draft;
  }

  /** The facts, once all files were followed. */
  facts(): Table[] {
    for (const associate of this.associates) {
      const told = associate();
      if (told?.kind === 'function') {
        this.interpreter?.call(told, [this.all], { source: told.scope.module.source, offset: told.node.start });
      }
    }
    for (const association of this.associations) {
      this.relate(association);
    }
    return [...new Set(this.models.values())].map((model) => model.fact());
  }

  /** Keeps what a relation says: of the columns of either side, or of a table between them. */
  associate(association: Association): void {
    this.associations.push(association);
  }

  private get library(): JsHost {
    return {
      kind: 'host',
      get: (name) => this.member(name),
      // `new Sequelize(url, { define: { underscored: true } })`
      call: (args) => {
        const define = args.map((arg) => property(arg, 'define')).find((value) => value !== undefined);
        this.defaults ??= define;
        return this.instance;
      },
    };
  }

  private get all(): JsHost {
    return { kind: 'host', get: (name) => this.modelHost(name) };
  }

  private member(name: string): JsValue | undefined {
    if (name === 'Sequelize') {
      return this.library;
    }
    if (name !== 'Model') {
      return sequelizeType(name);
    }
    return { kind: 'host', label: 'Model', inherited: (heir, method) => this.inherited(heir, method) };
  }

  private inherited(heir: JsClass, method: string): JsValue | undefined {
    const name = classNameOf(heir);
    if (method === 'init') {
      return hostFunction(([attributes, options]) => {
        this.add(name, attributes, options);
        this.associates.push(() => this.interpreter?.member(heir, 'associate', name.place));
        return heir;
      });
    }
    return this.relation(method, name.text);
  }

  private define(name: JsText | undefined, attributes: JsValue | undefined, options: JsValue | undefined): JsValue {
    if (!name) {
      return unknown;
    }
    this.add(name, attributes, options);
    return this.modelHost(name.text);
  }

  private modelHost(model: string): JsHost {
    return {
      kind: 'host',
      label: model,
      get: (method) => this.relation(method, model),
      set: (name, value) => {
        if (name === 'associate') {
          this.associates.push(() => value);
        }
      },
    };
  }

  private relation(method: string, from: string): JsValue | undefined {
    return method === 'belongsTo' || method === 'hasMany' || method === 'hasOne' || method === 'belongsToMany'
      ? hostFunction(([target, options]) => {
          const to = nameOf(target);
          if (to !== undefined) {
            this.associate({ kind: method, from, to, options });
          }
          return unknown;
        })
      : undefined;
  }

  private relate({ kind, from, to, options }: Association): void {
    const [source, target] = [this.models.get(from), this.models.get(to)];
    if (!source || !target) {
      return;
    }
    const key = foreignKeyOf(property(options, 'foreignKey'));
    const as = asText(property(options, 'as'))?.text;
    if (kind === 'belongsTo') {
      source.pointAt(target, key, as ?? english.singularize(to));
    } else if (kind !== 'belongsToMany') {
      target.pointAt(source, key, english.singularize(from));
    } else {
      const through = property(property(options, 'through'), 'model') ?? property(options, 'through');
      const written = asText(through);
      const between = this.models.get(nameOf(through) ?? '') ?? (written && this.between(written));
      between?.pointAt(source, key, english.singularize(from));
      const otherKey = foreignKeyOf(property(options, 'otherKey')) ?? this.keyOfOther(from, to, nameOf(through));
      between?.pointAt(target, otherKey, english.singularize(to));
    }
  }

  /** The foreign key that the other side of a relation of many to many declares. */
  private keyOfOther(from: string, to: string, through: string | undefined): JsText | undefined {
    const other = this.associations.find(
      (each) =>
        each.kind === 'belongsToMany' &&
        each.from === to &&
        each.to === from &&
        nameOf(property(property(each.options, 'through'), 'model') ?? property(each.options, 'through')) === through,
    );
    return foreignKeyOf(property(other?.options, 'foreignKey'));
  }

  /** The table that a relation of many to many alone names. */
  private between(name: JsText): ModelDraft {
    const draft = new ModelDraft(name, undefined, this.defaults, true);
    this.models.set(name.text, draft);
    return draft;
  }
}

export function classNameOf({ node, scope }: JsClass): JsText {
  const name = node.fields.get('name') ?? node;
  return textAt(scope.module.textOf(name), { source: scope.module.source, offset: name.start });
}

function nameOf(value: JsValue | undefined): string | undefined {
  if (value?.kind === 'class') {
    return classNameOf(value).text;
  }
  return value?.kind === 'host' ? value.label : asText(value)?.text;
}

function foreignKeyOf(value: JsValue | undefined): JsText | undefined {
  return asText(value) ?? asText(property(value, 'field')) ?? asText(property(value, 'name'));
}
