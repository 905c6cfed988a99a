import { readOutline } from '../../outline';
import type { Detector } from '../detector';
import type { ProductDocument } from '../facts';
import type { Repository, SurveyedFile } from '../repository';

/** What a folder of documents is called. */
const folders = /(?:^|\/)(?:docs?|documentation|documents?|guides?|wiki|manuals?|manuel)(?:\/|$)/i;
const prose = /\.(?:md|mdx|markdown|rst|adoc|asciidoc|txt|pdf|docx?|odt|odp|pptx?|ods|xlsx?)$/i;
const pages =
  /\.(?:md|mdx|html|html\.erb|erb|haml|slim|twig|html\.twig|j2|jinja2?|vue|svelte|astro|[jt]sx|blade\.php|pdf|docx?|odt)$/i;

const userNames =
  /^(?:faq|foire[-_ ]?aux[-_ ]?questions|cgu|tos|terms(?:[-_]of[-_](?:use|service))?|conditions[-_ ]?(?:generales|d[-_]?utilisation|utilisation)[\w-]*|mentions?[-_ ]?legales?|legal(?:[-_]?notices?|s)?|accessibilite|declaration[-_]?(?:d[-_]?)?accessibilite|(?:politique[-_](?:de[-_])?)?confidentialite|donnees[-_]personnelles|privacy(?:[-_]policy)?|guide[-_ ]?(?:d[-_]?)?(?:utilisateurs?|usagers?|utilisation)[\w-]*|mode[-_ ]?d[-_]?emploi|manuel[\w-]*|user[-_]?(?:guide|manual)[\w-]*|aide|tutoriels?)$/i;
const businessNames =
  /^(?:glossaire|glossary|lexique|(?:plan[-_]de[-_])?taggage|plan[-_]de[-_](?:marquage|tracking)|tracking[-_]?plan|roadmap|feuille[-_]de[-_]route|bilan[\w-]*|metier[\w-]*|regles[-_](?:metier|de[-_]gestion)[\w-]*|cahier[-_]des[-_]charges|releases?[-_ ]?notes?[\w-]*|notes?[-_]de[-_]version[\w-]*|nouveautes|changelog|changes|history)$/i;
const technicalNames =
  /^(?:contributing|architecture|install(?:ation)?|deploy(?:ment)?|deploiement|development|developpement|hacking|security|runbook|exploitation|operations?|maintenance|migration|upgrad(?:e|ing)|postmortem|post-mortem)$/i;

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
        }
      }
      return { repository: { documents: found } };
    },
  }),
};

function kindOf({ name, folder }: SurveyedFile): ProductDocument['kind'] | undefined {
  const stem = name
    .slice(0, Math.max(0, name.indexOf('.', 1)))
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '');
  if (userNames.test(stem) && pages.test(name)) {
    return 'user';
  }
  if (
    !prose.test(name) ||
    /^(?:readme|licen[cs]e|copying|notice|authors|codeowners|requirements|robots|humans|security)\b/i.test(stem)
  ) {
    return undefined;
  }
  if (
    businessNames.test(stem) ||
    (folders.test(folder) && /(?:^|\/)(?:metier|produit|business|fonctionnel)(?:\/|$)/i.test(folder))
  ) {
    return 'business';
  }
  const isMarkup = /\.(?:md|mdx|markdown|rst|adoc|asciidoc)$/i.test(name);
  if (folders.test(folder)) {
    return isMarkup || /\.(?:pdf|docx?|odt|odp|pptx?)$/i.test(name) ? 'technical' : undefined;
  }
  return isMarkup && technicalNames.test(stem) ? 'technical' : undefined;
}

async function describe(
  repository: Repository,
  { path, name }: SurveyedFile,
  kind: ProductDocument['kind'],
): Promise<ProductDocument> {
  const source = /\.(?:md|mdx|markdown)$/i.test(name) ? await repository.text(path) : undefined;
  const [heading] = source ? readOutline(source.text.slice(0, 20_000)).headings : [];
  const words = heading?.text.trim() ?? '';
  // A journal of versions begins with the last one, which names nothing.
  const title = /^\W*v?\d/.test(words) ? '' : words;
  return {
    name,
    path,
    kind,
    ...(title ? { title } : {}),
    evidence: [{ path, line: (heading?.range.start.line ?? 0) + 1 }],
  };
}
