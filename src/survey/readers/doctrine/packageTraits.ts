import { emptyField } from './attributeMapping';
import type { MappedField } from './mapping';

/** What stands before the name of a property that no file of the product's names. */
const nowhere = { path: '', line: 1 };

function field(property: string, type: string, nullable = false): MappedField {
  return { ...emptyField(`+${property}`, nowhere), name: property, type, nullable };
}

/** The columns of traits that packages bring, and those that bring none, by their short names. */
export const packageTraits: ReadonlyMap<string, readonly MappedField[]> = new Map([
  ['TimestampableEntity', [field('created_at', 'datetime'), field('updated_at', 'datetime')]],
  ['SoftDeleteableEntity', [field('deleted_at', 'datetime', true)]],
  ['BlameableEntity', [field('created_by', 'string', true), field('updated_by', 'string', true)]],
  [
    'ResetPasswordRequestTrait',
    [
      field('selector', 'string(20)'),
      field('hashed_token', 'string(100)'),
      field('requested_at', 'datetime_immutable'),
      field('expires_at', 'datetime_immutable'),
    ],
  ],
  ['TimestampableTrait', [field('created_at', 'datetime'), field('updated_at', 'datetime')]],
  ['SoftDeletableTrait', [field('deleted_at', 'datetime', true)]],
  ['SluggableTrait', [field('slug', 'string')]],
  ['TranslatableTrait', []],
  ['BaseDateTime', []],
  ['Exception', []],
  ['RuntimeException', []],
  ['Voter', []],
  ['ArrayCollection', []],
]);
