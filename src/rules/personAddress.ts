/** Whose an address is, when it is one person's: an account at work, or a mailbox of their own. */
export type Owner = 'account' | 'mailbox';

/** Words that say that several people read an address, the acronyms of administrations included. Folded. */
const sharedWords = new Set(
  (
    'acces accessibilite accueil acoss actualites ademe adm admin administrateur administration affaires ' +
    'agent agents aide aides aife alert alerte alertes alternance analytics anct annuaire ansm anssi api app ' +
    'appli application arcep ars assises assistance asso association atelier bal bdd beta bibliotheque ' +
    'bizdev boite bonjour bot bourse bureau caf campus candidature candidatures carte catalogue cellule ' +
    'centre cerema cert chef ci cil client clients cnaf cnam cnav cned cnfpt cnil cnrs coach coaching ' +
    'collectif collectivite com comite commercial communaute communes communication compta comptabilite ' +
    'compte comptes concertation conformite conseil conseiller conseillers contact contacts contrat ' +
    'contribution coordination correspondant courriel courriels courrier cpam crous culture cyber dares ' +
    'dashboard data ddcs ddfip ddt ddtm deal delegation demarche demarches demo departement deploiement ' +
    'deploy depot desabonnement dev developpement developpeur developpeurs devops devs dgac dgafp dgal dgaln ' +
    'dgccrf dgcl dgcs dge dgefp dgesco dgfip dggn dgitm dgpr dgrh dgs diffusion dila dinsic dinum direct ' +
    'direction disi disp ditp djepva dns dnum docs documentation domaine donnees dossier dossiers dpd dpo ' +
    'draaf drac drassm dreal drees dreets drfip drieets droit droits dsed dsi dsn dss dtnum dum eau ecole ' +
    'ecologie education email emploi emplois enap energie enfance enquete ensap environnement equipe equipes ' +
    'esante espace etat europe evenement evenements expert experts exploitation facturation facture feedback ' +
    'finances fiscal foncier formation forum france fse gestion gestionnaire gip git gouv gouvernance grist ' +
    'groupe handicap hcaam hebergement hello help heroku hotline identite igas igf ign impots incident ' +
    'incidents inclusion incubateur info informatique infos infra infrastructure innovation inpi inrae inria ' +
    'inscription inscriptions insee insertion intranet irsn jeunesse juridique justice kit lab legal liste ' +
    'listes logement magistrat mail mailbox mailer maintenance mairie marches marketing matomo mdph ' +
    'mediation member membre membres mes mesr message metabase metier mindef ministere mission mobilite mon ' +
    'monitoring msa mte national nature newsletter no noreply notification notifications numerique ' +
    'numeriques observatoire office offre onisep opco open ops outil outils ouverture parcours partenaire ' +
    'partenaires partenariat partenariats pass patrimoine pilotage pilote plateforme pole police politique ' +
    'politiques portail poste postmaster prefecture presse prevention privacy procedure prod produit ' +
    'produits professionnels programme projet projets protection public publics qualite question questions ' +
    'recherche reclamation recrutement reference referent referentiel region registre reply reponse reseau ' +
    'responsable ressources retour retours rgpd rh robot root rssi samu sante scalingo scn sdi sdis ' +
    'secretaire secretariat section securite security semaine sentry service services sg sgae sgdsn sgg ' +
    'sgmap sgpi signalement signaler simulateur sirene site snum social solidarite sport ssa ssi staff stage ' +
    'stages startup startups stat statistique statistiques stats statut suivi support surveillance sysadmin ' +
    'systeme tchap team tech technique terrain territoire territoires test tests titres transition transport ' +
    'transports travail tribunal ugap universite urbanisme urssaf usager usagers user users utilisateur ' +
    'utilisateurs valid validation veille ventes vie visio web webmaster www'
  ).split(' '),
);

/** Words that stand for a name in a pattern: « prenom.nom@… ». Folded. */
const patternWords = new Set(
  'prenom nom name firstname lastname surname first last doe foo bar xxx votre your exemple example anonyme'.split(' '),
);

