import { Clue } from '../clues';
import type { Detector } from '../detector';
import type { Exposure } from '../facts';
import { isCommented } from '../readers/commentedLine';
import { isSecretName } from '../readers/env/envName';
import { compare, type SurveyedFile } from '../repository';
import type { SourceText } from '../sourceText';

/** Places of one kind kept. */
const mostPlaces = 12;

/** Settings that only those who work on the product use. */
const ofDevelopment =
  /(?:^|[/._-])(?:dev(?:elopment)?|local|tests?|testing|e2e|ci|example|sample|mock|storybook|demo|docs?|scripts?)(?=$|[/._-])/i;
const ofProduction = /(?:^|[/._-])prod(?:uction)?(?=$|[/._-])/i;

interface Weakness {
  /** What is wrong, in a few French words: the name of the fact. */
  readonly name: string;
  readonly files: RegExp;
  readonly pattern: RegExp;
  /** Only in files that production reads by their name. */
  readonly isOfProduction?: true;
}

const openOrigins = 'CORS ouvert à toute origine';
const anyHost = 'ALLOWED_HOSTS accepte tout hôte';
const uncheckedCertificates = 'certificats TLS non vérifiés';
const debugging = 'mode de mise au point actif en production';

const weaknesses: readonly Weakness[] = [
  { name: anyHost, files: /\.py$/, pattern: /^[ \t]*ALLOWED_HOSTS[ \t]*=[ \t]*[[(][ \t]*['"]\*['"]/gm },
  {
    name: openOrigins,
    files: /\.py$/,
    pattern:
      /^[ \t]*CORS_(?:ORIGIN_ALLOW_ALL|ALLOW_ALL_ORIGINS)[ \t]*=[ \t]*True|\ballow_origins[ \t]*=[ \t]*\[[ \t]*['"]\*['"]/gm,
  },
  { name: debugging, files: /\.py$/, pattern: /^[ \t]*DEBUG[ \t]*=[ \t]*True\b/gm, isOfProduction: true },
  {
    name: debugging,
    files: /\.rb$/,
    pattern: /^[ \t]*config\.consider_all_requests_local[ \t]*=[ \t]*true\b/gm,
    isOfProduction: true,
  },
  {
    name: debugging,
    files: /(?:^|\.)env[\w.-]*$/,
    pattern: /^[ \t]*(?:export[ \t]+)?(?:APP_)?DEBUG[ \t]*=[ \t]*["']?(?:true|1)\b/gim,
    isOfProduction: true,
  },
  {
    name: uncheckedCertificates,
    files: /\.(?:py)$/,
    pattern: /\b(?:requests|httpx|session|client)\.\w+\([^()\n]{0,300}\bverify[ \t]*=[ \t]*False\b/g,
  },
  {
    name: openOrigins,
    files: /\.[cm]?[jt]s$/,
    pattern:
      /\b(?:app|server|router)\.use\([ \t]*cors\([ \t]*\)[ \t]*\)|\bAccess-Control-Allow-Origin['"`][ \t]*[,:][ \t]*['"`]\*['"`]|\borigin[ \t]*:[ \t]*['"`]\*['"`]/g,
  },
  {
    name: uncheckedCertificates,
    files: /\.[cm]?[jt]s$/,
    pattern: /\bNODE_TLS_REJECT_UNAUTHORIZED['"\]]*[ \t]*=[ \t]*['"]?0\b/g,
  },
  {
    name: openOrigins,
    files: /\.(?:java|kt)$/,
    pattern:
      /\.allowedOrigins\([ \t]*"\*"|\bsetAllowedOrigins\([^()\n]{0,80}"\*"|@CrossOrigin\([ \t]*(?:origins[ \t]*=[ \t]*)?"\*"/g,
  },
  {
    name: openOrigins,
    files: /(?:^|\/)cors\.php$/,
    pattern: /['"]allowed_origins['"][ \t]*=>[ \t]*\[[ \t]*['"]\*['"]/g,
  },
  {
    name: uncheckedCertificates,
    files: /\.php$/,
    pattern: /\bCURLOPT_SSL_VERIFYPEER[ \t]*(?:,|=>)[ \t]*(?:false|0)\b|\bwithoutVerifying\(/g,
  },
  { name: uncheckedCertificates, files: /\.rb$/, pattern: /\bVERIFY_NONE\b/g },
  { name: uncheckedCertificates, files: /\.go$/, pattern: /\bInsecureSkipVerify[ \t]*:[ \t]*true\b/g },
];

/** A text without any of these is safe of all of them. */
const mayBeWeak = new Clue(
  /ALLOWED_HOSTS|CORS_|allow_origins|DEBUG|consider_all_requests|verify|cors\(|Access-Control-Allow-Origin|origin|REJECT_UNAUTHORIZED|llowedOrigins|CrossOrigin|allowed_origins|CURLOPT|VERIFY_NONE|InsecureSkipVerify|\b(?:console|log\w*|logger|print|puts)\b/i,
);

/** A call that writes to a journal or to the output, and a variable whose name stands alone among what it is given. */
const logged =
  /(?<![\w$])(?:console\.(?:log|info|warn|error|debug)|(?:log|logger|logging)\.(?:info|debug|warn|warning|error|log)|log(?:Info|Debug|Error|Warning|Warn)?|print|puts|Rails\.logger\.\w+)[ \t]*\(?[^()\n;]{0,120}?(?:process\.env\.(?<node>[A-Z][A-Z\d_]+)|os\.environ(?:\.get\(|\[)['"](?<python>[A-Z][A-Z\d_]+)['"]|ENV(?:\[|\.fetch\()['"](?<ruby>[A-Z][A-Z\d_]+)['"])[)\]]?[ \t]*(?=[,)}]|$)/gm;

/** What the settings leave open, and what the code writes to its journals and shouldn't. */
export const weakSettings: Detector = {
  name: 'weakSettings',
  start() {
    const found: Exposure[] = [];
    return {
      wants: (file) => isLookedInto(file),
      read(source, file) {
        if (mayBeWeak.test(source.text)) {
          found.push(...weaknessesIn(source, file), ...loggedIn(source));
        }
      },
      find: () => ({ exposures: gathered(found) }),
    };
  },
};

function isLookedInto({ path, name, isTest }: SurveyedFile): boolean {
  return (
    !isTest &&
    (/\.(?:py|[cm]?[jt]sx?|rb|php|java|kt|go)$/.test(name) || /^\.?env[\w.-]*$|\.env(?:\.[\w-]+)?$/.test(name)) &&
    (ofProduction.test(path) || !ofDevelopment.test(path))
  );
}

function weaknessesIn(source: SourceText, { path, name }: SurveyedFile): Exposure[] {
  const own = weaknesses.filter(
    ({ files, isOfProduction }) => files.test(name) && (isOfProduction === undefined || ofProduction.test(path)),
  );
  return own.flatMap(({ name: what, pattern }) =>
    [...source.text.matchAll(pattern)].flatMap(({ index, 0: whole }): Exposure[] =>
      isCommented(source.text, index + whole.length)
        ? []
        : [
            {
              name: what,
              kind: 'setting',
              evidence: [{ path: source.path, line: source.lineAt(index + whole.search(/\S/)) }],
            },
          ],
    ),
  );
}

/** Whoever reads the journal then has the secret. */
function loggedIn(source: SourceText): Exposure[] {
  return [...source.text.matchAll(logged)].flatMap(({ index, 0: whole, groups }): Exposure[] => {
    const name = groups?.['node'] ?? groups?.['python'] ?? groups?.['ruby'] ?? '';
    // Only whether it is set: `!!process.env.X`, `X ? … : …`.
    return isSecretName(name) && !isCommented(source.text, index) && !/!\s*process|Boolean|typeof|\?/.test(whole)
      ? [{ name, kind: 'logged', evidence: [{ path: source.path, line: source.lineAt(index + whole.indexOf(name)) }] }]
      : [];
  });
}

/** One fact each, with its places. */
function gathered(all: readonly Exposure[]): Exposure[] {
  const groups = new Map<string, Exposure>();
  for (const fact of all) {
    const key = `${fact.kind} ${fact.name}`;
    const known = groups.get(key);
    groups.set(key, known ? { ...known, evidence: [...known.evidence, ...fact.evidence].slice(0, mostPlaces) } : fact);
  }
  return [...groups.values()].sort((a, b) => compare(a.kind, b.kind) || compare(a.name, b.name));
}
