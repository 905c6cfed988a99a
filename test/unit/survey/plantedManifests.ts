import type { MemoryFiles } from './memoryTree';
import type { Planter } from './plantedRepository';

const commit = '0123456789abcdef0123456789abcdef01234567';

/** Git's folder, the manifests, their locks, and what people read. Each value is planted under the name of its place. */
export function plantedManifests({ plain, inAddress, shared }: Planter): MemoryFiles {
  return {
    '.git/HEAD': 'ref: refs/heads/main\n',
    '.git/refs/heads/main': `${commit}\n`,
    '.git/config': `[remote "origin"]\n\turl = https://robot:${inAddress('Git, mot de passe')}@github.com/equipe/produit.git\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n[remote "miroir"]\n\turl = https://gitlab.com/equipe/produit.git?private_token=${inAddress('Git, requête')}\n[remote "jeton"]\n\turl = https://${inAddress('Git, jeton')}@forge.fr/produit.git\n[remote "ssh"]\n\turl = ssh://robot:${inAddress('Git, ssh')}@forge.fr/produit.git\n[http]\n\textraheader = AUTHORIZATION: basic ${plain('Git, en-tête')}\n`,
    'package.json': `{
  "name": "produit",
  "homepage": "https://equipe:${inAddress('package.json, adresse')}@produit.beta.gouv.fr/?cle=${inAddress('package.json, requête')}",
  "repository": "https://${inAddress('package.json, dépôt')}@github.com/equipe/produit",
  "scripts": {
    "dev": "MOT=${inAddress('package.json, variable')} node src/serveur.js",
    "deploy": "scalingo --token ${inAddress('package.json, option')} deploy",
    "test": "SECRET=${inAddress('package.json, test')} jest"
  },
  "config": { "jeton": "${plain('package.json, config')}" },
  "dependencies": {
    "express": "^4.18.0",
    "interne": "git+https://${inAddress('package.json, Git')}@github.com/equipe/interne.git#v1.2.0",
    "archive": "https://robot:${inAddress('package.json, archive')}@paquets.fr/archive.tgz?cle=${inAddress('package.json, archive, requête')}"
  },
  "devDependencies": { "jest": "29.0.0" }
}
`,
    'package-lock.json': `{
  "name": "produit",
  "lockfileVersion": 3,
  "packages": {
    "": { "dependencies": { "express": "^4.18.0" } },
    "node_modules/express": { "version": "4.18.2", "resolved": "https://robot:${inAddress('package-lock.json')}@registre.fr/express.tgz" },
    "node_modules/interne": { "version": "1.2.0", "resolved": "git+https://${inAddress('package-lock.json, Git')}@github.com/equipe/interne.git#${commit}" },
    "node_modules/archive": { "version": "https://robot:${inAddress('package-lock.json, version')}@paquets.fr/archive.tgz" }
  }
}
`,
    '.npmrc': `//registre.fr/:_authToken=${plain('.npmrc')}\n//registre.fr/:_password=${plain('.npmrc, mot de passe')}\nregistry=https://robot:${inAddress('.npmrc, adresse')}@registre.fr\n`,
    '.yarnrc.yml': `npmAuthToken: ${plain('.yarnrc.yml')}\nnpmRegistryServer: "https://robot:${inAddress('.yarnrc.yml, adresse')}@registre.fr"\n`,
    'yarn/package.json': '{ "name": "yarn", "dependencies": { "lodash": "^4.0.0" } }\n',
    'yarn/yarn.lock': `lodash@^4.0.0:\n  version "4.17.21"\n  resolved "https://robot:${inAddress('yarn.lock')}@registre.fr/lodash.tgz?jeton=${inAddress('yarn.lock, requête')}"\n`,
    'requirements.txt': `--index-url https://robot:${inAddress('requirements.txt, index')}@pypi.interne.fr/simple\n--extra-index-url https://${inAddress('requirements.txt, second index')}@pypi.interne.fr\ndjango==4.2.1\nprive @ git+https://${inAddress('requirements.txt, Git')}@github.com/equipe/prive.git@v2\nroue @ https://robot:${inAddress('requirements.txt, roue')}@paquets.fr/roue.whl?cle=${inAddress('requirements.txt, requête')}\ngit+https://robot:${inAddress('requirements.txt, Git sans nom')}@github.com/equipe/sansnom.git#egg=sansnom\n`,
    'outil/pyproject.toml': `[project]\nname = "outil"\ndependencies = ["flask>=2", "maison @ git+https://${inAddress('pyproject, PEP 508')}@github.com/equipe/maison"]\n[[tool.poetry.source]]\nname = "interne"\nurl = "https://robot:${inAddress('pyproject, source')}@pypi.interne.fr"\n[tool.poetry.dependencies]\npython = "^3.11"\nvoisin = { git = "https://robot:${inAddress('pyproject, Git')}@github.com/equipe/voisin.git", rev = "main" }\n[tool.poe.tasks]\nlance = "MOT=${plain('pyproject, tâche')} flask run"\n`,
    'outil/poetry.lock': `[[package]]\nname = "voisin"\nversion = "1.0.0"\n[package.source]\ntype = "git"\nurl = "https://robot:${inAddress('poetry.lock')}@github.com/equipe/voisin.git"\n`,
    Gemfile: `source "https://robot:${inAddress('Gemfile, source')}@gems.interne.fr"\nruby "3.2.2"\ngem "rails", "~> 7.0"\ngem "prive", git: "https://${inAddress('Gemfile, Git')}@github.com/equipe/prive.git", branch: "main"\n`,
    'Gemfile.lock': `GIT\n  remote: https://${inAddress('Gemfile.lock, Git')}@github.com/equipe/prive.git\n  revision: ${commit}\n  specs:\n    prive (0.1.0)\n\nGEM\n  remote: https://robot:${inAddress('Gemfile.lock')}@gems.interne.fr/\n  specs:\n    rails (7.0.4)\n\nDEPENDENCIES\n  prive!\n  rails (~> 7.0)\n`,
    'composer.json': `{ "name": "equipe/produit", "repositories": [{ "type": "composer", "url": "https://robot:${inAddress('composer.json, dépôt')}@paquets.fr" }], "config": { "http-basic": { "paquets.fr": { "username": "robot", "password": "${plain('composer.json, http-basic')}" } } }, "require": { "php": ">=8.1", "symfony/console": "^6.0" }, "scripts": { "purge": "JETON=${plain('composer.json, script')} php bin/console purge" } }\n`,
    'composer.lock': `{ "packages": [{ "name": "symfony/console", "version": "v6.2.0", "dist": { "url": "https://robot:${inAddress('composer.lock')}@paquets.fr/console.zip" } }] }\n`,
    'NuGet.config': `<configuration><packageSourceCredentials><interne><add key="ClearTextPassword" value="${plain('NuGet.config')}" /></interne></packageSourceCredentials></configuration>\n`,
    'net/net.csproj':
      '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include="Serilog" Version="3.0.0" /></ItemGroup></Project>\n',
    'net/appsettings.json': `{ "ConnectionStrings": { "Default": "Server=base;Password=${plain('appsettings.json')}" } }\n`,
    'settings.xml': `<settings><servers><server><id>interne</id><password>${plain('settings.xml')}</password></server></servers></settings>\n`,
    'java/pom.xml': `<project><modelVersion>4.0.0</modelVersion><groupId>fr.produit</groupId><artifactId>produit</artifactId><version>1.0</version><properties><mot.de.passe>${inAddress('pom.xml, propriété')}</mot.de.passe></properties><repositories><repository><id>interne</id><url>https://robot:${inAddress('pom.xml, dépôt')}@maven.interne.fr</url></repository></repositories><dependencies><dependency><groupId>org.slf4j</groupId><artifactId>slf4j-api</artifactId><version>2.0.7</version></dependency></dependencies></project>\n`,
    'gradle/build.gradle': `repositories {\n  maven {\n    url "https://robot:${inAddress('build.gradle, adresse')}@maven.interne.fr"\n    credentials { password = "${plain('build.gradle, identifiants')}" }\n  }\n}\ndef cle = "${plain('build.gradle, variable')}"\ndependencies {\n  implementation 'com.google.guava:guava:32.0.0-jre'\n}\n`,
    'gradle/gradle.properties': `motDePasse=${plain('gradle.properties')}\n`,
    'rust/Cargo.toml': `[package]\nname = "rust"\nversion = "0.1.0"\n[dependencies]\nserde = "1.0"\nprive = { git = "https://robot:${inAddress('Cargo.toml')}@github.com/equipe/prive", branch = "main" }\n`,
    'rust/Cargo.lock': `[[package]]\nname = "prive"\nversion = "0.2.0"\nsource = "git+https://robot:${inAddress('Cargo.lock')}@github.com/equipe/prive#${commit}"\n`,
    'go/go.mod': 'module produit\n\ngo 1.21\n\nrequire github.com/gin-gonic/gin v1.9.0\n',
    'README.md': `# Produit

Le mot de passe de démonstration est ${plain('README, texte')}.

## Installation

\`\`\`sh
export CLE=${plain('README, installation, variable')}
npm install --token ${plain('README, installation, option')}
docker run -e SECRET=${plain('README, installation, docker')} produit
\`\`\`

## Appelez le ${shared.telephone} ou ${shared.address}

## Le mot de rappel : ${shared.words}

- [Production](https://equipe:${inAddress('README, lien')}@produit.beta.gouv.fr/accueil?cle=${inAddress('README, lien, requête')})
- [Sentry](https://sentry.incubateur.net/produit?jeton=${inAddress('README, lien, outil')})
- [Code ${shared.words}](https://github.com/equipe/produit#installation)

![Badge](https://badges.fr/produit?token=${inAddress('README, badge')})
`,
    'docs/adr/0001-base.md': `# 1. Base de données et ${shared.password}\n\n- Statut : accepté, voir ${shared.words}\n- Date : 2024-01-02\n\nLe jeton est ${plain('ADR, texte')}.\n`,
    'docs/guide.md': `# Guide, astreinte au ${shared.telephone}\n\nMot de passe : ${plain('guide, texte')}\n`,
    LICENSE: `MIT License\n\nCopyright (c) 2024 ${plain('licence')}\n\nPermission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction.\n`,
    'CHANGELOG.md': `# Changements, ${shared.words}\n\n## 1.0.0 ${plain('journal, texte')}\n`,
    'publiccode.yml': `publiccodeYmlVersion: '0.2'\nname: produit\nurl: https://robot:${inAddress('publiccode.yml')}@github.com/equipe/produit\nlandingURL: https://produit.beta.gouv.fr/?cle=${inAddress('publiccode.yml, requête')}\n`,
    'openapi.yml': `openapi: 3.0.0\ninfo:\n  title: Produit\nservers:\n  - url: https://robot:${inAddress('OpenAPI, serveur')}@api.produit.fr\npaths:\n  /dossiers:\n    get:\n      summary: Liste\n      parameters:\n        - name: cle\n          example: ${plain('OpenAPI, exemple')}\n`,
    'test/serveur.test.js': `process.env.TEST_MOT = '${plain('test')}';\ndescribe('serveur', () => { it('répond', () => { expect(1).toBe(1); }); });\n`,
    'renovate.json': `{ "schedule": ["before 4am"], "hostRules": [{ "password": "${plain('renovate.json')}" }] }\n`,
    '.github/dependabot.yml': `version: 2\nregistries:\n  interne:\n    type: npm-registry\n    token: ${plain('dependabot')}\nupdates:\n  - package-ecosystem: npm\n    directory: /\n    schedule:\n      interval: weekly\n`,
  };
}
