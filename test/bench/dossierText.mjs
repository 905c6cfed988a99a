/**
 * Sections with what dossiers are made of: boxes, generated zones, tables, code, links and prose.
 *
 * @param {number} length
 */
export function dossierText(length) {
  const parts = ['---\nmodele: dossier-technique-de-reprise\nproduit: Mesure\n---\n\n# Dossier technique de reprise\n'];
  for (let number = 1, size = 0; size < length; number++) {
    const section = `
## ${number}. Architecture et **infrastructure**

- [${number % 3 ? ' ' : 'x'}] Schéma d’architecture du projet (frontend, backend, [services externes](annexes/services.md))
- [ ] Description de l’hébergement \`scalingo\`
  - [x] accès rendus

☐ Liste des endpoints API avec exemples de requêtes
☑ Documentation sur l’accès aux services externes (*Brevo*, autres API)\\
✅ Explication des webhooks

<!-- arret:genere hebergement ${number} -->

L’application est servie par deux conteneurs ([Procfile:1](../Procfile#L1)), derrière le répartiteur de l’hébergeur ; les
tâches de fond passent par \`sidekiq\` et **ne sont pas** rejouées après une panne. <!-- à relire -->

| Service | Accès | Variables | Preuve |
| --- | --- | --- | --- |
| SMTP | identifiant, mot de passe | \`MAIL_*\` | [email.js:6](../src/email.js#L6) |
| PostgreSQL | adresse, TLS | \`DATABASE_URL\` | [knexfile.js:3](../knexfile.js#L3) |

\`\`\`sh
bundle install && bin/rails db:prepare   # - [ ] pas une case
\`\`\`

> **Question :** qui détient la clé de descellement, et survivra-t-elle à la grappe ?

<!-- arret:fin -->
`;
    parts.push(section);
    size += section.length;
  }
  return parts.join('');
}
