import type { Evidence } from '../../facts';
import { implicitField, type DjangoField } from './djangoField';
import { lastName, madeText } from '../pythonCode/pythonParts';

type Given = readonly (readonly [name: string, type: string, is?: 'null' | 'unique' | 'primary'])[];

const permissions: Given = [['is_superuser', 'BooleanField']];
const account: Given = [
  ['password', 'CharField(128)'],
  ['last_login', 'DateTimeField', 'null'],
];

/** The columns that well-known classes give to the models made from them. */
const given: Readonly<Record<string, Given>> = {
  Model: [],
  AbstractBaseUser: account,
  PermissionsMixin: permissions,
  AbstractUser: [
    ...account,
    ...permissions,
    ['username', 'CharField(150)', 'unique'],
    ['first_name', 'CharField(150)'],
    ['last_name', 'CharField(150)'],
    ['email', 'EmailField'],
    ['is_staff', 'BooleanField'],
    ['is_active', 'BooleanField'],
    ['date_joined', 'DateTimeField'],
  ],
  TimeStampedModel: [
    ['created', 'DateTimeField'],
    ['modified', 'DateTimeField'],
  ],
  TimeFramedModel: [
    ['start', 'DateTimeField', 'null'],
    ['end', 'DateTimeField', 'null'],
  ],
  SoftDeletableModel: [['is_removed', 'BooleanField']],
  StatusModel: [
    ['status', 'StatusField'],
    ['status_changed', 'MonitorField'],
  ],
  UUIDModel: [['id', 'UUIDField', 'primary']],
  ActivatorModel: [
    ['status', 'IntegerField'],
    ['activate_date', 'DateTimeField', 'null'],
    ['deactivate_date', 'DateTimeField', 'null'],
  ],
  TitleDescriptionModel: [
    ['title', 'CharField(255)'],
    ['description', 'TextField', 'null'],
  ],
  MPTTModel: [
    ['lft', 'PositiveIntegerField'],
    ['rght', 'PositiveIntegerField'],
    ['tree_id', 'PositiveIntegerField'],
    ['level', 'PositiveIntegerField'],
  ],
  MP_Node: [
    ['path', 'CharField(255)', 'unique'],
    ['depth', 'PositiveIntegerField'],
    ['numchild', 'PositiveIntegerField'],
  ],
  OrderedModel: [['order', 'PositiveIntegerField']],
  OrderedModelBase: [],
  SoftDeleteModel: [['deleted_at', 'DateTimeField', 'null']],
  SafeDeleteModel: [
    ['deleted', 'DateTimeField', 'null'],
    ['deleted_by_cascade', 'BooleanField'],
  ],
  BaseTransitionLog: [
    ['transition', 'CharField(255)'],
    ['from_state', 'CharField(255)'],
    ['to_state', 'CharField(255)'],
    ['timestamp', 'DateTimeField'],
  ],
  SingletonModel: [],
  DirtyFieldsMixin: [],
  WorkflowEnabled: [],
  LifecycleModel: [],
  LifecycleModelMixin: [],
  AbstractBaseSession: [
    ['session_key', 'CharField(40)', 'primary'],
    ['session_data', 'TextField'],
    ['expire_date', 'DateTimeField'],
  ],
};

/** Packages whose classes give what is said above; of others, a class of the same name may be anything. */
const packages =
  /^(?:dirtyfields|django(?:_extensions|_lifecycle|_xworkflows)?|model_utils|mptt|ordered_model|safedelete|softdelete|solo|treebeard)\./;

/**
 * The fields that a class of another package gives to the models made from it; undefined when it isn't known.
 *
 * @param name its whole name: `django.contrib.auth.models.AbstractUser`
 */
export function givenFields(name: string, evidence: Evidence): DjangoField[] | undefined {
  const last = lastName(name);
  const known = packages.test(name) && Object.hasOwn(given, last) ? given[last] : undefined;
  if (!known || (last === 'Model' && !/\bdb\.models\.(?:\w+\.)?Model$/.test(name))) {
    return undefined;
  }
  const columns = known.map(([column, type, is]) =>
    implicitField(column, evidence, {
      type,
      nullable: is === 'null',
      isUnique: is === 'unique',
      isPrimary: is === 'primary',
    }),
  );
  const joins = /^(?:AbstractUser|PermissionsMixin)$/.test(last)
    ? [groups('groups', 'auth.Group', evidence), groups('user_permissions', 'auth.Permission', evidence)]
    : [];
  return [...columns, ...joins];
}

/** Whether a known class isn't a model by itself. */
export function isMixin(name: string): boolean {
  return /^(?:DirtyFieldsMixin|WorkflowEnabled|LifecycleModelMixin)$/.test(lastName(name));
}

function groups(name: string, model: string, evidence: Evidence): DjangoField {
  const to = madeText(model, 0);
  return implicitField(name, evidence, { kind: 'many', type: 'ManyToManyField', to });
}
