import type { Evidence } from '../../facts';
import type { SchemaReplay } from './schemaReplay';

/** Gives a collection the key that MongoDB gives every document. */
export function addObjectId(tables: SchemaReplay, collection: string, evidence: Evidence): void {
  tables.addColumn(collection, {
    name: '_id',
    type: 'ObjectId',
    nullable: false,
    key: 'primary',
    implicit: true,
    evidence,
  });
}
