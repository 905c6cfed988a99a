import type { AnnexWriter } from '../answers/answer';

export const variables: AnnexWriter = {
  id: 'variables',
  title: 'Variables d’environnement',
  items: ['services-externes', 'coffre'],
  write(page) {
    const { env } = page.inventory;
    if (env.length === 0) {
      return undefined;
    }
    const rows = env.map(({ name, declared, read, service, secret, certainty }) => [
      page.code(name),
      [...(secret ? ['secret'] : []), ...(certainty === 'probable' ? ['à confirmer'] : [])].join(', '),
      page.text(service ?? ''),
      page.links(declared.slice(0, 2)),
      page.links(read.slice(0, 2)),
    ]);
    return [
      'Noms relevés dans la configuration et dans le code, sans leurs valeurs ; « secret » se déduit du nom.',
      page.table(['Variable', 'Nature', 'Service', 'Déclarée', 'Lue'], rows),
    ];
  },
};
