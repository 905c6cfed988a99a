import type { Libraries } from '../javascript/jsInterpreter';
import type { JsHost } from '../javascript/jsValue';
import { zodLibrary } from '../zod/zodSchema';

const types = /^(?:ObjectId|Decimal128|Long|Binary|UUID|Timestamp)$/;

/** What imports of MongoDB's driver and of Zod give, as far as schemas name it. */
export const mongoLibrary: Libraries = (specifier, name) => {
  if (specifier !== 'mongodb' && specifier !== 'bson') {
    return zodLibrary(specifier, name);
  }
  return name === '*' || name === 'default' ? { kind: 'host', get: typeNamed } : typeNamed(name);
};

function typeNamed(name: string): JsHost | undefined {
  return types.test(name) ? { kind: 'host', label: `${name.charAt(0).toLowerCase()}${name.slice(1)}` } : undefined;
}
