/**
 * The path that a route's file has, by the convention of flat routes (Remix 2, React Router 7) or of nested folders
 * (Remix 1): parameters as `[name]`. Undefined for a file that is no route's.
 *
 * @param inside the file's path below `routes`, without its extension
 */
export function remixPath(inside: string, isNested: boolean): string | undefined {
  const folders = inside.split('/');
  const name = folders.pop() ?? '';
  // With `remix-flat-routes`, `admin+/users` is `admin.users`.
  const isHybrid = folders.some((folder) => folder.endsWith('+'));
  if (isNested || isHybrid || folders.length === 0) {
    const parts = [
      ...folders.map((folder) => folder.replace(/\+$/, '')),
      ...(isRouteName(name, folders) ? [] : [name]),
    ];
    return pathOf(parts.flatMap((part) => segmentsOf(part)));
  }
  // In a folder, one file is the route, which bears the folder's name; the others are what it uses.
  return folders.length === 1 && /^(?:route|index|_?layout)$/.test(name)
    ? pathOf(segmentsOf(folders[0] ?? ''))
    : undefined;
}

function isRouteName(name: string, folders: readonly string[]): boolean {
  return folders.length > 0 && name === 'route';
}

/** The parts between the dots, but for those between square brackets, which are to be taken as they are. */
function segmentsOf(name: string): string[] {
  const segments: string[] = [''];
  let isLiteral = false;
  for (const sign of name) {
    if (sign === '[' || sign === ']') {
      isLiteral = sign === '[';
      segments.push(`${segments.pop() ?? ''}${isLiteral ? '\u0000' : ''}`);
    } else if (sign === '.' && !isLiteral) {
      segments.push('');
    } else {
      segments.push(`${segments.pop() ?? ''}${sign}`);
    }
  }
  return segments;
}

function pathOf(segments: readonly string[]): string {
  return segments
    .filter((segment) => !segment.startsWith('_') && segment !== 'index' && segment !== '')
    .map((segment) => segment.replaceAll('\u0000', '').replace(/^\((.*)\)$/, '$1'))
    .map((segment) => (segment === '$' ? '[...chemin]' : segment.replace(/^\$(.+)$/, '[$1]').replace(/_$/, '')))
    .join('/');
}
