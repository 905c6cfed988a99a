import type { Detector } from '../detector';
import type { Inventory, Statement } from '../facts';
import { documentedText } from '../readers/documentedText';
import { escapedPattern } from '../readers/escapedPattern';
import type { SourceText } from '../sourceText';

/** Sentences kept of one kind: a dossier quotes, it doesn't copy. */
const mostOfAKind = 6;

/** Shorter, a sentence says nothing; longer, it is a paragraph. In UTF-16 code units. */
const shortest = 20;
const longest = 240;

/** A reason, in the words that give one: the first are plain enough to be told whatever they are about. */
const choice =
  /\b(?:we (?:chose|decided|opted|picked)|has been chosen|was chosen|(?:this|that) (?:way )?allows us|nous avons (?:fait le choix|choisi|opté|préféré|décidé)|on a (?:choisi|décidé|préféré)|a été choisie?|choix technique)/i;
const reason =
  /\b(?:because|we (?:started with|prefer)|instead of|rather than|le choix (?:de|d['’])|plutôt que|parce qu(?:e|['’])|une? alternative à)/i;

/** Words of guides and of contributors' rules, whose reasons aren't those of the product's makers. */
const ofGuides = /\b(?:you|your|vous|votre|please|merci de|pull request|issue|commit)\b/i;

const hosting =
  /\b(?:hosted (?:on|at|by|in)|is deployed (?:(?:by|with|via) [\w ]{2,30} )?(?:on|to)|runs on|hébergée?s? (?:sur|par|chez|dans)|déployée?s? (?:sur|chez|dans)|tourne(?:nt)? (?:sur|dans|chez) (?:l[ae]s? |un |une |des |nos |notre )?(?:serveurs?|machines?|cloud|clusters?|grappes?|kubernetes|vms?|scalingo|clever|ovh|aws|azure|heroku|scaleway|outscale|instances?)|les machines (?:de|du)|serveurs? (?:de|du) (?:production|pré-?production|recette))/i;

const warning =
  /\b(?:will (?:remove|delete|erase|drop|wipe|destroy) (?:all|every|the)|never (?:run|use|do) (?:this|it) (?:on|in) prod|ne (?:jamais|surtout pas)\b.{0,40}\bprod|(?:supprime|efface|vide|écrase)(?:ra|nt)? (?:toutes?|tous|la base|les données)|jamais en production|not in production)/i;

/** A length of time that follows what is kept, or stands in a table of what is. */
const duration =
  /(?<![\d\p{L}])(?:\d{1,3}|un|une|deux|trois|six|treize)\s+(?:an(?:née)?s?|mois|jours?|years?|months?|days?)(?!\p{L})/iu;
const keeping = /conserv|dur[ée]e|supprim|archiv|retention|retain|kept for/i;

/** Headings that say what the product is for, and within which rules. */
const businessHeading =
  /^(?:pourquoi\b.*(?:cré|exist|lanc)|cadre (?:juridique|légal|réglementaire|législatif)|base légale|contexte (?:juridique|réglementaire|métier)|règles? (?:de gestion|métier)|glossaire|définitions?|objectifs? (?:du|de)|qui (?:est concerné|peut utiliser)|vocabulaire|lexique|processus métier)/i;

/** What people wrote of the branches, of the reasons of their choices, of the machines and of the dangers. */
export const statements: Detector = {
  name: 'statements',
  start: (repository) => ({
    async find(before) {
      const branches = branchPatterns(before);
      const tools = toolNames(before);
      const found = new Map<Statement['kind'], Statement[]>();
      for (const source of await documentedText(repository)) {
        for (const { text, line } of sentencesOf(source)) {
          for (const { kind, name } of subjectsOf(text, branches, tools)) {
            const known = found.get(kind) ?? [];
            if (known.length < mostOfAKind && !known.some((other) => other.name === name && kind === 'branch')) {
              known.push({ name, kind, quote: text, evidence: [{ path: source.path, line }] });
            }
            found.set(kind, known);
          }
        }
      }
      for (const document of before.repository.documents) {
        const source =
          document.kind === 'user' && /\.(?:mdx?|markdown|html)$/i.test(document.path)
            ? await repository.text(document.path)
            : undefined;
        for (const statement of source ? ofPublicPage(source) : []) {
          const known = found.get(statement.kind) ?? [];
          found.set(statement.kind, known.length < mostOfAKind ? [...known, statement] : known);
        }
      }
      return { repository: { statements: [...found.values()].flat() } };
    },
  }),
};

