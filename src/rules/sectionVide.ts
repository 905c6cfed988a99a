import { placesInSection } from '../dossier/next';
import { hasWords } from '../dossier/placeholder';
import type { SectionStatus } from '../dossier/status';
import type { Heading } from '../outline/types';
import { insertFix } from './insertion';
import { insertUnder } from './lineEdits';
import type { Fix, Rule, Subject } from './rule';
import { onOneLine, quoteList, typeset } from './sentences';

/** A section where nothing is written yet: one problem for the section, never one for each of its items. */
export const sectionVide: Rule = {
  code: 'section-vide',
  summary: 'Section où rien n’est encore écrit',
  severity: 'warning',
  check: (subject) =>
    (subject.status?.sections ?? []).flatMap((section) => {
      const { heading } = section.matched;
      const message = messageOf(section);
      return heading && message !== undefined
        ? [{ range: heading.textRange, message: typeset(message), fixes: fixesOf(subject, section, heading) }]
        : [];
    }),
};

/** Whether a section stands with neither a text nor any of its items: their absence is then no other problem. */
export function isBare({ state, items }: SectionStatus): boolean {
  return (
    state === 'empty' &&
    items.some(({ matched }) => matched.item.expects === 'content') &&
    items.every(({ matched }) => matched.range === undefined)
  );
}

function messageOf(section: SectionStatus): string | undefined {
  const { state, items } = section;
  if (state !== 'empty') {
    return undefined;
  }
  if (items.length === 0) {
    return 'Section vide : écrivez-y quelques lignes, ou dites pourquoi elle est sans objet.';
  }
  if (isBare(section)) {
    const missing =
      items.length === 1 ? 'son élément manque. Insérez-le' : `ses ${items.length} éléments manquent. Insérez-les`;
    return `Section vide : ${missing}, ou dites pourquoi elle est sans objet.`;
  }
  const count = items.filter(({ matched }) => matched.item.expects === 'content' && matched.range).length;
  switch (count) {
    case 0:
      return undefined;
    case 1:
      return 'Section vide : 1 élément à renseigner. Écrivez dessous, ou dites pourquoi elle est sans objet.';
    default:
      return `Section vide : ${count} éléments à renseigner. Écrivez sous chacun, ou dites pourquoi elle est sans objet.`;
  }
}

function fixesOf(subject: Subject, section: SectionStatus, heading: Heading): Fix[] {
  const { lines, outline } = subject;
  const fixes: Fix[] = [];
  const bare = isBare(section);
  if (bare) {
    const items = section.items.map(({ matched }) => matched.item);
    const title = items.length === 1 ? 'Insérer l’élément manquant' : `Insérer les ${items.length} éléments manquants`;
    fixes.push(insertFix(subject, items, title, true));
  }
  const first = placesInSection(section, outline).find(({ item }) => item?.matched.item.expects !== 'action');
  if (first) {
    const title = first.item
      ? `Aller au premier élément à remplir : ${quoteList([first.item.matched.item.title])}`
      : 'Aller sous le titre pour écrire';
    fixes.push({ kind: 'go', title: typeset(title), isPreferred: !bare, target: first.range });
  }
  fixes.push({
    kind: 'ask',
    title: 'Marquer la section sans objet…',
    prompt: typeset(`Pourquoi la section ${quoteList([heading.text])} est-elle sans objet ?`),
    placeholder: 'Le produit n’a jamais eu d’API',
    validate: reasonProblem,
    edits: (answer) => [
      insertUnder(lines, heading.range.end.line, typeset(`Sans objet : ${onOneLine(answer)}`), outline.eol),
    ],
  });
  return fixes;
}

/** What is wrong with the reason why something has no object; undefined when it will do. */
export function reasonProblem(answer: string): string | undefined {
  return hasWords(answer) ? undefined : 'Écrivez la raison en quelques mots : elle servira à qui reprendra le produit.';
}
