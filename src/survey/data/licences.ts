interface KnownLicence {
  /** Its SPDX identifier. */
  readonly id: string;
  /** What its text says that others' don't, white space made single. */
  readonly says: RegExp;
  /** What it must say too, or must not, to be this one. */
  readonly and?: RegExp;
  readonly not?: RegExp;
}

const version = (number: string): RegExp => new RegExp(`^.{0,160}?(?:version|v\\.?)\\s*${number}(?!\\d)`, 'i');

/** Of two that match, the one named first in a text counts: licences of one family quote each other further down. */
export const knownLicences: readonly KnownLicence[] = [
  { id: 'AGPL-3.0', says: /GNU Affero General Public Licen[sc]e/i, not: version('[12]') },
  { id: 'LGPL-2.1', says: /GNU Lesser General Public Licen[sc]e/i, and: version('2\\.1') },
  { id: 'LGPL-3.0', says: /GNU Lesser General Public Licen[sc]e/i, not: version('2\\.1') },
  { id: 'GPL-2.0', says: /GNU General Public Licen[sc]e/i, and: version('2') },
  { id: 'GPL-3.0', says: /GNU General Public Licen[sc]e/i, not: version('2') },
  { id: 'AGPL-3.0', says: /(?<![\w-])(?:GNU )?AGPL[- ]?v?3/i },
  { id: 'LGPL-3.0', says: /(?<![\w-])(?:GNU )?LGPL[- ]?v?3/i },
  { id: 'LGPL-2.1', says: /(?<![\w-])(?:GNU )?LGPL[- ]?v?2\.1/i },
  { id: 'GPL-3.0', says: /(?<![\w-])(?:GNU )?GPL[- ]?v?3/i },
  { id: 'GPL-2.0', says: /(?<![\w-])(?:GNU )?GPL[- ]?v?2/i },
  { id: 'Apache-2.0', says: /Apache (?:Software )?Licen[sc]e/i, and: version('2'), not: version('1') },
  { id: 'Apache-2.0', says: /(?<![\w-])Apache[- ]2(?:\.0)?(?![\w.])/i },
  { id: 'MPL-2.0', says: /Mozilla Public Licen[sc]e/i, and: version('2\\.0') },
  { id: 'MPL-1.1', says: /Mozilla Public Licen[sc]e/i, and: version('1\\.1') },
  { id: 'EPL-2.0', says: /Eclipse Public Licen[sc]e/i, and: version('2\\.0') },
  { id: 'EPL-1.0', says: /Eclipse Public Licen[sc]e/i, and: version('1\\.0') },
  {
    id: 'EUPL-1.2',
    says: /European Union Public Licen[sc]e|Licence publique de l['’]Union europ[ée]enne|(?<![\w-])EUPL/i,
    and: /^.{0,160}?1\.2/i,
  },
  {
    id: 'EUPL-1.1',
    says: /European Union Public Licen[sc]e|Licence publique de l['’]Union europ[ée]enne|(?<![\w-])EUPL/i,
    and: /^.{0,160}?1\.1/i,
  },
  { id: 'CECILL-B', says: /(?<![\w])CeCILL[- ]?B(?!\w)/i },
  { id: 'CECILL-C', says: /(?<![\w])CeCILL[- ]?C(?!\w)/i },
  { id: 'CECILL-2.1', says: /(?<!\w)CeCILL/i, and: /^.{0,400}?2\.1/i },
  { id: 'CECILL-2.0', says: /(?<!\w)CeCILL/i, and: /^.{0,400}?2\.0/i },
  { id: 'etalab-2.0', says: /Licence ouverte|Open Licen[sc]e/i, and: /^.{0,160}?(?:2\.0|version 2)/i },
  { id: 'etalab-2.0', says: /(?<![\w-])etalab[- ]2\.0/i },
  { id: 'ODbL-1.0', says: /Open Database Licen[sc]e|(?<!\w)ODbL/i },
  { id: 'Unlicense', says: /This is free and unencumbered software released into the public domain/i },
  { id: 'CC0-1.0', says: /CC0 1\.0 Universal|CC0-1\.0/i },
  { id: 'CC-BY-NC-ND-4.0', says: /Attribution-NonCommercial-NoDerivatives 4\.0/i },
  { id: 'CC-BY-NC-SA-4.0', says: /Attribution-NonCommercial-ShareAlike 4\.0/i },
  { id: 'CC-BY-NC-4.0', says: /Attribution-NonCommercial 4\.0/i },
  { id: 'CC-BY-SA-4.0', says: /Attribution-ShareAlike 4\.0/i },
  { id: 'CC-BY-ND-4.0', says: /Attribution-NoDerivatives 4\.0/i },
  { id: 'CC-BY-4.0', says: /(?:Creative Commons |^.{0,40})Attribution 4\.0/i },
  { id: 'OFL-1.1', says: /SIL Open Font Licen[sc]e/i },
  { id: 'BSL-1.0', says: /Boost Software Licen[sc]e/i },
  { id: 'BUSL-1.1', says: /Business Source Licen[sc]e/i },
  { id: 'SSPL-1.0', says: /Server Side Public Licen[sc]e/i },
  { id: 'Elastic-2.0', says: /Elastic Licen[sc]e 2\.0/i },
  { id: 'WTFPL', says: /Do What The F\w*\*? You Want To Public Licen[sc]e/i },
  { id: 'Zlib', says: /This software is provided ['‘]as-is['’], without any express or implied warranty/i },
  {
    id: 'MIT',
    says: /Permission is hereby granted, free of charge, to any person obtaining a copy/i,
    and: /The above copyright notice|^.{0,2000}?notice shall be included/i,
  },
  {
    id: 'MIT-0',
    says: /Permission is hereby granted, free of charge, to any person obtaining a copy/i,
    not: /The above copyright notice/i,
  },
  { id: 'MIT', says: /(?<![\w-])(?:MIT|Expat) Licen[sc]e|Licen[sc]e MIT(?![\w-]| Licen)/i },
  {
    id: 'ISC',
    says: /Permission to use, copy, modify, and\/?(?:or)? distribute this software for any purpose/i,
    and: /provided that the above copyright notice/i,
  },
  {
    id: '0BSD',
    says: /Permission to use, copy, modify, and\/or distribute this software for any purpose/i,
    not: /provided that the above copyright notice/i,
  },
  {
    id: 'BSD-4-Clause',
    says: /Redistribution and use in source and binary forms/i,
    and: /All advertising materials mentioning/i,
  },
  {
    id: 'BSD-3-Clause',
    says: /Redistribution and use in source and binary forms/i,
    and: /Neither the names? of|may not be used to endorse or promote/i,
    not: /All advertising materials mentioning/i,
  },
  {
    id: 'BSD-2-Clause',
    says: /Redistribution and use in source and binary forms/i,
    not: /Neither the names? of|may not be used to endorse or promote/i,
  },
  { id: 'BSD-3-Clause', says: /(?:BSD[- ]3[- ]Clause|(?:New|Modified|Revised) BSD Licen[sc]e)/i },
  { id: 'BSD-2-Clause', says: /(?:BSD[- ]2[- ]Clause|(?:Simplified|FreeBSD) BSD Licen[sc]e)/i },
];
