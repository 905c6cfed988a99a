/**
 * Tells at a glance that a text can't be one of ours, to parse only a few files of a repository: ours name their
 * model, have boxes, are product sheets, or speak of a post-mortem.
 */
export function mayBeOurs(text: string): boolean {
  return /^(?:modele|phases|mission)\s*:|\[[ xX]\]|[☐☑☒✅✔]|post[- ]?mortem|dossier (?:technique|de reprise)|apprentissages|s['’]arr[êe]te/im.test(
    text,
  );
}
