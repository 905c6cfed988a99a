import * as assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import * as z from 'zod';
import { shippedModels } from '../../src/models/shipped';
import { allRules } from '../../src/rules/allRules';

const step = z.object({
  id: z.string(),
  description: z.string(),
  media: z.object({ svg: z.string(), altText: z.string() }),
  completionEvents: z.array(z.string()).default([]),
});

const setting = z.looseObject({
  markdownDescription: z.string(),
  enum: z.array(z.string()).default([]),
  markdownEnumDescriptions: z.array(z.string()).default([]),
});

/** What is checked of the manifest. */
const manifestSchema = z.object({
  version: z.string(),
  main: z.string(),
  browser: z.string(),
  icon: z.string(),
  engines: z.object({ vscode: z.string() }),
  devDependencies: z.record(z.string(), z.string()),
  activationEvents: z.array(z.string()),
  capabilities: z.record(z.string(), z.object({ supported: z.unknown() })),
  contributes: z.object({
    commands: z.array(z.object({ command: z.string(), title: z.string(), category: z.string() })),
    menus: z.record(
      z.string(),
      z.array(
        z.object({ command: z.optional(z.string()), submenu: z.optional(z.string()), when: z.optional(z.string()) }),
      ),
    ),
    submenus: z.array(z.object({ id: z.string(), label: z.string() })),
    snippets: z.array(z.object({ language: z.string(), path: z.string() })),
    yamlValidation: z.array(z.object({ fileMatch: z.string(), url: z.string() })),
    configuration: z.object({ properties: z.record(z.string(), setting) }),
    walkthroughs: z.array(z.object({ title: z.string(), steps: z.array(step) })),
  }),
});

const manifest = manifestSchema.parse(JSON.parse(readFileSync('package.json', 'utf8')));
const { commands, menus, submenus, snippets, yamlValidation, configuration, walkthroughs } = manifest.contributes;
const steps = walkthroughs.flatMap((walkthrough) => walkthrough.steps);
const settings = Object.entries(configuration.properties);
const ids: readonly string[] = commands.map(({ command }) => command);
/** Those that need a line of the tree: they are in its menus, never in the palette. */
const isInternal = (id: string): boolean => id.startsWith('_arret.');
const named = commands.filter(({ command }) => !isInternal(command));

