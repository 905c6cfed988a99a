import { sectionTemplate } from '../compose/render';
import { unclosedBlock } from '../compose/unclosedBlock';
import { writeText } from '../compose/writeText';
import { contains, coverage, matchDocument } from '../dossier/match';
import { foldWords, likeness } from '../dossier/words';
import { stoppedProduct } from '../fiche/phases';
import type { Model } from '../models/types';
import { splitLines } from '../outline/lines';
import type { Outline, TextEdit } from '../outline/types';
import type { Rule, Subject } from './rule';

/** A product that people used has stopped, and nothing under a heading of its sheet says why nor what was learnt. */
export const ficheSansPostMortem: Rule = {
  code: 'fiche-sans-post-mortem',
  summary: 'Fiche produit : le produit est arrêté et sa fiche n’a pas de post-mortem',
  severity: 'information',
  check: (subject) => {
    const { fiche, models, outline } = subject;
    const name = fiche?.current?.name;
    const postMortems = models.filter(({ kind }) => kind === 'post-mortem');
    const [model] = postMortems;
    if (!fiche || name?.value !== stoppedProduct || !model || postMortems.some((known) => holds(outline, known))) {
      return [];
    }
    const title = fiche.entries.get('title')?.value;
    if (titlesOf(outline).some((text) => tellsTheStop(text, typeof title === 'string' ? title : ''))) {
      return [];
    }
    return [
      {
        range: name.range,
        message: `Le produit est arrêté et sa fiche n’a pas de post-mortem : dites-y ${questions}.`,
        fixes: [
          {
            kind: 'edit',
            title: 'Ajouter le post-mortem à la fin',
            isPreferred: true,
            edits: () => [insertion(subject, model)],
          },
        ],
      },
    ];
  },
};

const questions = 'ce que l’équipe a appris, pourquoi elle s’arrête et comment relancer';

/** From here up, two titles are the same with small changes, as where documents are matched with their models. */
const sameWords = 0.75;

function holds(outline: Outline, model: Model): boolean {
  return (
    coverage(matchDocument(outline, model)) > 0 ||
    outline.headings.some(({ text }) =>
      [model.title, ...model.synonyms].some((title) => likeness(title, text) >= sameWords),
    )
  );
}

/**
 * Headings and, as sheets written in a form have few, the short lines that stand in place of one. Those with nothing
 * written under them tell nothing.
 */
function titlesOf({ headings, blocks }: Outline): string[] {
  const under = headings.filter(({ range, sectionRange }) =>
    blocks.some((block) => contains(sectionRange, block.range.start) && !contains(range, block.range.start)),
  );
  const lines = blocks.filter(({ kind, text, range }, index) => {
    const next = blocks[index + 1]?.range.start;
    const isTitle = kind === 'paragraph' && text.length <= maxTitle && !text.includes('\n');
    return (
      isTitle && next && !headings.some((heading) => contains({ start: range.end, end: next }, heading.range.start))
    );
  });
  return [...under, ...lines].map(({ text }) => text);
}

const maxTitle = 80;
const stop = '(?:l )?(?:arret|abandon|fermeture|cloture|interruption|suspension)';
const link = '(?: (?:definitive?|provisoire|de|du|des|d|la|le|les|l|ce|cette|notre|votre|a))*';
const thing =
  '(?:accompagnement|application|aventure|developpement|dispositif|equipe|experimentation|financements?|incubation|investigation|outil|partenariat|plateforme|produit|programme|projet|service|site|start ?up)';

/** What such titles are made of, folded. */
const stopTitle = new RegExp(
  [
    // « Abandon », « 2025 : fermeture définitive »
    `^(?:\\d{4} )*${stop}(?: definitive?)?$`,
    // « Arrêt du produit », « Évolution du contexte et arrêt des financements »
    `\\b${stop}${link} ${thing}\\b`,
    // « Arrêt de Passerelle »
    `^${stop}${link} \\w+$`,
    // « Fin du projet », « La fin du partenariat avec la direction »
    `^(?:\\d{4} |la )*fin${link} ${thing}\\b`,
    // « Pourquoi parler d’abandon ? »
    `^pourquoi\\b.* (?:${stop}|arreter?|arretons|abandonner?|fermer?)\\b`,
    // « Le service est fermé », « Le site n’existe plus »
    `\\b(?:produit|projet|service|site|start ?up)\\b.* (?:est|a ete) (?:arretee?|abandonnee?|fermee?|terminee?)\\b`,
    `\\bn existe plus$`,
    // « Quels apprentissages ? », « Enseignements tirés », « Conclusions »
    `^(?:\\w+ )?(?:apprentissages|enseignements?)(?: tires?)?$`,
    `^(?:\\w+ )?(?:bilan|conclusions?)$`,
    `\\bpost ?mortem\\b`,
  ].join('|'),
);

function tellsTheStop(text: string, product: string): boolean {
  const folded = foldWords(text);
  const words = foldWords(product);
  return stopTitle.test(folded) || (words !== '' && new RegExp(`\\b${stop}${link} ${words}\\b`).test(folded));
}

/** The sections of the post-mortem, without a title: on the public page they stand at the rank of the others. */
function insertion({ lines, outline }: Subject, model: Model): TextEdit {
  const options = { style: 'headings', sectionLevel: sectionLevel(outline) } as const;
  const sections = model.sections.map((section) =>
    writeText(sectionTemplate(model, section, options), { product: '', date: '' }),
  );
  const written = splitLines(lines.text);
  const line = written.findLastIndex((candidate) => candidate.trim() !== '');
  const end = { line, character: (written[line] ?? '').length };
  const closing = unclosedBlock(outline, written)?.text;
  const parts = [closing === undefined ? '' : `\n${closing}`, ...sections.map((section) => `\n\n${section}`)];
  return { range: { start: end, end }, newText: parts.join('').replaceAll('\n', outline.eol) };
}

/** The highest rank that the sheet uses for its parts; a title alone at the top is not one of them. */
function sectionLevel({ headings: [first, ...others] }: Outline): number {
  const rest = others.map(({ level }) => level);
  if (!first) {
    return 2;
  }
  return rest.length > 0 && Math.min(...rest) > first.level ? Math.min(...rest) : Math.min(first.level, ...rest);
}
