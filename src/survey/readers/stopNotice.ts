import type { Outline } from '../../outline';

/** How far down a text the notice of a stop stands, in lines: below, it is about something else. */
const lastLine = 40;

const subjects =
  '(?:d[ée]p[ôo]t|repo(?:sitory)?|project|projet|product|produit|package|paquet|library|librairie|biblioth[èe]que|application|app|site|service|startup|start-up|code|module|plugin|tool|outil|plateforme|platform|version|it|this|il|elle|celui-ci)';

/** A page, a chat or a file that moves isn't the product's end. */
const elsewhere =
  /\b(?:documentation|docs?|wiki|issues?|discussions?|chat|file|fichier|option|param[èe]tre|parameter|setting|branch|branche|api|endpoint|field|champ|column|colonne|function|fonction|class|classe)\b/i;

const stopped = [
  'archiv(?:ed|é|ée|és|ées)',
  'abandon(?:ed|né|née|nés|nées)',
  'deprecated',
  'discontinued',
  'obsol[èe]te',
  'unmaintained',
  'arrêtée?',
  'décommissionnée?',
  'retired',
  'sunset',
  'ferm[ée]e?',
  'terminée?',
].join('|');

/** These say it whatever stands around them. */
const plainly = [
  /(?<![\p{L}\d])n(?:['’ ]est|e sont|['’]sont| sera| seront)[ \u00a0]plus (?:activement )?(?:maintenue?s?|développée?s?|mise?s? à jour|supportée?s?|actifs?|actives?|utilisée?s?|entretenue?s?)(?![\p{L}])/iu,
  /\b(?:is|are|was|has been) (?:now )?(?:officially )?(?:deprecated|archived|unmaintained|abandoned|discontinued|retired)(?![-\w])/i,
  /\b(?:no longer|not|isn['’]t|not being) (?:being )?(?:actively )?(?:maintained|developed)\b(?! by)/i,
  // Browsers and versions stop being supported too: the sentence must be about the product.
  new RegExp(
    `^[^\\p{L}\\d]*(?:${subjects}(?![\\p{L}])[^.!?\\n]{0,40}?)?(?:no longer|not|isn['’]t) (?:being )?(?:actively )?supported\\b(?! by)`,
    'iu',
  ),
  new RegExp(
    `\\b(?:this|the) ${subjects}(?![\\p{L}])[^.!?\\n]{0,40}?(?:no longer|not|isn['’]t) (?:being )?(?:actively )?supported\\b(?! by)`,
    'iu',
  ),
  /\bno longer (?:in use|active|under (?:active )?development)\b/i,
  /(?<![\p{L}])a (?:déménagé|été (?:déplacée?|transférée?|archivée?|abandonnée?|arrêtée?|décommissionnée?))(?![\p{L}])/iu,
  /\b(?:has|have) (?:been )?moved (?:to|into|here|from)\b/i,
  /\bthis (?:repo(?:sitory)?|project) (?:has )?moved\b/i,
  /(?<![\p{L}])(?:fin|arrêt) (?:du|de ce|de cette|de la) (?:projet|produit|service|startup|maintenance)(?![\p{L}])/iu,
];

const subjectStopped = new RegExp(
  `(?<![\\p{L}\\d])${subjects}(?![\\p{L}])[^.!?\\n]{0,40}?(?:\\bis\\b|\\bare\\b|\\best\\b|\\bsont\\b|\\bhas been\\b|\\ba été\\b)[^.!?\\n]{0,25}?(?<![\\p{L}])(?:${stopped})(?![\\p{L}])`,
  'iu',
);

/** A line, or a heading, that says nothing else: `⚠️ **DEPRECATED**`, `# Moved to …`, `[ARCHIVÉ] Nom`. */
const alone = new RegExp(
  `^[^\\p{L}\\d]*(?:(?:projet|dépôt|repo|repository|project|produit|startup|attention|warning|note|important)[^\\p{L}\\d]+){0,2}(?:(?:${stopped}|moved(?: to| here)?|déplacée?(?: vers)?|déménagée?(?: vers)?|no longer maintained|not maintained)(?=[^\\p{L}\\d]*$|[ \\u00a0]*[:!.—–-]|\\*\\*|\\])|moved to(?=\\s)|déplacée? vers(?=\\s))`,
  'iu',
);
const tagged = new RegExp(`[\\[(](?:${stopped})[\\])]`, 'iu');

const badge =
  /img\.shields\.io\/[^\s)"']*(?:archived|unmaintained|deprecated|abandoned|discontinued|inactive)|maintained%3F-no|no-maintenance-intended|unmaintained\.tech|repostatus\.org\/badges\/[\w.]+\/(?:abandoned|inactive|unsupported|moved)|!\[[^\]]*(?:unmaintained|deprecated|archived|no maintenance intended)[^\]]*\]/i;

/**
 * Where a README announces a stop or a move, in its first lines or in a heading: never in code, nor when it tells of
 * something that the product does (« les dossiers archivés »).
 *
 * @returns the line, counted from 1
 */
export function stopNoticeLine(lines: readonly string[], outline: Outline): number | undefined {
  const inCode = new Set<number>();
  for (const { kind, range } of outline.code) {
    if (kind !== 'span') {
      for (let line = range.start.line; line <= range.end.line; line++) {
        inCode.add(line);
      }
    }
  }
  const titles = new Map(outline.headings.map(({ range, text }) => [range.start.line, text]));
  for (const [index, full] of lines.entries()) {
    const title = titles.get(index);
    if (inCode.has(index) || (index >= lastLine && (title === undefined || !alone.test(title)))) {
      continue;
    }
    const line = (title ?? full).slice(0, 600).replace(/`[^`]*`/g, '`…`');
    if (announces(line, title !== undefined) || (title === undefined && badge.test(full.slice(0, 2000)))) {
      return index + 1;
    }
  }
  return undefined;
}

function announces(line: string, isTitle: boolean): boolean {
  const words = line.replace(/\]\([^)\s]*\)/g, ']').replace(/<[^>]{0,300}>/g, ' ');
  if (alone.test(words) || (isTitle && tagged.test(words))) {
    return true;
  }
  return words.split(/(?<=[.!?])\s/).some((sentence) => {
    if (!plainly.some((pattern) => pattern.test(sentence)) && !subjectStopped.test(sentence)) {
      return false;
    }
    return (
      !/(?<![\p{L}])(?:pas|not|jamais|never|si|if|quand|when|lorsque)(?![\p{L}])[^.]{0,20}(?:archiv|abandon|deprecat|arrêt)/iu.test(
        sentence,
      ) && !isAboutElsewhere(sentence)
    );
  });
}

/** Whether the sentence's own subject, before its verb, is a thing of the product and not the product. */
function isAboutElsewhere(sentence: string): boolean {
  const verb =
    /\b(?:is|are|was|has|have|isn['’]t|no longer)\b|(?<![\p{L}])(?:est|sont|a été|a|n['’ ]?est|ne sont)(?![\p{L}])/iu.exec(
      sentence,
    );
  return elsewhere.test(sentence.slice(0, verb?.index ?? 0));
}
