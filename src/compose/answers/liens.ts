import type { ProductLink } from '../../survey/facts';
import { webAddress } from '../../survey/readers/gitAddress';
import type { AnswerWriter } from './answer';
import { proven, tableRows } from './certainty';

const kinds: Readonly<Record<ProductLink['kind'], string>> = {
  site: 'Site',
  document: 'Document',
  tool: 'Outil',
  source: 'Code',
  contact: 'Contact',
};

const order: readonly ProductLink['kind'][] = ['site', 'contact', 'document', 'tool', 'source'];

/** Words that people click, which say where to click and not what is there; keys of cards. */
const saysNothing =
  /^(?:url|homepage|landingURL|website|site|ici|l[aà]|ce lien|(?:le )?lien|voir|cliquez ici|here|this(?: link| page)?|link|see)$/i;

/** What follows an address in another; `''` when it isn't under it. */
function pathUnder(address: string, url: string): string {
  return url.toLowerCase().startsWith(`${address.toLowerCase()}/`) ? url.slice(address.length) : '';
}

export const liens: AnswerWriter = {
  item: 'liens',
  write(page) {
    const { repository, hosting } = page.inventory;
    const [origin] = repository.remotes.filter(({ name }) => name === 'origin').concat(repository.remotes);
    const own = origin && webAddress(origin.url);
    const links = repository.links
      // Files of the repository itself are where the dossier stands.
      .filter(({ url }) => own === undefined || !/^\/(?:blob|tree|raw|-\/)/.test(pathUnder(own, url)))
      .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
    const domains = proven(hosting).filter(
      ({ kind, name }) => kind === 'domain' && !links.some(({ url }) => url.includes(name)),
    );
    const rows = [
      ...(origin
        ? [['Code', address(page.code(origin.url), webAddress(origin.url) ?? origin.url), page.links(origin.evidence)]]
        : []),
      ...links.map(({ kind, name, url, evidence }) => [
        name === url || /^https?:/.test(name) || saysNothing.test(name) ? kinds[kind] : page.text(label(name)),
        address(page.code(url), url),
        page.links(evidence.slice(0, 1)),
      ]),
      ...domains.map(({ name, evidence }) => ['Nom de domaine', page.code(name), page.links(evidence.slice(0, 1))]),
    ];
    const question =
      'quels autres lieux faut-il connaître : espace de travail, maquettes, messagerie, boîte de contact ?';
    if (rows.length === 0) {
      return { blocks: [page.notFound('Lien', ['README.md', 'package.json', 'publiccode.yml'])], question };
    }
    return {
      blocks: [
        page.table(['Quoi', 'Où', 'Preuve'], rows.slice(0, tableRows)),
        ...(rows.length > tableRows ? [`Et ${page.count(rows.length - tableRows, 'autre')}.`] : []),
      ],
      question,
    };
  },
};

/** A key of a card, or a word, begins a cell with a capital. */
function label(name: string): string {
  return /^[a-zà-ÿ][\p{L}\d]*$/u.test(name) ? name.charAt(0).toUpperCase() + name.slice(1) : name;
}

/** A web address is a link; an e-mail address or a host name isn't made one. */
function address(code: string, url: string): string {
  return /^https?:\/\/[^\s<>|]+$/.test(url) ? `<${url}>` : code;
}
