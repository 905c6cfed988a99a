/** A path as other frameworks write it: `/x/{id<\d+>?1}`, `/x/{!id}`, `/x/{slug:post}` and `/x{._format}` without their marks. */
export function symfonyPath(path: string): string {
  return path
    .replace(/\{\.?_format\}$/, (mark) => (mark.startsWith('{.') ? '' : mark))
    .replace(/\{!?(\w+)(?:[:<?](?:[^{}]|\{[\d,]*\})*)?\}/g, '{$1}');
}
