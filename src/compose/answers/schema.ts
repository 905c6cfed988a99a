import type { AnswerWriter } from './answer';
import { byName, proven, toConfirm } from './certainty';

export const schema: AnswerWriter = {
  item: 'schema',
  write(page) {
    const { databases } = page.inventory;
    const lines = byName(proven(databases)).map(({ name, facts }) => {
      const versions = [...new Set(facts.flatMap(({ version }) => version ?? []))];
      const end = facts.find(({ endOfLife }) => endOfLife !== undefined)?.endOfLife;
      const support = end === undefined ? '' : `, fin de support en ${page.date(end, 'month')}`;
      return `- **${page.text(name)}**${versions.length > 0 ? ` ${versions.map((version) => page.code(version)).join(', ')}` : ''}${support} ${page.proof(facts.flatMap(({ evidence }) => evidence))}`;
    });
    return {
      blocks: [
        ...(lines.length > 0
          ? [lines.join('\n')]
          : [
              page.notFound(
                'Base de données',
                ['docker-compose.yml', 'les dépendances', 'la configuration', 'les variables'],
                'f',
              ),
            ]),
        ...toConfirm(page, databases),
      ],
      question: 'quelles sont les tables principales, et que contient une ligne de chacune ?',
    };
  },
};
