import type { JvmPlace, JvmSources } from '../jvm/jvmSources';
import { lastName, type JvmValue } from '../jvm/jvmTypes';

/** The role or the right that code names: a text, a constant, one of an enumeration; undefined when it can't be told. */
export async function roleNameOf(sources: JvmSources, value: JvmValue, place: JvmPlace): Promise<string | undefined> {
  const text = await sources.textOf(value, place);
  if (text !== undefined) {
    return /^[\p{L}][\p{L}\p{N}_:.-]{1,80}$/u.test(text) ? text : undefined;
  }
  if (value.kind !== 'name') {
    return undefined;
  }
  // `Role.ADMIN.name()`: an enumeration's own names.
  const name = value.name.replace(/\.(?:name|toString|getAuthority|authority|value|getValue|role|getRole)$/, '');
  const owner = name.slice(0, Math.max(0, name.length - lastName(name).length - 1));
  const type = owner === '' ? undefined : await sources.typeNamed(owner, place);
  return type?.constants.some((constant) => constant.name === lastName(name)) === true ? lastName(name) : undefined;
}
