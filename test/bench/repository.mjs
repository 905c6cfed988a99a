/** A made-up repository for measures: code in several languages, its manifests, its pipelines and its documents. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** @type {readonly (readonly [extension: string, line: (index: number) => string, top: string])[]} */
const kinds = [
  [
    'ts',
    (index) => `export function calcule${index}(valeur: number): number { return valeur * ${index}; }`,
    "import { mesure } from './mesure';\nconst adresse = process.env.SERVICE_URL ?? '';",
  ],
  [
    'tsx',
    (index) => `export const Bloc${index} = () => <p className="bloc-${index}">Bonjour {nom}</p>;`,
    "import React from 'react';\nconst nom = import.meta.env.VITE_NOM;",
  ],
  [
    'js',
    (index) => `function transforme${index}(liste) { return liste.map((element) => element + ${index}); }`,
    "const fs = require('fs');\nconst port = process.env.PORT || 3000;",
  ],
  [
    'py',
    (index) => `def calcule_${index}(valeur):\n    return valeur * ${index}  # TODO vérifier`,
    'import os\nCLE = os.environ["CLE_DE_SERVICE"]',
  ],
  [
    'rb',
    (index) => `def calcule_${index}(valeur)\n  valeur * ${index}\nend`,
    'require "json"\nCLE = ENV.fetch("CLE_RUBY")',
  ],
  [
    'php',
    (index) => `function calcule${index}($valeur) { return $valeur * ${index}; }`,
    "<?php\n$cle = getenv('CLE_PHP');",
  ],
  [
    'go',
    (index) => `func Calcule${index}(valeur int) int { return valeur * ${index} }`,
    'package calcul\n\nimport "os"\n\nvar cle = os.Getenv("CLE_GO")',
  ],
  [
    'java',
    (index) => `  int calcule${index}(int valeur) { return valeur * ${index}; }`,
    'class Calcul {\n  String cle = System.getenv("CLE_JAVA");',
  ],
  [
    'css',
    (index) => `.bloc-${index} { color: #${String(index % 1000).padStart(3, '0')}; }`,
    ':root { --marge: 1rem; }',
  ],
  [
    'html',
    (index) => `<p id="p${index}">Un paragraphe <a href="https://exemple.fr/${index}">et son lien</a>.</p>`,
    '<!doctype html>',
  ],
  ['yml', (index) => `cle_${index}:\n  nom: valeur ${index}\n  liste: [1, 2, 3]`, 'racine: vrai'],
  ['json', (index) => `"cle${index}": { "valeur": ${index} },`, '{'],
  [
    'md',
    (index) => `## Partie ${index}\n\nUn texte assez long, avec [un lien](https://exemple.fr/${index}) et du \`code\`.`,
    '# Titre',
  ],
  ['svg', (index) => `<path d="M${index} 0L10 10" />`, '<svg>'],
];

const manifests = {
  'package.json':
    '{ "name": "partie", "scripts": { "dev": "next dev", "test": "jest" }, "dependencies": { "next": "14.0.0", "react": "18.2.0" } }\n',
  'requirements.txt': 'django==4.2\nsentry-sdk>=1.0\n',
  Dockerfile: 'FROM node:20-alpine\nENV MODE=production\nEXPOSE 3000\nCMD ["node", "."]\n',
  'docker-compose.yml': 'services:\n  base:\n    image: postgres:15\n    environment:\n      POSTGRES_PASSWORD: app\n',
  'README.md': '# Partie\n\n## Installation\n\nnpm install\n',
  '.env.sample': 'CLE=\nSMTP_PASSWORD=\n',
};

/**
 * Writes a repository: fourteen kinds of files of 10 to 200 lines in a hundred parts, each with its manifests. One source
 * file in twenty reads a variable.
 *
 * @param {string} folder @param {number} count of files
 */
export async function writeRepository(folder, count) {
  const write = async (/** @type {string} */ path, /** @type {string} */ text) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  for (let index = 0; index < count; index++) {
    const [extension, line, top] = kinds[index % kinds.length] ?? ['txt', String, ''];
    const lines = Array.from({ length: 10 + ((index * 37) % 190) }, (_, number) => line(number));
    const head = Math.floor(index / kinds.length) % 20 === 0 ? top : top.split('\n', 1)[0];
    const part = `partie-${index % 100}/src/dossier-${Math.floor(index / 100) % 20}`;
    await write(`${part}/fichier-${index}.${extension}`, `${[head, ...lines].join('\n')}\n`);
  }
  for (let part = 0; part < 100; part++) {
    for (const [name, text] of Object.entries(manifests)) {
      await write(`partie-${part}/${name}`, text);
    }
  }
  await write(
    '.github/workflows/ci.yml',
    'name: Essais\non: push\njobs:\n  essais:\n    steps:\n      - run: npm test\n',
  );
  await write('.gitignore', 'node_modules/\n*.log\n/dist/\n');
  await write('package.json', '{ "name": "produit", "workspaces": ["partie-*"] }\n');
}
