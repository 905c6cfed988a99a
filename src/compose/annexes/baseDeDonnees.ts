import type { Column, Table } from '../../survey/facts';
import type { AnnexWriter, Page } from '../answers/answer';
import { partlyRead } from '../answers/partlyRead';
import { sourcesOf } from '../answers/schema';

export const baseDeDonnees: AnnexWriter = {
  id: 'base-de-donnees',
  title: 'Base de données',
  items: ['schema'],
  write(page) {
    const { tables } = page.inventory;
    if (tables.length === 0) {
      return undefined;
    }
    const hasImplicit = tables.some(({ columns }) => columns.some(({ implicit }) => implicit === true));
    return [
      `Tables et colonnes relevées d’après ${sourcesOf(tables)} ; les types sont ceux que la source écrit.${hasImplicit ? ' Une colonne « ajoutée par le cadre » n’est écrite nulle part : elle va avec la table.' : ''}`,
      ...partlyRead(page, 'tables'),
      ...tables.flatMap((table) => tableBlocks(page, table)),
    ];
  },
};

function tableBlocks(page: Page, table: Table): string[] {
  const { name, kind, label, part, certainty, partial, evidence, columns } = table;
  const told = [
    ...(label === undefined ? [] : [page.text(label)]),
    ...(kind === 'view' ? ['vue'] : kind === 'collection' ? ['collection'] : []),
    ...(part === undefined || part === '.' ? [] : [`dans ${page.code(part)}`]),
    ...(certainty === 'probable' ? ['à confirmer'] : []),
  ];
  const rows = columns.map((column) => [
    page.code(column.name),
    page.text(column.type ?? ''),
    constraintsOf(page, column),
    page.links([column.evidence]),
  ]);
  return [
    `## ${page.code(name)}`,
    `${told.length > 0 ? `${told.join(', ')}. ` : ''}Déclarée par ${page.links(evidence.slice(0, 3))}.`,
    ...(partial === undefined ? [] : [`Lue en partie : ${page.text(partial)}.`]),
    rows.length > 0 ? page.table(['Colonne', 'Type', 'Contraintes', 'Preuve'], rows) : 'Colonnes : non détectées.',
  ];
}

function constraintsOf(page: Page, { key, references, nullable, unique, label, implicit }: Column): string {
  return [
    ...(key === 'primary' ? ['clé primaire'] : []),
    ...(references === undefined ? [] : [`vers ${page.code(references)}`]),
    ...(key === 'foreign' && references === undefined ? ['clé étrangère'] : []),
    ...(nullable === undefined || key === 'primary' ? [] : [nullable ? 'nul admis' : 'non nul']),
    ...(unique === true && key !== 'primary' ? ['unique'] : []),
    ...(implicit === true ? ['ajoutée par le cadre'] : []),
    ...(label === undefined ? [] : [`« ${page.text(label)} »`]),
  ].join(' ; ');
}
