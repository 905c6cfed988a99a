import type { Detector } from '../detector';
import type { ProductDocument } from '../facts';
import { documentTitles } from '../readers/documentTitle';
import { documentRoutes } from '../readers/documentRoutes';
import { guideCommands } from '../readers/installCommands';
import type { Repository, SurveyedFile } from '../repository';

/** What a folder of documents is called. */
const folders = /(?:^|\/)_?(?:docs?|documentation|documents?|guides?|wiki|manuals?|manuel)(?:\/|$)/i;
const prose = /\.(?:md|mdx|markdown|rst|adoc|asciidoc|txt|pdf|docx?|odt|odp|pptx?|ods|xlsx?)$/i;
const pages =
  /\.(?:md|mdx|html|html\.erb|erb|haml|slim|twig|html\.twig|j2|jinja2?|pug|ejs|njk|hbs|vue|svelte|astro|[jt]sx|blade\.php|pdf|docx?|odt)$/i;

const userNames =
  /^(?:faq|foire[-_ ]?aux[-_ ]?questions|cgu|tos|terms(?:[-_]of[-_](?:use|service))?|conditions[-_ ]?(?:generales|d[-_]?utilisation|utilisation)[\w-]*|mentions?(?:[-_ ]?legales?)?|legal(?:[-_]?notices?|s)?|accessibilite|accessibility(?:[-_]statement)?|mentions?[-_]d[-_]informations?|help|declaration[-_]?(?:d[-_]?)?accessibilite|(?:politique[-_](?:de[-_](?:la[-_])?)?)?confidentialite|donnees[-_]personnelles|privacy(?:[-_]policy)?|guide[-_ ]?(?:d[-_]?)?(?:utilisateurs?|usagers?|utilisation)[\w-]*|mode[-_ ]?d[-_]?emploi|manuel(?:[-_][\w-]+)?|user[-_]?(?:guide|manual)[\w-]*|aide|tutoriels?)$/i;
const businessNames =
  /^(?:glossaire|glossary|lexique|(?:plan[-_]de[-_])?taggage|plan[-_]de[-_](?:marquage|tracking)|tracking[-_]?plan|roadmap|feuille[-_]de[-_]route|bilan[\w-]*|metiers?|regles[-_](?:metier|de[-_]gestion)[\w-]*|cahier[-_]des[-_]charges|releases?[-_ ]?notes?[\w-]*|notes?[-_]de[-_]version[\w-]*|nouveautes|changelog|changes|history)$/i;
const technicalNames =
  /^(?:contributing|architecture|install(?:ation)?|deploy(?:ment)?|deploiement|development|developpement|hacking|security|runbook|exploitation|operations?|maintenance|migration|upgrad(?:e|ing)|postmortem|post-mortem)$/i;

/** What shouts from a folder of the product is meant to be read; these say who may take part, or speak to programs. */
const shouted = /^[A-Z][A-Z0-9]*(?:[-_][A-Z0-9]+)*\.md$/;
const unread =
  /^(?:readme|licen[cs]e|copying|notice|authors|contributors|maintainers|credits|thanks|codeowners|_?templates?|_?modeles?|_?gabarits?|code_of_conduct|governance|funding|support|todo|requirements|robots|humans|security|claude|agents?|gemini|copilot|skill|(?:pull_request|issue)(?:_template)?)\b/i;

/** Folders of documents written for those who use the product. */
const userFolders =
  /(?:^|\/)(?:faqs?|foire[-_]aux[-_]questions|aide|aide[-_]en[-_]ligne|user[-_]?(?:guides?|manuals?|docs?)|guides?[-_](?:utilisateurs?|usagers?)|utilisateurs?|usagers?|tutoriels?)(?:\/|$)/i;

/** What is served as it is: a document there is for whoever opens the site. */
const published = /(?:^|\/)(?:public|static|content|assets|uploads?|www)\//i;

/** What is named after what it speaks of: words in capitals are acronyms there. */
const contents = /(?:^|\/)(?:contents?|data|_?posts|pages|public|static|assets|locales?|i18n|glossaire[\w-]*|wiki)\//i;

/** Pages of an account, which bear the names of legal ones. */
const settings = /(?:^|\/)(?:settings|preferences|parametres|accounts?|profiles?|comptes?)$/i;

/** Collections that a site generator makes pages of: articles and cards, not documents. */
const collections = /(?:^|\/)_(?!pages?(?:\/|$)|docs?(?:\/|$)|documents?(?:\/|$)|guides?(?:\/|$))/i;

