import type { JsInterpreter } from './jsInterpreter';
import type { JsModule } from './jsModules';
import { property, type JsValue } from './jsValue';

/**
 * The function that a migration's file gives for its way up: exported itself, in what is exported, or a method of a class
 * that is.
 *
 * @param given what the library's class gives an object of the migration's class
 * @returns undefined when the file has none
 */
export function upOf(
  interpreter: JsInterpreter,
  module: JsModule,
  given: ReadonlyMap<string, JsValue> = new Map(),
): JsValue | undefined {
  const exported = interpreter.exported(module, 'up');
  if (exported && exported.kind !== 'unknown') {
    return exported;
  }
  for (const { name } of module.top.exports) {
    const value = interpreter.exported(module, name);
    const up = property(value?.kind === 'class' ? interpreter.instantiate(value, given) : value, 'up');
    if (up) {
      return up;
    }
  }
  return undefined;
}
