import type { AnswerWriter } from './answer';

export const statutArret: AnswerWriter = {
  item: 'statut-arret',
  write(page) {
    const readmes = page.inventory.readme.filter(({ path }) => !path.includes('/'));
    const stopped = readmes.flatMap((readme) => readme.stopped ?? []);
    const [moved] = page.inventory.repository.links.filter(
      ({ kind, evidence }) =>
        kind === 'source' &&
        evidence.some((place) => stopped.some(({ path, line }) => path === place.path && line === place.line)),
    );
    if (moved) {
      return {
        blocks: [
          `Le README renvoie vers un autre dépôt, ${page.code(moved.url)} ${page.proof(stopped)} : c’est un déménagement, pas l’annonce d’un arrêt.`,
        ],
        question: 'quel dépôt fait foi, celui-ci ou l’autre, et à quelle date le service a-t-il fermé ?',
        urgent: [{ rank: 2, text: 'Le README renvoie vers un autre dépôt, et rien ne dit lequel fait foi' }],
      };
    }
    if (stopped.length > 0) {
      return {
        blocks: [`Le README annonce un arrêt ou un déménagement ${page.proof(stopped)}.`],
        question: 'à quelle date le service a-t-il fermé, et quelle adresse d’équipe répond encore ?',
      };
    }
    const [readme] = readmes;
    return {
      blocks: [
        readme
          ? `Mention d’arrêt : non détectée ; cherché dans ${page.file(readme.path)} (« arrêt », « archivé », « abandonné », « maintenu », « deprecated », « moved to »).`
          : page.notFound('README', ['README.md', 'README', 'README.rst']),
      ],
      question: 'à quelle date le produit s’arrête-t-il, et quelle adresse d’équipe répondra encore ?',
    };
  },
};
