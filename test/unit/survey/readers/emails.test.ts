import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { emailsIn, mailerActions } from '../../../../src/survey/readers/emails';
import { SourceText } from '../../../../src/survey/sourceText';

function told(path: string, ...lines: string[]): string[] {
  const source = new SourceText(path, lines.join('\n'));
  return (path.endsWith('.rb') ? mailerActions(source) : emailsIn(source)).map(
    ({ name, template, recipient, evidence: [place] }) =>
      [name, recipient ?? '-', template ?? '-', String(place?.line)].join(' | '),
  );
}

describe('The e-mails that code writes', () => {
  it('are told by subject, template and what names who gets them, in Python', () => {
    assert.deepEqual(
      told(
        'suivi/taches.py',
        'def prevenir(dossier):',
        "    html_template = 'suivi/courriel_rappel.html'",
        "    subject = f'Dossier {dossier.numero} : il manque une pièce'",
        '    send_email(',
        '        to=[dossier.agent.email],',
        '        subject=subject,',
        '        html_template=html_template,',
        '    )',
        '',
        'def clore(dossier):',
        '    titre = dossier.titre',
        '    subject = titre',
        "    subject += ' - dossier clos'",
        '    send_email(to=to, subject=subject)',
      ),
      [
        'Dossier … : il manque une pièce | dossier.agent.email | suivi/courriel_rappel.html | 3',
        '… - dossier clos | - | - | 13',
      ],
    );
  });

  it('are read from settings, from first arguments and from translated texts', () => {
    assert.deepEqual(
      told(
        'produit/settings.py',
        "MAGICAUTH_EMAIL_SUBJECT = 'Connexion au guichet'",
        "MAGICAUTH_EMAIL_HTML_TEMPLATE = 'login/email.html'",
        "EMAIL_SUBJECT_PREFIX = '[Guichet] '",
      ),
      ['Connexion au guichet | - | login/email.html | 1'],
    );
    assert.deepEqual(told('a.py', "send_mail('Votre code', corps, None, [usager.email])"), ['Votre code | - | - | 1']);
    assert.deepEqual(told('a.py', "send_mail(subject=_('Votre code'), message=corps)"), ['Votre code | - | - | 1']);
    assert.deepEqual(told('a.js', "await mailer.sendEmail(agent.email, 'Bienvenue au guichet', null, corps)"), [
      'Bienvenue au guichet | - | - | 1',
    ]);
  });

  it('are read from objects and from chains of calls', () => {
    assert.deepEqual(
      told(
        'src/oubli.js',
        'await sendMail({',
        '  to: usager?.email,',
        '  subject: `Nouveau mot de passe pour ${usager.nom}`,',
        '})',
      ),
      ['Nouveau mot de passe pour … | usager?.email | - | 3'],
    );
    assert.deepEqual(
      told(
        'src/Courriel.php',
        '$email = (new TemplatedEmail())',
        '  ->to($usager->getEmail())',
        "  ->subject('Votre demande est reçue')",
        "  ->htmlTemplate('courriels/recue.html.twig');",
      ),
      ['Votre demande est reçue | usager | courriels/recue.html.twig | 3'],
    );
    assert.deepEqual(told('src/Courriel.java', 'mailMessage.setSubject("Votre demande");'), [
      'Votre demande | - | - | 1',
    ]);
  });

  it('are Rails mailers’ actions, by their subjects or their names', () => {
    assert.deepEqual(
      told(
        'app/mailers/avis_mailer.rb',
        'class AvisMailer < ApplicationMailer',
        '  def rappel(avis)',
        '    mail(to: avis.agent.email, subject: "Un avis vous attend")',
        '  end',
        '',
        '  def depose(avis)',
        '    mail to: @avis.usager.email',
        '  end',
        '',
        '  def titre',
        '    @avis.titre',
        '  end',
        'end',
      ),
      [
        'Un avis vous attend | avis.agent.email | AvisMailer.rappel | 2',
        'AvisMailer.depose | @avis.usager.email | - | 6',
      ],
    );
  });

  it('tell no address nor telephone of a person', () => {
    assert.deepEqual(
      told('src/mail.js', "send({ subject: 'Avis de jean.petit@exemple.fr, au 06 12 34 56 78', to: usager.email })"),
      ['Avis de …, au … | usager.email | - | 1'],
    );
  });

  it('are not subjects of something else, keys of translations, comments, nor addresses', () => {
    assert.deepEqual(told('src/jeton.js', "jwt.sign({ subject: 'Un usager' })"), []);
    assert.deepEqual(told('src/mail.js', "send({ subject: 'mails.oubli.objet', to: usager.email })"), []);
    assert.deepEqual(told('src/mail.js', "// send({ subject: 'Ancien objet', to: usager.email })"), []);
    assert.deepEqual(told('src/mail.js', "send({ subject: 'Un objet', to: 'equipe@exemple.gouv.fr' })"), [
      'Un objet | - | - | 1',
    ]);
    assert.deepEqual(told('src/mail.js', 'send({ subject: `${titre}` })'), []);
  });

  it('never stop the reading, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.constantFrom('mail.py', 'mail.rb'),
        (text, path) => {
          told(path, `subject = "${text}`, text);
        },
      ),
    );
    const start = Date.now();
    told('mail.py', 'subject = f"'.repeat(20_000));
    told('mail.js', `subject: \`${'{'.repeat(200_000)}`, 'a_'.repeat(200_000));
    assert.ok(Date.now() - start < 2_000);
  });
});