/** How long the public is told that its data is kept, and the headings that say what the product is for. */
function ofPublicPage({ path, lines }: SourceText): Statement[] {
  return lines.flatMap((full, index): Statement[] => {
    const line = full.slice(0, 2000);
    const heading = /^#{1,4}\s+(\S.{3,150})$/
      .exec(line)?.[1]
      ?.replace(/[*_#]+/g, '')
      .trim();
    const evidence = [{ path, line: index + 1 }];
    if (heading !== undefined) {
      return businessHeading.test(heading) ? [{ name: 'métier', kind: 'business', quote: heading, evidence }] : [];
    }
    const plain = line
      .replace(/<[^>]{0,200}>/g, ' ')
      .replace(/\*{1,3}|_{2,3}/g, '')
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .trim();
    if (/h[ée]bergée?s? (?:par|chez|sur)\b/i.test(plain) && plain.length < longest) {
      const named = plain.endsWith(':') ? nextWords(lines, index + 1) : '';
      return [{ name: 'hébergement', kind: 'hosting', quote: `${plain} ${named}`.trim(), evidence }];
    }
    const cells = plain.startsWith('|')
      ? plain
          .split('|')
          .map((cell) => cell.trim())
          .filter((cell) => cell !== '')
      : undefined;
    const quote = (cells ? cells.join(' : ') : plain).replace(/^(?:[-*+]|\d+[.)])\s+/, '').replace(/\s+/g, ' ');
    const isKept =
      duration.test(quote) &&
      (keeping.test(quote) ||
        (cells !== undefined && lines.slice(Math.max(0, index - 12), index).some((above) => keeping.test(above))));
    return isKept &&
      quote.length >= shortest &&
      quote.length <= longest &&
      !/cookie|traceur|amende|emprisonnement|âge|ans et plus/i.test(quote)
      ? [{ name: 'conservation', kind: 'retention', quote, evidence }]
      : [];
  });
}

/** The first words below, without their marks. */
function nextWords(lines: readonly string[], from: number): string {
  const texts = lines.slice(from, from + 5).map((line) =>
    line
      .slice(0, 200)
      .replace(/<[^>]{0,100}>/g, ' ')
      .replace(/^[\s>*-]+/, '')
      .trim(),
  );
  return texts.find((text) => text !== '') ?? '';
}

interface Sentence {
  readonly text: string;
  readonly line: number;
}

/** The sentences of a document's prose, on the line on which each begins; without code, tables and marks of emphasis. */
function sentencesOf({ lines }: SourceText): Sentence[] {
  const found: Sentence[] = [];
  let fence: string | undefined;
  for (const [index, line] of lines.entries()) {
    const mark = /^\s*(```|~~~)/.exec(line)?.[1];
    if (mark !== undefined) {
      fence = fence === undefined ? mark : fence === mark ? undefined : fence;
      continue;
    }
    if (fence !== undefined || /^\s*(?:\||#|<|!\[|\[[^\]]*\]:)|^(?: {4}|\t)/.test(line) || line.length > 4000) {
      continue;
    }
    const plain = line
      .replace(/^\s*(?:[-*+>]|\d+[.)])\s+/, '')
      .replace(/!?\[([^\][]*)\]\([^()]*\)/g, '$1')
      .replace(/(?<![\p{L}\d])(?:\*{1,3}|_{1,3}|`{1,2})(?=\S)|(?<=\S)(?:\*{1,3}|_{1,3}|`{1,2})(?![\p{L}\d])/gu, '')
      .trim();
    for (const text of plain.split(/(?<=[.!?…])\s+(?=\p{Lu})/u)) {
      if (text.length >= shortest && text.length <= longest) {
        found.push({ text, line: index + 1 });
      }
    }
  }
  return found;
}

type Subject = Pick<Statement, 'kind' | 'name'>;

function subjectsOf(
  text: string,
  branches: readonly (readonly [string, RegExp])[],
  tools: readonly (readonly [string, RegExp])[],
): Subject[] {
  const found: Subject[] = branches.flatMap(([name, pattern]) =>
    pattern.test(text) ? [{ kind: 'branch', name }] : [],
  );
  const tool = tools.find(([, pattern]) => pattern.test(text))?.[0];
  if ((choice.test(text) || (tool !== undefined && reason.test(text))) && !ofGuides.test(text)) {
    found.push({ kind: 'choice', name: tool ?? 'choix' });
  }
  if (hosting.test(text) && !/localhost|local(?:ly|ement)/i.test(text)) {
    found.push({ kind: 'hosting', name: 'hébergement' });
  }
  if (warning.test(text)) {
    found.push({ kind: 'warning', name: 'attention' });
  }
  return found;
}

/** What a branch is for: its name beside the word, and what runs or is reflected. */
function branchPatterns({ repository: { branches } }: Inventory): (readonly [string, RegExp])[] {
  const names = branches
    .filter(({ name, isDefault }) => isDefault === true || /^[a-z]{3,12}$/i.test(name))
    .map(({ name }) => name)
    .slice(0, 20);
  return names.map((name) => {
    const escaped = escapedPattern(name);
    return [
      name,
      new RegExp(
        String.raw`(?:\bbranche?\s+(?:[a-zé]+\s+)?${escaped}(?![\w/-])|(?<![\w/-])${escaped}\s+branch\b).*(?:prod|reflète|reflects|déplo|deploy|release|livr|state|état|pr[ée]-?prod|staging|recette)|(?:prod|déplo|deploy|release|livr).*(?:\bbranche?\s+(?:par défaut la branche\s+)?${escaped}(?![\w/-])|(?<![\w/-])${escaped}\s+branch\b)`,
        'i',
      ),
    ] as const;
  });
}

/** The names of what the product is built on, the longest first: `Vue Router` before `Vue`. */
function toolNames({ dependencies, hosting: hosts, databases }: Inventory): (readonly [string, RegExp])[] {
  const names = new Set([
    ...dependencies.flatMap(({ framework }) => framework ?? []),
    ...hosts.flatMap(({ kind, name }) => (kind === 'platform' ? [name] : [])),
    ...databases.map(({ name }) => name),
  ]);
  return [...names]
    .sort((a, b) => b.length - a.length)
    .map((name) => {
      const escaped = escapedPattern(name.replace(/\.js$/, ''));
      return [name, new RegExp(String.raw`(?<![\w-])${escaped}(?:\.js)?(?![\w-])`, 'i')] as const;
    });
}
