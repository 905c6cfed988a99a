import * as assert from 'node:assert/strict';
import { adresseNominative } from '../../../src/rules/adresseNominative';
import { ownerOf, refuseAddress } from '../../../src/rules/personAddress';
import { tryRule } from './tryRule';

const header =
  '---\nmodele: dossier-technique-de-reprise\nproduit: Mes Aides\n---\n\n# Dossier technique : Mes Aides\n\n';
const account = 'elle s’éteint avec son compte, 30 jours après le départ. Donnez une adresse partagée.';
const mailbox = 'elle part avec son titulaire, et personne ne pourra la relever. Donnez une adresse partagée.';
const ask = 'Remplacer par une adresse partagée…';

const valid = [
  'contact@passerelle.beta.gouv.fr, support@x.fr, dpo@ministere.gouv.fr, no-reply@x.fr, startups@beta.gouv.fr',
  'contact.medle@fabrique.social.gouv.fr et equipe.produit@x.fr et bonjour.medle@gmail.com',
  'mes-aides@beta.gouv.fr, mes.aides@beta.gouv.fr, aides@x.fr, equipe-mesaides@gmail.com, contact.aides@orange.fr',
  'nova.terra@novaterra-app.beta.gouv.fr',
  'a-just@a-just.beta.gouv.fr, data.pass@datapass.api.gouv.fr',
  'jean.dupont@example.com, jean.dupont@exemple.fr, jean.dupont@x.test, jean.dupont@x.invalid, a.b@test.fr',
  '12345+jdupont@users.noreply.github.com',
  'Les adresses sont de la forme prenom.nom@beta.gouv.fr ou p.nom@beta.gouv.fr.',
  'sg.dnum@interieur.gouv.fr, djepva.disi@jeunesse-sports.gouv.fr, demo.emplois@inclusion.gouv.fr',
  'git clone git@github.com:betagouv/passerelle.git ; ssh://jean.dupont@forge.fr/x ; https://jean.dupont@forge.fr',
  '`npm i @types/node@20.1.0` et @betagouv/paquet, jdupont@ministere.gouv.fr, aides-jeunes@beta.gouv.fr',
  '```\njean.dupont@beta.gouv.fr\n```\n\n    jean.dupont@beta.gouv.fr\n\n<!-- jean.dupont@beta.gouv.fr -->',
  'jean.dupont@localhost, jean.dupont@, @beta.gouv.fr',
];

const invalid: readonly (readonly [string, string, string, string])[] = [
  ['Écrire à jean.dupont@beta.gouv.fr.', 'jean.dupont@beta.gouv.fr', '(…@beta.gouv.fr)', 'Écrire à aide@x.fr.'],
  ['- `j.dupont@ministere.gouv.fr`', 'j.dupont@ministere.gouv.fr', '(…@ministere.gouv.fr)', '- `aide@x.fr`'],
  ['<jean-pierre.de.la.tour2@x.fr>', 'jean-pierre.de.la.tour2@x.fr', '(…@x.fr)', '<aide@x.fr>'],
  ['Éloïse.Lefèvre@x.fr', 'Éloïse.Lefèvre@x.fr', '(…@x.fr)', 'aide@x.fr'],
  ['marie-dupont@x.fr', 'marie-dupont@x.fr', '(…@x.fr)', 'aide@x.fr'],
  ['camille_martin.ext@x.fr', 'camille_martin.ext@x.fr', '(…@x.fr)', 'aide@x.fr'],
  ['lucie.martin+medle@x.fr', 'lucie.martin+medle@x.fr', '(…@x.fr)', 'aide@x.fr'],
  [
    '[Jean : jean.dupont@x.fr](mailto:jean.dupont@x.fr?subject=Reprise)',
    'jean.dupont@x.fr',
    '(…@x.fr)',
    '[Jean : aide@x.fr](mailto:aide@x.fr?subject=Reprise)',
  ],
  ['[écrire](mailto:jean.dupont@x.fr)', 'jean.dupont@x.fr', '(…@x.fr)', '[écrire](mailto:aide@x.fr)'],
  [
    '| Qui | Où |\n| - | - |\n| Jean | jean.dupont@x.fr |',
    'jean.dupont@x.fr',
    '(…@x.fr)',
    '| Qui | Où |\n| - | - |\n| Jean | aide@x.fr |',
  ],
];

