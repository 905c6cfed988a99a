import { Clue } from '../../clues';
import type { FrameworkDetection } from '../../frameworks/framework';
import type { SourceText } from '../../sourceText';
import { isOwnModule } from './moduleFiles';
import type { PythonCode } from './pythonCode';
import type { PythonModule } from './pythonModel';

/** The modules in which something may be declared, read as the survey gives them. */
export interface DeclaringModules extends Required<Pick<FrameworkDetection, 'wants' | 'read'>> {
  /** Those read so far. */
  readonly modules: readonly PythonModule[];
}

/** @param mayDeclare a text without it declares nothing: it isn't parsed */
export function declaringModules(code: PythonCode, mayDeclare: RegExp): DeclaringModules {
  const clue = new Clue(mayDeclare);
  const modules: PythonModule[] = [];
  return {
    modules,
    wants: isOwnModule,
    async read(source: SourceText): Promise<void> {
      const module = clue.test(source.text) ? await code.read(source) : undefined;
      if (module) {
        modules.push(module);
      }
    },
  };
}
