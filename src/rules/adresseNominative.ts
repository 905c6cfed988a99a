import { isInside, offsetAt, positionAt } from '../outline/lines';
import type { Range, TextEdit } from '../outline/types';
import { ownerOf, refuseAddress, type Owner } from './personAddress';
import type { Fix, Problem, Rule, Subject } from './rule';
import { typeset } from './sentences';

/** The e-mail address of a person where a shared one is needed: it dies with the account. */
export const adresseNominative: Rule = {
  code: 'adresse-nominative',
  summary: 'Adresse de courriel d’une personne, qui disparaît avec son compte',
  severity: 'warning',
  check(subject) {
    const products = productNames(subject);
    const found = findAddresses(subject).flatMap(({ address, range }) => {
      const owner = ownerOf(address, products);
      return owner ? [{ address, range, owner }] : [];
    });
    return inSameLink(found, subject).map(([first, ...others]): Omit<Problem, 'rule'> => {
      const ranges = [first, ...others].map(({ range }) => range);
      return { range: first.range, message: messageFor(first), fixes: [askForShared(ranges, products)] };
    });
  },
};

interface Address {
  readonly address: string;
  readonly range: Range;
}

interface PersonAddress extends Address {
  readonly owner: Owner;
}

const messages: Readonly<Record<Owner, (domain: string) => string>> = {
  account: (domain) =>
    `Adresse d’une personne (…@${domain}) : elle s’éteint avec son compte, 30 jours après le départ. Donnez une adresse partagée.`,
  mailbox: (domain) =>
    `Boîte personnelle (…@${domain}) : elle part avec son titulaire, et personne ne pourra la relever. Donnez une adresse partagée.`,
};

/** Doesn't repeat the name: a list of problems may be shown around. */
function messageFor({ address, owner }: PersonAddress): string {
  return typeset(messages[owner](address.slice(address.indexOf('@') + 1)));
}

function askForShared(ranges: readonly Range[], products: readonly string[]): Fix {
  return {
    kind: 'ask',
    title: 'Remplacer par une adresse partagée…',
    prompt: typeset('Quelle adresse partagée restera relevée après le départ de l’équipe ?'),
    placeholder: 'contact@produit.beta.gouv.fr',
    validate: (answer) => refuseAddress(answer, products),
    edits: (answer) => ranges.map((range): TextEdit => ({ range, newText: answer.trim() })),
  };
}

/** The addresses a reader sees, code spans and front matter included; neither those of comments nor of code blocks. */
function findAddresses({ lines, outline }: Subject): Address[] {
  const { text } = lines;
  const hidden = [...outline.code.filter(({ kind }) => kind !== 'span'), ...outline.comments].map(
    ({ range }) => [offsetAt(lines, range.start), offsetAt(lines, range.end)] as const,
  );
  const found: Address[] = [];
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const local = /[\p{L}\d._%+'’-]+$/u.exec(text.slice(Math.max(0, at - 64), at))?.[0].replace(/^[._'’-]+/, '') ?? '';
    const domain = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24}(?![\p{L}\d])/iu.exec(text.slice(at + 1, at + 201))?.[0];
    const start = at - local.length;
    // In `https://user@host`, what stands before the `@` is an account of that host.
    const isInUrl = text.slice(Math.max(0, start - 2), start) === '//';
    if (local === '' || domain === undefined || isInUrl || hidden.some(([from, to]) => from <= at && at < to)) {
      continue;
    }
    const end = at + 1 + domain.length;
    found.push({
      address: text.slice(start, end),
      range: { start: positionAt(lines, start), end: positionAt(lines, end) },
    });
  }
  return found;
}

/** A link's text and its `mailto:` are one address, told once. */
function inSameLink(
  found: readonly PersonAddress[],
  { outline }: Subject,
): (readonly [PersonAddress, ...PersonAddress[]])[] {
  const groups: [PersonAddress, ...PersonAddress[]][] = [];
  for (const entry of found) {
    const last = groups.at(-1);
    const isSame =
      last !== undefined &&
      last[0].address.toLowerCase() === entry.address.toLowerCase() &&
      outline.links.some(({ range }) => isInside(last[0].range, range) && isInside(entry.range, range));
    if (isSame) {
      last.push(entry);
    } else {
      groups.push([entry]);
    }
  }
  return groups;
}

/** What the product is called: by the front matter, by the sheet, by the title. */
function productNames({ outline, fiche, path }: Subject): string[] {
  const named = outline.frontMatter?.entries.find(({ key }) => key === 'produit')?.value;
  const title = outline.headings[0]?.text ?? '';
  const names = [named, fiche?.entries.get('title')?.value, title.split(/\s:\s/)[1]];
  const sheet = fiche && path?.split('/').at(-1)?.replace(/\.md$/, '');
  return [...names, sheet].filter((name): name is string => typeof name === 'string' && name !== '');
}