/** Without a dot between two words, only a first name tells a person from a product. Folded. */
const firstNames = new Set(
  (
    'adele adrien agathe agnes alain alban albert alex alexandra alexandre alexia alexis alice aline amandine amelie ' +
    'anais andre andrea anne annie anthony antoine arnaud arthur aude audrey aurelie aurelien axel baptiste bastien ' +
    'beatrice benjamin benoit bernard bertrand brigitte bruno camille carine carole caroline catherine cecile cedric ' +
    'celia celine charles charlotte chloe christelle christian christine christophe claire clara claude claudine ' +
    'clemence clement colette coline corentin corinne cyril damien daniel danielle david delphine denis didier ' +
    'dominique dorian dorothee edith edouard elena eleonore elise elisabeth elodie elsa emilie emma emmanuel ' +
    'emmanuelle eric estelle etienne eva fabien fabienne fabrice fanny fatima felix florence florent florian franck ' +
    'francis francois francoise frederic gabriel gael gaelle gaetan genevieve georges gerard ghislain gilles gregoire ' +
    'gregory guillaume gwenaelle helene henri hugo ines irene isabelle jacqueline jacques jean jeanne jerome jessica ' +
    'joel johan john jonathan joseph judith jules julia julie julien juliette karim karine kevin laetitia laura laure ' +
    'laurence laurent lea leila leo leonard lilian lise loic louis louise luc lucas lucie lucile ludovic lydie maelle ' +
    'magali manon marc marcel margaux marguerite maria marianne marie marine marion marius martin martine mathieu ' +
    'mathilde matthieu maud maxime melanie melissa michael michel michele mickael mohamed monique morgane muriel ' +
    'myriam nadege nadia nadine natacha nathalie nathan nicolas nicole noemie odile olivia olivier ophelie oscar ' +
    'pascal pascale patrice patricia patrick paul paula pauline philippe pierre quentin rachel raphael raymond rebecca ' +
    'regis remi remy renaud rene richard robert robin romain rose roxane sabine sabrina samia samuel sandra sandrine ' +
    'sara sarah sebastien serge simon sofia solene sonia sophie stephane stephanie steven sylvain sylvie tanguy ' +
    'theo theophile thibault thibaut thierry thomas tom valentin valentine valerie vanessa veronique victor victoria ' +
    'vincent virginie vivien xavier yann yannick yasmine yohan yves yvette zoe'
  ).split(' '),
);

const mailboxDomains =
  /^(?:gmail|googlemail|orange|wanadoo|free|sfr|neuf|bbox|numericable|laposte|outlook|hotmail|live|msn|yahoo|ymail|icloud|me|mac|aol|gmx|proton|protonmail|pm|tutanota|mailo)\.(?:com|fr|net|org|me|eu|de|ch|be|co\.uk)$/;

const sampleDomains =
  /(?:^|\.)(?:example|exemple|domain|domaine|monsite|mondomaine|test)\.[a-z]+$|\.(?:test|invalid|example|localhost|local|internal)$|(?:^|\.)noreply\./;

/**
 * Whether an address is one person's.
 *
 * @param address with an `@`
 * @param products what the product is called: an address that bears its name is the team's
 */
export function ownerOf(address: string, products: readonly string[]): Owner | undefined {
  const [local = '', domain = ''] = fold(address).split('@');
  const name = local.replace(/\+.*$/, '').replace(/[._-](?:ext|externe|external|consultant|prestataire)$/, '');
  const words = name.split(/[._-]+/).map((word) => word.replace(/\d+$/, ''));
  if (
    sampleDomains.test(domain) ||
    words.some((word) => sharedWords.has(word) || patternWords.has(word)) ||
    bearsName(name, words, [...products, ...domain.split('.').slice(0, -1)], products)
  ) {
    return undefined;
  }
  if (mailboxDomains.test(domain)) {
    return letters(name).length >= 3 ? 'mailbox' : undefined;
  }
  return isPersonName(name) ? 'account' : undefined;
}

/** What is wrong with an address that is to take the place of a person's, in French. */
export function refuseAddress(answer: string, products: readonly string[]): string | undefined {
  const address = answer.trim();
  if (!/^[^\s@<>()[\],;:"`|]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}$/i.test(address)) {
    return 'Écrivez une adresse complète, comme contact@produit.beta.gouv.fr.';
  }
  return ownerOf(address, products) === undefined
    ? undefined
    : 'Cette adresse est encore celle d’une personne : donnez celle d’une équipe ou du produit.';
}

/** `prenom.nom`, `p.nom`, `jean-pierre.de.la.tour`; with hyphens alone, a first name has to come first. */
function isPersonName(name: string): boolean {
  const word = "[a-z][a-z']*";
  const compound = `${word}(?:-${word})*`;
  if (new RegExp(`^${compound}(?:\\.${compound}){0,2}\\.${word}(?:-${word})*[a-z]\\d{0,3}$`).test(name)) {
    return true;
  }
  const [first = ''] = name.split(/[-_]/);
  return firstNames.has(first) && new RegExp(`^${word}(?:[-_]${word}){1,2}\\d{0,3}$`).test(name) && name.length > 5;
}

/** Whether an address is made of the product's name, or of its own domain's. */
function bearsName(
  name: string,
  words: readonly string[],
  names: readonly string[],
  products: readonly string[],
): boolean {
  const bare = letters(name);
  const productWords = new Set(products.flatMap((product) => fold(product).split(/[^a-z0-9]+/)));
  return (
    names.some((other) => letters(other) === bare || (bare.length >= 5 && letters(other).includes(bare))) ||
    words.some((word) => word.length >= 4 && productWords.has(word) && !firstNames.has(word))
  );
}

function letters(text: string): string {
  return fold(text).replace(/[^a-z0-9]/g, '');
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('’', "'").toLowerCase();
}
