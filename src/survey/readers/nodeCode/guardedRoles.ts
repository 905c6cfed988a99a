import { Clue } from '../../clues';
import type { SourceText } from '../../sourceText';
import { usualRole } from './accessNames';
import type { DeclaredRole } from './roleDeclarations';

/** `requireRole('admin')`, `authorizeRoles(['admin', 'agent'])`, `validateUser(['admin'])`. */
const guard =
  /\b((?:require|check|verify|ensure|validate|allow|restrict|permit|authorize|only|is|has)(?:[A-Z]\w{0,20})?(?:Roles?|User))\(\s{0,60}\[?((?:\s{0,60}['"][A-Za-z][\w:-]{1,40}['"]\s{0,60},?){1,15})\s{0,60}[\]),]/g;

const mayGuard = new Clue(/\w(?:Roles?|User)\(\s{0,60}\[?\s{0,60}['"]/);

/** The roles that guards ask for by their names. */
export function guardedRoles({ path, text, lines }: SourceText): DeclaredRole[] {
  if (!mayGuard.test(text)) {
    return [];
  }
  const roles: DeclaredRole[] = [];
  for (const [index, line] of lines.entries()) {
    // Guards stand on one line, or their list goes on for a few.
    const near = /(?:Roles?|User)\(\s*\[?\s*$/.test(line) ? lines.slice(index, index + 15).join('\n') : line;
    for (const [, name = '', written = ''] of near.slice(0, 1500).matchAll(guard)) {
      const names = [...written.matchAll(/['"]([^'"]+)['"]/g)].map(([, each = '']) => each);
      // A user may be checked for anything else: that its address is one.
      if (name.endsWith('User') && !names.some((each) => usualRole.test(each))) {
        continue;
      }
      for (const each of names) {
        const at = lines.findIndex(
          (text, place) => place >= index && new RegExp(String.raw`['"]${each}['"]`).test(text),
        );
        roles.push({
          kind: 'role',
          name: each,
          permissions: [],
          evidence: { path, line: (at < 0 ? index : at) + 1 },
          form: 'use',
        });
      }
    }
  }
  return roles;
}
