import * as assert from 'node:assert/strict';
import { licence } from '../../../../src/survey/detectors/licence';
import { recogniseLicence, spdxOf } from '../../../../src/survey/readers/licenceText';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

async function survey(files: MemoryFiles): Promise<string[]> {
  const found = (await surveyFiles(files, [licence])).licence;
  return found.map(
    ({ name, source, evidence }) => `${name} ${source} ${evidence.map((e) => `${e.path}:${e.line}`).join(' ')}`,
  );
}

describe('The detector of licences', () => {
  it('recognises texts', () => {
    const cases: readonly (readonly [text: string, id: string | undefined])[] = [
      ['GNU AFFERO GENERAL PUBLIC LICENSE\n   Version 3, 19 November 2007', 'AGPL-3.0'],
      [
        'GNU GENERAL PUBLIC LICENSE\nVersion 3, 29 June 2007\n… the GNU Lesser General Public License … the GNU Affero General Public License',
        'GPL-3.0',
      ],
      ['GNU GENERAL PUBLIC LICENSE\nVersion 2, June 1991', 'GPL-2.0'],
      [
        'GNU LESSER GENERAL PUBLIC LICENSE\nVersion 3, 29 June 2007\nversion 3 of the GNU General Public License',
        'LGPL-3.0',
      ],
      ['GNU LESSER GENERAL PUBLIC LICENSE\nVersion 2.1, February 1999', 'LGPL-2.1'],
      ['Apache License\nVersion 2.0, January 2004', 'Apache-2.0'],
      ['Mozilla Public License Version 2.0', 'MPL-2.0'],
      [
        'Copyright (c) 2020\n\nPermission is hereby granted, free of charge, to any person\nobtaining a copy … The above copyright notice',
        'MIT',
      ],
      ['Permission is hereby granted, free of charge, to any person obtaining a copy', 'MIT-0'],
      ['MIT License\n\nCopyright', 'MIT'],
      ['Redistribution and use in source and binary forms … Neither the name of', 'BSD-3-Clause'],
      ['Redistribution and use in source\nand binary forms, with or without modification', 'BSD-2-Clause'],
      [
        'Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted, provided that the above copyright notice',
        'ISC',
      ],
      [
        'Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted.',
        '0BSD',
      ],
      ['Licence publique de l’Union européenne\nv. 1.2', 'EUPL-1.2'],
      ['EUROPEAN UNION PUBLIC LICENCE v. 1.2\nEUPL © the European Union 2007, 2016', 'EUPL-1.2'],
      ['CONTRAT DE LICENCE DE LOGICIEL LIBRE CeCILL\n\nVersion 2.1 du 2013-06-21', 'CECILL-2.1'],
      ['CONTRAT DE LICENCE DE LOGICIEL LIBRE CeCILL-B', 'CECILL-B'],
      ['LICENCE OUVERTE / OPEN LICENCE VERSION 2.0', 'etalab-2.0'],
      ['This is free and unencumbered software released into the public domain.', 'Unlicense'],
      ['Creative Commons Legal Code\n\nCC0 1.0 Universal', 'CC0-1.0'],
      ['Creative Commons Attribution-ShareAlike 4.0 International', 'CC-BY-SA-4.0'],
      ['Attribution 4.0 International', 'CC-BY-4.0'],
      ['Tous droits réservés.', undefined],
    ];
    assert.deepEqual(
      cases.map(([text]) => [text, recogniseLicence(text)?.id]),
      cases,
    );
    assert.equal(recogniseLicence('\n\n  MIT   License')?.offset, 4);
  });

  it('understands what manifests declare', () => {
    const cases: readonly (readonly [declared: string, id: string | undefined])[] = [
      ['AGPL-3.0-or-later', 'AGPL-3.0-or-later'],
      ['mit', 'MIT'],
      ['(MIT OR Apache-2.0)', '(MIT OR Apache-2.0)'],
      ['SEE LICENSE IN LICENSE.txt', undefined],
      ['UNLICENSED', 'UNLICENSED'],
      ['The Apache Software License, Version 2.0', 'Apache-2.0'],
      ['MIT License', 'MIT'],
      ['GNU Affero General Public License v3', 'AGPL-3.0'],
      ['Voir le fichier', undefined],
      ['', undefined],
    ];
    assert.deepEqual(
      cases.map(([declared]) => [declared, spdxOf(declared)]),
      cases,
    );
  });

  it('reads files and manifests of the root, not those of what is embedded', async () => {
    assert.deepEqual(
      await survey({
        'LICENSE.md': '# Licence\r\n\r\nMIT License\r\n',
        'package.json': '{\n  "name": "x",\n  "license": "MIT"\n}\n',
        'composer.json': '{\n  "license": ["AGPL-3.0-or-later", "MIT"]\n}\n',
        'pyproject.toml': '[tool.autre]\nlicense = "GPL-2.0"\n[project]\nlicense = { text = "EUPL-1.2" }\n',
        'Cargo.toml': '[package]\nlicense = "Apache-2.0"\n',
        'pom.xml': '<project>\n<licenses>\n<license>\n<name>MIT License</name>\n</license>\n</licenses>\n</project>\n',
        'x.gemspec': 'Gem::Specification.new do |s|\n  s.license = "MIT"\nend\n',
        'publiccode.yml': 'name: x\nlegal:\n  license: AGPL-3.0-only\n',
        'public/fonts/LICENSE': 'SIL OPEN FONT LICENSE',
        'licenses.ts': 'MIT License',
      }),
      [
        'MIT file LICENSE.md:3',
        'Apache-2.0 manifest Cargo.toml:2',
        'AGPL-3.0-or-later manifest composer.json:2',
        'MIT manifest composer.json:2 package.json:3 pom.xml:4 x.gemspec:2',
        'AGPL-3.0-only manifest publiccode.yml:3',
        'EUPL-1.2 manifest pyproject.toml:4',
      ],
    );
  });

  it('reads the folder of REUSE where there is nothing else, and notes an unknown text', async () => {
    assert.deepEqual(await survey({ 'LICENSES/MIT.txt': 'x', 'LICENSES/LicenseRef-X.txt': 'x' }), [
      'MIT file LICENSES/MIT.txt:1',
    ]);
    const { notes } = await surveyFiles({ LICENSE: 'Tous droits réservés.\n', COPYING: '' }, [licence]);
    assert.deepEqual(notes, [{ path: 'LICENSE', message: 'licence non reconnue' }]);
  });
});
