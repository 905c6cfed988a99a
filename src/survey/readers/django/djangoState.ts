import type { Evidence } from '../../facts';
import { nearest, type DjangoApp, type DjangoApps } from './djangoApps';
import { implicitField, type DjangoField, type DjangoOptions } from './djangoField';
import type { PythonExpression } from '../pythonCode/pythonModel';
import { lastName, madeText } from '../pythonCode/pythonParts';

/** A model as it is at some point of the migrations. */
export interface DjangoModel {
  readonly app: DjangoApp;
  readonly name: string;
  readonly evidence: Evidence;
  /** The name of its table; of a proxy, that of the model it stands for. */
  readonly table: string;
  readonly isProxy: boolean;
  readonly isManaged: boolean;
  readonly label: string | undefined;
  readonly fields: ReadonlyMap<string, DjangoField>;
  /** Constraints that make one field unique. */
  readonly uniques: DjangoOptions['uniques'];
}

/** Settings that name a model (`AUTH_USER_MODEL` → `users.User`), and the folder of each: products have their own. */
export type SwappableModels = ReadonlyMap<string, readonly { readonly folder: string; readonly model: string }[]>;

/** What these settings name when a product doesn't say. */
const defaultModels: Readonly<Record<string, string>> = {
  AUTH_USER_MODEL: 'auth.User',
  OAUTH2_PROVIDER_APPLICATION_MODEL: 'oauth2_provider.Application',
  OAUTH2_PROVIDER_ACCESS_TOKEN_MODEL: 'oauth2_provider.AccessToken',
  OAUTH2_PROVIDER_REFRESH_TOKEN_MODEL: 'oauth2_provider.RefreshToken',
  WAGTAILIMAGES_IMAGE_MODEL: 'wagtailimages.Image',
  WAGTAILDOCS_DOCUMENT_MODEL: 'wagtaildocs.Document',
  FILER_IMAGE_MODEL: 'filer.Image',
};

/** Django's own tables whose names aren't made of the model's. */
const ownTables: Readonly<Record<string, string>> = {
  'contenttypes.contenttype': 'django_content_type',
  'sites.site': 'django_site',
  'sessions.session': 'django_session',
  'admin.logentry': 'django_admin_log',
  'redirects.redirect': 'django_redirect',
  'flatpages.flatpage': 'django_flatpage',
};

/** The model that a setting names. @param setting with what stands before: `settings.AUTH_USER_MODEL` */
export function swappedModel(setting: string, swappable: SwappableModels, near: DjangoApp): string | undefined {
  const name = lastName(setting);
  return nearest(swappable.get(name) ?? [], near.folder)?.model ?? defaultModels[name];
}

/** What a relation leads to. */
export interface DjangoTarget {
  readonly table: string;
  /** The model's own name, in small letters. */
  readonly model: string;
}

/** All models at some point of the migrations. */
export class DjangoState {
  private constructor(
    private readonly apps: DjangoApps,
    private readonly swappable: SwappableModels,
    private readonly byKey: Map<string, DjangoModel>,
  ) {}

  static empty(apps: DjangoApps, swappable: SwappableModels): DjangoState {
    return new DjangoState(apps, swappable, new Map());
  }

  clone(): DjangoState {
    return new DjangoState(this.apps, this.swappable, new Map(this.byKey));
  }

  get models(): readonly DjangoModel[] {
    return [...this.byKey.values()];
  }

  get(app: DjangoApp, name: string): DjangoModel | undefined {
    return this.byKey.get(keyOf(app, name));
  }

  set(model: DjangoModel): void {
    this.byKey.set(keyOf(model.app, model.name), model);
  }

  delete({ app, name }: DjangoModel): void {
    this.byKey.delete(keyOf(app, name));
  }

  /** The name Django gives to a model's table when nothing else is asked for. */
  static defaultTable(app: DjangoApp, name: string): string {
    return `${app.label}_${name.toLowerCase()}`;
  }

  /** The model that is meant by what a relation says; undefined when it says nothing that can be read. */
  named(
    to: PythonExpression | undefined,
    from: Pick<DjangoModel, 'app' | 'name'>,
  ): { app: string; name: string } | undefined {
    let name: string | undefined;
    if (to?.kind === 'text') {
      name = to.text;
    } else if (to?.kind === 'name' && /(?:^|\.)settings\./.test(to.name)) {
      name = swappedModel(to.name, this.swappable, from.app);
    } else if (to?.kind === 'call' && lastName(to.name) === 'get_user_model') {
      name = swappedModel('AUTH_USER_MODEL', this.swappable, from.app);
    } else if (to?.kind === 'name') {
      name = lastName(to.name);
    }
    if (name === undefined) {
      return undefined;
    }
    const [first = '', second] = name.split('.');
    return name === 'self'
      ? { app: from.app.label, name: from.name }
      : second === undefined
        ? { app: from.app.label, name: first }
        : { app: first, name: second };
  }

  /** The model that a relation, or a base, names. */
  model(to: PythonExpression | undefined, from: Pick<DjangoModel, 'app' | 'name'>): DjangoModel | undefined {
    const found = this.named(to, from);
    const app = found && this.apps.named(found.app, from.app);
    return app && this.get(app, found.name);
  }

  /** What a relation of a model leads to. */
  target(to: PythonExpression | undefined, from: Pick<DjangoModel, 'app' | 'name'>): DjangoTarget | undefined {
    const found = this.named(to, from);
    if (!found) {
      return undefined;
    }
    const model = found.name.toLowerCase();
    const app = this.apps.named(found.app, from.app);
    const own = app && this.get(app, model);
    const key = `${found.app.toLowerCase()}.${model}`;
    return { model, table: own?.table ?? ownTables[key] ?? `${app?.label ?? found.app}_${model}` };
  }
}

/** A model with the fields that Django adds: the way to its parent, else a number, when no field is its key. */
export function withImplicitFields(
  model: DjangoModel,
  parents: readonly DjangoModel[],
  isOrdered: boolean,
): DjangoModel {
  const fields = [...model.fields.values()];
  const isKeyed = fields.some(({ isPrimary, type }) => isPrimary || type === 'CompositePrimaryKey');
  const [parent] = parents;
  const { evidence } = model;
  const first = isKeyed
    ? []
    : parent
      ? [parentLink(parent, evidence)]
      : [implicitField('id', evidence, { isPrimary: true })];
  const last =
    isOrdered && !model.fields.has('_order') ? [implicitField('_order', evidence, { type: 'OrderWrt' })] : [];
  return { ...model, fields: new Map([...first, ...fields, ...last].map((field) => [field.name, field])) };
}

function parentLink({ app, name }: DjangoModel, evidence: Evidence): DjangoField {
  const to = madeText(`${app.label}.${name}`, 0);
  return implicitField(`${name.toLowerCase()}_ptr`, evidence, {
    kind: 'foreign',
    type: 'OneToOneField',
    isPrimary: true,
    to,
  });
}

function keyOf(app: DjangoApp, name: string): string {
  return `${app.folder}\n${name.toLowerCase()}`;
}
