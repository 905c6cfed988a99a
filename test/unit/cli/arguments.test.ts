import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readArguments } from '../../../src/cli/arguments';
import { CommandError } from '../../../src/cli/terminal';

describe('The command line', () => {
  it('reads each command with what it asks for when nothing is said', () => {
    assert.deepEqual(readArguments(['inventaire']), { command: 'inventaire', folder: '.', others: [], json: false });
    assert.deepEqual(readArguments(['generer', 'a/b']), {
      command: 'generer',
      folder: 'a/b',
      others: [],
      documents: 'arret',
      isDryRun: false,
    });
    assert.deepEqual(readArguments(['verifier', 'a']), {
      command: 'verifier',
      folder: 'a',
      documents: 'arret',
      format: 'texte',
      sheets: false,
    });
  });

  it('takes options before or after, long and with an equals sign', () => {
    assert.deepEqual(readArguments(['--json', 'inventaire', 'x']), {
      command: 'inventaire',
      folder: 'x',
      others: [],
      json: true,
    });
    assert.deepEqual(readArguments(['verifier', '--format=sarif', '--fiches', '--documents', './docs\\fin/']), {
      command: 'verifier',
      folder: '.',
      documents: 'docs/fin',
      format: 'sarif',
      sheets: true,
    });
    assert.deepEqual(readArguments(['generer', '.', '--simuler']), {
      command: 'generer',
      folder: '.',
      others: [],
      documents: 'arret',
      isDryRun: true,
    });
  });

  it('takes the product’s other repositories, as many as there are', () => {
    assert.deepEqual(readArguments(['inventaire', 'x', '--avec', '../front/', '--avec', '../../autre/api']), {
      command: 'inventaire',
      folder: 'x',
      others: ['../front', '../../autre/api'],
      json: false,
    });
  });

  it('helps when asked, or when nothing is', () => {
    for (const words of [[], ['--aide'], ['-h'], ['--help'], ['aide'], ['inventaire', '-h']]) {
      assert.deepEqual(readArguments(words), { command: 'aide' }, words.join(' '));
    }
    assert.deepEqual(readArguments(['-v']), { command: 'version' });
  });

  const mistakes: Readonly<Record<string, readonly [words: readonly string[], told: RegExp]>> = {
    'an unknown command': [['inventory'], /« inventory » n’est pas une commande/],
    'an unknown option': [['inventaire', '--jsn'], /option inconnue : --jsn/],
    'an unknown short option': [['inventaire', '-z'], /option inconnue : -z/],
    'another command’s option': [['inventaire', '--simuler'], /« --simuler » ne va pas avec inventaire/],
    'a format that isn’t one': [['verifier', '--format', 'xml'], /format inconnu : « xml »/],
    'an option without its value': [['verifier', '--format'], /--format : il manque sa valeur/],
    'a repository that isn’t beside': [
      ['generer', '--avec', 'front'],
      /--avec front : donnez le chemin d’un dossier voisin/,
    ],
    'a repository anywhere': [['generer', '--avec', '../../../..'], /donnez le chemin d’un dossier voisin/],
    'two folders': [['inventaire', 'a', 'b'], /« b » est de trop/],
    'documents out of the product': [['generer', '--documents', '../x'], /sans « \.\. » ni chemin absolu/],
    'documents at an absolute path': [['generer', '--documents', '/x'], /sans « \.\. » ni chemin absolu/],
    'documents nowhere': [['generer', '--documents', './'], /sans « \.\. » ni chemin absolu/],
  };
  for (const [name, [words, told]] of Object.entries(mistakes)) {
    it(`says what to do of ${name}`, () => {
      assert.throws(() => readArguments(words), { message: told });
    });
  }

  it('refuses in words whatever it can’t read', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('verifier', '--format', '-', '--', '-hv', '--json=1'))),
        (words) => {
          try {
            readArguments(words);
          } catch (error) {
            assert.ok(error instanceof CommandError, String(error));
          }
        },
      ),
    );
  });
});
