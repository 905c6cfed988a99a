import { plantedSecrets } from '../rules/plantedSecrets';
import type { MemoryFiles } from './memoryTree';
import { plantedConfiguration } from './plantedConfiguration';
import { plantedManifests } from './plantedManifests';
import { plantedStructure } from './plantedStructure';

/** A value that no output may hold, and where it was planted. */
export interface PlantedValue {
  readonly place: string;
  readonly value: string;
}

/** Makes values up, one a place, so that a leak tells where it comes from. */
export interface Planter {
  /** A value that nothing tells from an ordinary one: words, a telephone number, someone's address, a password. */
  readonly plain: (place: string) => string;
  /** The same, without a sign that an address can't hold. */
  readonly inAddress: (place: string) => string;
  /** Letters and digits at random, as a part of an address or of a path. */
  readonly token: (place: string) => string;
  /** Values that are set in one place, for a text elsewhere to hold them too. */
  readonly shared: SharedValues;
}

export type SharedValues = Readonly<Record<'words' | 'telephone' | 'address' | 'password' | 'sentence', string>>;

const makers: readonly ((number: number) => string)[] = [
  (number) => `bonjour-les-amis-${number}`,
  (number) => `0612345${number}`,
  (number) => `lesvacances${letters(number)}dete`,
  (number) => `jeanne.martin${number}@perso.fr`,
  (number) => `Azerty${number}!Marseille`,
];

function letters(number: number): string {
  return String(number).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '');
}

/** A made-up product whose every file that a survey reads holds values which must stay there. */
export function plantedRepository(): { readonly files: MemoryFiles; readonly planted: readonly PlantedValue[] } {
  const planted: PlantedValue[] = [];
  const make = (place: string, makersUsed: readonly ((number: number) => string)[]): string => {
    const number = 100 + planted.length;
    const value = makersUsed[planted.length % makersUsed.length]?.(number) ?? '';
    planted.push({ place, value });
    return value;
  };
  const shared: SharedValues = {
    words: 'le-chat-dort-sur-le-toit',
    telephone: '0698765432',
    address: 'paul.durand@perso.fr',
    password: 'Tr0ubadour&3',
    sentence: 'il pleut sur la ville',
  };
  planted.push(...Object.entries<string>(shared).map(([place, value]) => ({ place: `partagé : ${place}`, value })));
  const planter: Planter = {
    shared,
    plain: (place) => make(place, makers),
    inAddress: (place) => make(place, makers.slice(0, 3)),
    token: (place) => make(place, [(number) => `f3a9c1d27b${number}e84b6f20c5d1`]),
  };
  const files = {
    ...plantedConfiguration(planter),
    ...plantedManifests(planter),
    ...plantedStructure(planter),
    ...plantedForms(planted),
  };
  return { files, planted };
}

/** Every form of secret known, each in a file of variables, on a command line, in a script of CI and in headings. */
function plantedForms(planted: PlantedValue[]): MemoryFiles {
  const env: string[] = [];
  const processes: string[] = [];
  const crons: string[] = [];
  const steps: string[] = [];
  const headings: string[] = [];
  for (const [index, [name, before, value, after]] of plantedSecrets(7).entries()) {
    const isOneLine = !/[\r\n]/.test(before + value + after.trimEnd());
    const lines = value.split('\n').filter((line) => !line.startsWith('-----'));
    const isNew = lines.every((line) => planted.every((other) => other.value !== line));
    planted.push(...(isNew ? lines : []).map((line) => ({ place: name, value: line })));
    env.push(isOneLine ? `FORME_${index}=${value}` : `FORME_${index}="${value}"`);
    const text = (before + value + after).trim();
    if (isOneLine) {
      processes.push(`forme${index}: ./lance ${text}`);
      crons.push(`0 ${index % 24} * * * ./forme${index} ${text}`);
      steps.push(`      - name: ${JSON.stringify(`Étape ${text}`)}\n        run: ${JSON.stringify(`./forme ${text}`)}`);
      headings.push(`## Forme ${index} ${text}`);
    }
  }
  return {
    '.env.formes': `${env.join('\n')}\n`,
    'formes/Procfile': `${processes.join('\n')}\n`,
    'formes/crontab': `${crons.join('\n')}\n`,
    '.github/workflows/formes.yml': `name: Formes\non: push\njobs:\n  formes:\n    steps:\n${steps.join('\n')}\n`,
    'formes/package.json': '{ "name": "formes", "dependencies": { "express": "^4.0.0" } }\n',
    'formes/README.md': `# Formes\n\n${headings.join('\n\n')}\n`,
    'docs/adr/0002-formes.md': headings.join('\n').replace(/^## /, '# '),
  };
}
