import * as assert from 'node:assert/strict';
import { cleanAddress, webAddress } from '../../../../src/survey/readers/gitAddress';

describe('The address of a remote', () => {
  it('loses what signs in, and keeps what leads somewhere', () => {
    const cases: readonly (readonly [given: string, clean: string, page: string | undefined])[] = [
      [
        'https://github.com/betagouv/arret.git',
        'https://github.com/betagouv/arret.git',
        'https://github.com/betagouv/arret',
      ],
      ['https://user:p@ss@github.com/o/r', 'https://github.com/o/r', 'https://github.com/o/r'],
      ['https://oauth2:jeton@gitlab.com/g/s/r.git/', 'https://gitlab.com/g/s/r.git/', 'https://gitlab.com/g/s/r'],
      ['https://exemple.fr/r.git?token=abc#x', 'https://exemple.fr/r.git', 'https://exemple.fr/r'],
      ['git@github.com:o/r.git', 'git@github.com:o/r.git', 'https://github.com/o/r'],
      ['camille@forge.exemple.fr:/srv/r.git', 'forge.exemple.fr:/srv/r.git', 'https://forge.exemple.fr/srv/r'],
      ['ssh://git@GitHub.com:22/o/r.git', 'ssh://GitHub.com:22/o/r.git', 'https://github.com/o/r'],
      ['file:///srv/depots/r.git', 'file:///srv/depots/r.git', undefined],
      ['/srv/depots/r.git', '/srv/depots/r.git', undefined],
      ['../r', '../r', undefined],
      ['C:\\depots\\r', 'C:\\depots\\r', undefined],
      ['alias:o/r', 'alias:o/r', undefined],
      ['', '', undefined],
    ];
    assert.deepEqual(
      cases.map(([given]) => [given, cleanAddress(given), webAddress(given)]),
      cases,
    );
  });
});
