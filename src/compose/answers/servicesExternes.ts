import type { Service } from '../../survey/facts';
import type { AnswerWriter, Page } from './answer';
import { accessOf, grouped, variablesOfBase, withKin } from './accessKinds';
import { isOpenApi } from './openApis';
import { byName, enumerate, proven, tableRows } from './certainty';

export const servicesExternes: AnswerWriter = {
  item: 'services-externes',
  write(page) {
    const { services, env } = page.inventory;
    const set = byName([...bases(page), ...proven(services)]).filter(({ facts }) =>
      facts.some(({ variables }) => variables.length > 0),
    );
    const question =
      'à quelle équipe un repreneur demande-t-il un accès à chacun de ces services, et sous quel délai ?';
    const total = env.length;
    const annex =
      total > 0
        ? [
            `${total > 1 ? `Les ${String(total)} variables` : 'La variable'}, sans valeur : ${page.annex('variables', 'annexe des variables')}.`,
          ]
        : [];
    if (set.length === 0) {
      return {
        blocks: [
          page.notFound('Service réglé par une variable', ['les noms de variables', '.env.*', 'la configuration']),
          ...annex,
        ],
        question,
      };
    }
    const rows = set.slice(0, tableRows).map(({ name, facts }) => {
      const variables = withKin([...new Set(facts.flatMap((service) => service.variables))], env);
      const told = grouped(variables, env);
      const shown = told.slice(0, 4).map((variable) => page.code(variable));
      return [
        page.text(name),
        isOpenApi(name) ? 'aucun' : accessOf(variables),
        `${shown.join(', ')}${told.length > 4 ? `, et ${String(told.length - 4)} de plus` : ''}`,
        page.links(facts.flatMap(({ evidence }) => evidence).slice(0, 2)),
      ];
    });
    const rest = set.slice(tableRows).map(({ name }) => page.text(name));
    return {
      blocks: [
        page.table(['Service', 'Accès', 'Variables', 'Preuve'], rows),
        ...(rest.length > 0 ? [`Et aussi : ${enumerate(rest)}.`] : []),
        ...annex,
      ],
      question,
    };
  },
};

/** The bases, whose access is asked for as a service's is. */
function bases({ inventory: { databases, env } }: Page): Pick<Service, 'name' | 'evidence' | 'variables'>[] {
  return proven(databases).flatMap(({ name }) => {
    const own = variablesOfBase(
      name,
      databases.map((base) => base.name),
      proven(env),
    );
    return own.length === 0
      ? []
      : [
          {
            name,
            variables: own.map((variable) => variable.name),
            evidence: own.flatMap(({ evidence }) => evidence.slice(0, 1)),
          },
        ];
  });
}
