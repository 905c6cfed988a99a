import type { SectionStatus } from '../dossier/status';
import type { Range } from '../outline/types';
import { insertFix } from './insertion';
import { endOfLine } from './lineEdits';
import type { Problem, Rule, Subject } from './rule';
import { quoteList, typeset } from './sentences';

/** Above this number of missing sections, one problem names them all. */
const maxAlone = 2;

/** Sections of the model that the document doesn't have. */
export const sectionManquante: Rule = {
  code: 'section-manquante',
  summary: 'Section du modèle absente du document',
  severity: 'warning',
  check: (subject) => {
    const sections = subject.status?.sections ?? [];
    const missing = sections.filter(({ matched }) => matched.heading === undefined);
    const range = placeOf(subject);
    return missing.length > maxAlone
      ? [together(subject, missing, range)]
      : missing.map((section) => alone(subject, section, missing, range));
  },
};

type Found = Omit<Problem, 'rule'>;

function alone(subject: Subject, section: SectionStatus, missing: readonly SectionStatus[], range: Range): Found {
  const { title } = section.matched.section;
  const fixes = [
    insertFix(subject, [section.matched.section], typeset(`Insérer la section ${quoteList([title])}`), true),
  ];
  if (missing.length > 1) {
    fixes.push(insertAll(subject, missing, false));
  }
  const place = placeInWords(subject.status?.sections ?? [], section);
  return { range, message: typeset(`Section manquante : ${quoteList([title])}${place}. Insérez-la.`), fixes };
}

function together(subject: Subject, missing: readonly SectionStatus[], range: Range): Found {
  const titles = missing.map(({ matched }) => matched.section.title);
  return {
    range,
    message: typeset(`${missing.length} sections manquantes : ${quoteList(titles)}. Insérez-les.`),
    fixes: [
      insertAll(subject, missing, true),
      ...missing.map(({ matched: { section } }) =>
        insertFix(subject, [section], typeset(`Insérer la section ${quoteList([section.title])}`), false),
      ),
    ],
  };
}

function insertAll(
  subject: Subject,
  missing: readonly SectionStatus[],
  isPreferred: boolean,
): Problem['fixes'][number] {
  const sections = missing.map(({ matched }) => matched.section);
  return insertFix(subject, sections, `Insérer les ${sections.length} sections manquantes`, isPreferred);
}

/** Between which of the sections that stand it is expected, by the names they have in the document. */
function placeInWords(sections: readonly SectionStatus[], section: SectionStatus): string {
  const index = sections.indexOf(section);
  const nameOf = ({ matched }: SectionStatus): string[] => (matched.heading ? [matched.heading.text] : []);
  const before = sections.slice(0, index).flatMap(nameOf).at(-1);
  const after = sections.slice(index + 1).flatMap(nameOf)[0];
  if (before !== undefined && after !== undefined) {
    return `, attendue entre ${quoteList([before, after])}`;
  }
  return before !== undefined
    ? `, attendue après ${quoteList([before])}`
    : after !== undefined
      ? `, attendue avant ${quoteList([after])}`
      : '';
}

/** The document's title; without one, the name of its model in the front matter, or its first line. */
function placeOf({ outline, status, lines }: Subject): Range {
  const [title] = outline.headings;
  const own = (status?.sections ?? []).flatMap(({ matched }) => [
    matched.heading,
    ...matched.items.map((item) => item.heading),
  ]);
  if (title && title.text !== '' && !own.includes(title)) {
    return title.textRange;
  }
  const named = outline.frontMatter?.entries.find(({ key }) => key === 'modele');
  return named?.valueRange ?? { start: { line: 0, character: 0 }, end: endOfLine(lines, 0) };
}