/** Titles that say for whom a page of a folder of documents is. */
const forUsers =
  /guide d[’' ]utilisation|guide (?:de l[’'])?(?:utilisateur|usager)|mode d[’' ]emploi|foire aux questions|\bFAQ\b/i;

/** Files that a framework names after their folder's route. */
const routed = /^(?:\+?page|index)\.(?:[jt]sx|mdx?|svelte|vue|astro)$/;
const routes = /(?:^|\/)(?:app|pages|routes)\//;

/** Guides for those who begin to work on the product, by their names or their titles. */
const tellsHow =
  /install|set-?up|getting[-_ ]?started|d[ée]marr|(?:dev|d[ée]veloppement)[-_ ](?:environment|env|setup|guide)|environnement (?:de d[ée]v|local)|environnement[-_]|local[-_ ]dev|contributing|quick[-_ ]?start/i;

/** Beyond, a documentation site lies in the repository: its first pages say so. */
const enough = 200;

/** Documents that the product's people wrote: for its public, for its team, for its developers. The README is not one. */
export const documents: Detector = {
  name: 'documents',
  start: (repository) => ({
    async find() {
      const found: ProductDocument[] = [];
      for (const file of repository.files) {
        const kind = file.isTest ? undefined : kindOf(file);
        if (kind && found.length < enough) {
          found.push(await describe(repository, file, kind));
        } else if (found.length < enough && (await isStatistics(repository, file))) {
          found.push({ name: file.name, path: file.path, kind: 'business', evidence: [{ path: file.path, line: 1 }] });
        }
      }
      const routes = await documentRoutes(
        repository,
        found.filter(({ kind }) => kind === 'user').map(({ path }) => path),
      );
      return {
        repository: {
          documents: found.map((document) => {
            const route = routes.get(document.path);
            return route === undefined ? document : { ...document, route };
          }),
        },
      };
    },
  }),
};

/** Queries that count what the product did: they tell what was measured. */
async function isStatistics(repository: Repository, { path, name, isTest }: SurveyedFile): Promise<boolean> {
  if (
    isTest ||
    !/^(?:[\w-]*[_-])?(?:stats?|statistiques?|statistics|kpis?|indicateurs?|bilans?|reporting|metabase)(?:[_-][\w-]*)?\.sql$/i.test(
      name,
    )
  ) {
    return false;
  }
  const text = /(?:^|\/)migrations?\//i.test(path) ? '' : ((await repository.text(path))?.text ?? '');
  return /\bselect\b/i.test(text) && !/\b(?:create\s+table|alter\s+table|insert\s+into)\b/i.test(text);
}

function kindOf({ name, folder }: SurveyedFile): ProductDocument['kind'] | undefined {
  const stem = stemOf(name);
  if (
    routed.test(name) &&
    routes.test(folder) &&
    userNames.test(stemOf(`${folder.slice(folder.lastIndexOf('/') + 1)}.`))
  ) {
    return 'user';
  }
  if (collections.test(folder) && /\.(?:md|markdown)$/i.test(name)) {
    return undefined;
  }
  if (userNames.test(stem) && pages.test(name)) {
    return settings.test(folder) ? undefined : 'user';
  }
  if (!prose.test(name) || unread.test(stem) || /(?:^|\/)\.(?!\.(?:\/|$))/.test(folder)) {
    return undefined;
  }
  if (
    businessNames.test(stem) ||
    (folders.test(folder) && /(?:^|\/)(?:metier|produit|business|fonctionnel)(?:\/|$)/i.test(folder))
  ) {
    return 'business';
  }
  // What is laid out to be printed and is called a guide is for those who use the product.
  const isOffice = /\.(?:pdf|docx?|odt|odp|pptx?)$/i.test(name);
  if (/(?:^|\/)guides?(?:\/|$)/i.test(folder) && isOffice) {
    return 'user';
  }
  if (/(?:^|\/)(?:releases?|release[-_]?notes?|changelogs?)$/i.test(folder) && /^v?\d/.test(name)) {
    return 'business';
  }
  const isMarkup = /\.(?:md|mdx|markdown|rst|adoc|asciidoc)$/i.test(name);
  if (folders.test(folder)) {
    const isForUsers = userFolders.test(folder) || (isOffice && published.test(folder));
    return isMarkup || isOffice ? (isForUsers ? 'user' : 'technical') : undefined;
  }
  return isMarkup && (technicalNames.test(stem) || (shouted.test(name) && !contents.test(`${folder}/`)))
    ? 'technical'
    : undefined;
}

/** `mentionsLegales.pug` → `mentions-Legales`, without accents. */
function stemOf(name: string): string {
  return name
    .replace(/(?:\.[a-z]{2}(?:[-_][a-z]{2})?)?(?:\.(?:html|blade|text|component|page))?\.\w*$/i, '')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/(?<=[a-z])(?=[A-Z][a-z])/g, '-');
}

async function describe(
  repository: Repository,
  { path, name, folder }: SurveyedFile,
  kind: ProductDocument['kind'],
): Promise<ProductDocument> {
  const source = /\.(?:md|mdx|markdown)$/i.test(name) ? await repository.text(path) : undefined;
  const titles = source ? documentTitles(source) : [];
  const commands =
    source && kind === 'technical' && tellsHow.test(`${name} ${titles[0]?.title ?? ''}`) ? guideCommands(source) : [];
  // A journal of versions begins with the last one, terms with their first article: neither names the page.
  const named = titles.find((each) => !/^\W*v?\d|^(?:article|chapitre)\s+\d/i.test(each.title));
  const { title, line } = named ?? { title: '', line: titles[0]?.line ?? 1 };
  return {
    // What a framework names after its route has no name of its own.
    name: routed.test(name) && kind === 'user' ? folder.slice(folder.lastIndexOf('/') + 1) : name,
    path,
    kind: kind === 'technical' && forUsers.test(title) ? 'user' : kind,
    ...(title ? { title } : {}),
    ...(commands.length > 0 ? { commands } : {}),
    evidence: [{ path, line }],
  };
}