describe('Rule « adresse-nominative »', () => {
  for (const text of valid) {
    it(`says nothing of ${text}`, async () => {
      assert.deepEqual(await tryRule(adresseNominative, header + text), []);
    });
  }

  for (const [text, underlined, domain, after] of invalid) {
    it(`speaks of ${text}`, async () => {
      assert.deepEqual(await tryRule(adresseNominative, header + text, { answer: ' aide@x.fr ' }), [
        { underlined, message: `Adresse d’une personne ${domain} : ${account}`, fixes: { [ask]: header + after } },
      ]);
    });
  }

  it('knows the mailboxes that people have for themselves', async () => {
    for (const domain of ['gmail.com', 'orange.fr', 'free.fr', 'laposte.net', 'outlook.fr', 'hotmail.com']) {
      const seen = await tryRule(adresseNominative, `${header}jdupont93@${domain}`, { answer: 'aide@x.fr' });
      assert.deepEqual(
        seen.map(({ message }) => message),
        [`Boîte personnelle (…@${domain}) : ${mailbox}`],
      );
    }
  });

  it('speaks of the front matter, and of each place', async () => {
    const text = header.replace('produit', 'contact: jean.dupont@x.fr\nproduit');
    const seen = await tryRule(adresseNominative, `${text}jean.dupont@x.fr et jean.dupont@x.fr`, {
      answer: 'aide@x.fr',
    });
    assert.equal(seen.length, 3);
  });

  it('never tells the name', async () => {
    const seen = await tryRule(adresseNominative, `${header}jean.dupont@x.fr`, { answer: 'aide@x.fr' });
    assert.doesNotMatch(JSON.stringify(seen.map(({ message, fixes }) => [message, Object.keys(fixes)])), /dupont/i);
  });

  it('takes the name of the product’s sheet for the team’s', async () => {
    const sheet =
      '---\ntitle: Lucie Aubrac\nmission: Y\ncontact: lucie.aubrac@beta.gouv.fr\nphases:\n  - name: abandon\n    start: 2024-01-01\n---\n';
    assert.deepEqual(await tryRule(adresseNominative, sheet, { path: 'content/_startups/lucie.md' }), []);
    const other = sheet.replace('contact: lucie.aubrac', 'contact: jean.dupont');
    assert.equal(
      (await tryRule(adresseNominative, other, { path: 'content/_startups/lucie.md', answer: 'aide@x.fr' })).length,
      1,
    );
  });

  it('refuses another person’s address, and what is none', () => {
    assert.equal(refuseAddress(' contact@produit.beta.gouv.fr ', []), undefined);
    assert.match(refuseAddress('jean.martin@x.fr', []) ?? '', /encore celle d’une personne/);
    assert.match(refuseAddress('jean@gmail.com', []) ?? '', /encore celle d’une personne/);
    for (const answer of [
      '',
      'contact',
      'contact@',
      '@x.fr',
      'contact@x',
      'deux mots@x.fr',
      '<contact@x.fr>',
      'a@b@c.fr',
    ]) {
      assert.match(refuseAddress(answer, []) ?? '', /adresse complète/, answer);
    }
  });

  it('tells an account from a mailbox', () => {
    assert.equal(ownerOf('jean.dupont@x.fr', []), 'account');
    assert.equal(ownerOf('jean.dupont@gmail.com', []), 'mailbox');
    assert.equal(ownerOf('support@gmail.com', []), undefined);
    assert.equal(ownerOf('jean@x.fr', []), undefined);
  });
});