describe('The manifest', () => {
  it('keeps its commands: their identifiers and titles are what people type and bind keys to', () => {
    assert.deepEqual(
      named.map(({ command, category, title }) => [command, `${category}: ${title}`]),
      [
        ['arret.generateDossier', 'Arrêt: générer dossier technique'],
        ['arret.updateDossier', 'Arrêt: mettre à jour le dossier depuis le dépôt'],
        ['arret.generatePostMortem', 'Arrêt: générer post-mortem'],
        ['arret.startProcedure', "Arrêt: démarrer la procédure d'arrêt"],
        ['arret.insertModel', 'Arrêt: insérer un modèle ou une section ici'],
        ['arret.createModel', "Arrêt: personnaliser un modèle pour l'équipe"],
        ['arret.checkDocuments', "Arrêt: vérifier les documents d'arrêt"],
        ['arret.nextPlace', 'Arrêt: aller au prochain point à compléter'],
        ['arret.previousPlace', 'Arrêt: aller au point à compléter précédent'],
        ['arret.refreshDocuments', "Arrêt: rafraîchir les documents d'arrêt"],
        ['arret.showOnlyRemaining', 'Arrêt: ne montrer que ce qui reste à faire'],
        ['arret.showEverything', 'Arrêt: montrer aussi ce qui est fait'],
        ['arret.groupBySection', 'Arrêt: grouper par section'],
        ['arret.groupByDocument', 'Arrêt: grouper par document'],
      ],
    );
  });

  it('names in its menus only commands and submenus that exist, and has each where one would look', () => {
    const submenuIds = submenus.map(({ id }) => id);
    const entries = Object.values(menus).flat();
    for (const { command, submenu } of entries) {
      assert.ok(command === undefined ? submenuIds.includes(submenu ?? '') : ids.includes(command), command ?? submenu);
    }
    for (const id of submenuIds) {
      assert.ok(menus[id] && menus[id].length > 0, `${id} is not empty`);
      assert.ok(
        entries.some(({ submenu }) => submenu === id),
        `${id} is shown`,
      );
    }
    for (const place of ['explorer/context', 'editor/title', 'editor/context']) {
      assert.ok(
        menus[place]?.every(({ when }) => when !== undefined),
        place,
      );
    }
    // Only what needs a line of the tree is hidden from the palette.
    assert.deepEqual(
      new Set((menus['commandPalette'] ?? []).flatMap(({ command, when }) => (when === 'false' ? [command] : []))),
      new Set(ids.filter(isInternal)),
    );
    const inMenus = new Set(entries.map(({ command }) => command));
    assert.deepEqual(
      ids.filter((id) => !inMenus.has(id)),
      [],
    );
  });

  it('walks people through commands that exist, with a picture that is described', () => {
    assert.deepEqual(
      walkthroughs.map(({ title }) => title),
      ['Bien démarrer un arrêt'],
    );
    const linked = steps.flatMap(({ description, completionEvents }) => [
      ...[...description.matchAll(/\]\(command:([\w.]+)/g)].map((match) => match[1] ?? ''),
      ...completionEvents.flatMap((event) => (event.startsWith('onCommand:') ? [event.slice(10)] : [])),
    ]);
    assert.ok(linked.length >= 6);
    for (const id of linked) {
      assert.ok(ids.includes(id), id);
    }
    for (const { id, media } of steps) {
      assert.ok(media.altText.length > 20, id);
    }
  });

  it('names only files that exist', () => {
    const files = [
      manifest.main,
      manifest.browser,
      manifest.icon,
      ...snippets.map(({ path }) => path),
      ...yamlValidation.map(({ url }) => url),
      ...steps.map(({ media }) => media.svg),
      'README.md',
      'CHANGELOG.md',
      'LICENSE',
    ];
    assert.deepEqual(
      files.filter((file) => !existsSync(file) || !statSync(file).isFile() || statSync(file).size === 0),
      [],
    );
    assert.ok(files.length >= 15);
    assert.ok(snippets.every(({ language }) => language === 'markdown'));
  });

  it('has a square PNG icon of 128 pixels at least, and pictures that load nothing', () => {
    const icon = readFileSync(manifest.icon);
    assert.equal(icon.subarray(1, 4).toString('latin1'), 'PNG');
    const [width, height] = [icon.readUInt32BE(16), icon.readUInt32BE(20)];
    assert.equal(width, height);
    assert.ok(width >= 128, `${width} pixels`);
    for (const { media } of steps) {
      const picture = readFileSync(media.svg, 'utf8');
      assert.match(picture, /^<svg[\s>]/);
      assert.doesNotMatch(picture, /<script|<foreignObject|(?:href|src)="(?!#)/);
    }
  });

  it('is activated only when needed', () => {
    assert.deepEqual(manifest.activationEvents, [
      'workspaceContains:arret',
      'workspaceContains:.arret/models',
      'workspaceContains:content/_startups',
      'workspaceContains:**/arret/*.md',
      'workspaceContains:**/dossier-technique.md',
      'workspaceContains:**/post-mortem.md',
      'workspaceContains:**/procedure-*.md',
    ]);
    assert.deepEqual(Object.keys(manifest.capabilities).sort(), ['untrustedWorkspaces', 'virtualWorkspaces']);
  });

  it('describes its settings in Markdown, with each of their values', () => {
    assert.deepEqual(
      settings.map(([name]) => name),
      [
        'arret.folder',
        'arret.checklistStyle',
        'arret.prefill',
        'arret.repositories',
        'arret.rules',
        'arret.checkSheets',
      ],
    );
    for (const [name, { markdownDescription, enum: values, markdownEnumDescriptions, ...rest }] of settings) {
      assert.ok(markdownDescription.length > 20, name);
      assert.equal(markdownEnumDescriptions.length, values.length, name);
      assert.ok('default' in rest && !('description' in rest), name);
    }
  });

  it('asks for the very VS Code whose types it is checked with', () => {
    assert.equal(manifest.engines.vscode, `^${manifest.devDependencies['@types/vscode']}`);
    const installed = JSON.parse(readFileSync('node_modules/@types/vscode/package.json', 'utf8')) as unknown;
    assert.equal(z.object({ version: z.string() }).parse(installed).version, manifest.devDependencies['@types/vscode']);
  });

  it('gives YAML editors the schema for the files the team’s models are read from', () => {
    assert.deepEqual(yamlValidation.map(({ fileMatch }) => fileMatch).sort(), [
      '**/.arret/models/*.yaml',
      '**/.arret/models/*.yml',
    ]);
    assert.equal(
      readFileSync(yamlValidation[0]?.url ?? '', 'utf8'),
      readFileSync('src/models/model.schema.json', 'utf8'),
    );
    assert.ok(
      shippedModels.every(({ text }) => text.startsWith('# yaml-language-server: $schema=./model.schema.json\n')),
    );
  });
});

describe('What people read first', () => {
  it('the README names each command and each setting', () => {
    const readme = readFileSync('README.md', 'utf8').replaceAll('’', "'");
    const names = [...named.map(({ title }) => title.replaceAll('’', "'")), ...settings.map(([name]) => `\`${name}\``)];
    assert.deepEqual(
      names.filter((name) => !readme.includes(name)),
      [],
    );
  });

  it('the README names each rule, with its page and how much it matters', () => {
    const words = { error: 'erreur', warning: 'avertissement', information: 'information', hint: 'indice' };
    const rows = readFileSync('README.md', 'utf8').split('\n');
    assert.deepEqual(
      allRules.filter(({ code, severity }) => {
        const row = rows.find((line) => line.includes(`](src/rules/pages/${code}.md)`));
        return row?.split('|').at(-2)?.trim() !== words[severity];
      }),
      [],
    );
  });

  it('the CHANGELOG has a heading for the version', () => {
    const changelog = readFileSync('CHANGELOG.md', 'utf8');
    const versions = [...changelog.matchAll(/^## \[?v?(\d+\.\d+\.\d+)\b/gm)].map((match) => match[1]);
    assert.equal(versions[0], manifest.version);
  });
});
