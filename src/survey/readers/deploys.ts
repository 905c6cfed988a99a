import { deployTargets, registries } from '../data/deployTargets';
import { textAt, type Located } from './located';

/** What a pipeline runs, whatever the format it is written in. */
export interface PipelineSteps {
  /** Actions, orbs, pipes and plugins, without their version. */
  readonly actions: readonly PipelineAction[];
  /** Shell commands, one or more a text. */
  readonly commands: readonly string[];
  /** What the jobs and steps are called. */
  readonly titles: readonly string[];
}

export interface PipelineAction {
  readonly name: string;
  readonly inputs: Located | undefined;
}

/** The places that a pipeline sends the product to, by their usual names. */
export function deploysTo({ actions, commands, titles }: PipelineSteps): string[] {
  const shell = commands.map(withoutComments).join('\n');
  const names = new Set(
    deployTargets
      .filter(
        ({ name, action, command, isTool }) =>
          actions.some((each) => action?.test(each.name)) ||
          (command !== undefined && command.test(shell)) ||
          (!isTool && titles.some((title) => isDeployTo(title, name))),
      )
      .map(({ name }) => name),
  );
  for (const name of imageRegistries(actions, shell)) {
    names.add(name);
  }
  return [...names];
}

/** Where images are pushed: a registry is signed in to before, by an action or a command, or is part of the tag. */
function imageRegistries(actions: readonly PipelineAction[], shell: string): string[] {
  const pushes = actions.filter(
    ({ name, inputs }) =>
      (/docker\/(?:build-push|bake)-action/i.test(name) &&
        (/^(?!false$)/.test(textAt(inputs, 'push') ?? 'false') ||
          /type=registry/.test(textAt(inputs, 'outputs') ?? ''))) ||
      /docker-?(?:build-)?(?:push|publish)|kaniko|build-push-docker|plugins\/docker/i.test(
        name.replace(/docker\/build-push-action/i, ''),
      ),
  );
  const commands = [...shell.matchAll(/\b(?:docker|podman|buildah|crane)\s+(?:image\s+|compose\s+)?push\b([^\n]*)/gi)];
  const builds = [...shell.matchAll(/\b(?:docker|podman)\s+(?:buildx\s+)?build\b[^\n]{0,500}--push\b[^\n]*/gi)];
  if (pushes.length === 0 && commands.length === 0 && builds.length === 0 && !/\bkaniko\/executor\b/.test(shell)) {
    return [];
  }
  const hosts = [
    ...actions
      .filter(({ name }) => /docker\/login-action|docker-login/i.test(name))
      .map(({ inputs }) => textAt(inputs, 'registry') ?? textAt(inputs, 'login-server') ?? 'docker.io'),
    ...pushes.flatMap(({ inputs }) => [
      ...(textAt(inputs, 'tags') ?? '').split(/[\s,]+/),
      textAt(inputs, 'registry') ?? '',
      textAt(inputs, 'repo') ?? '',
    ]),
    ...[...commands, ...builds].flatMap(([line]) => line.split(/\s+/)),
    ...[...shell.matchAll(/\b(?:docker|podman)\s+login\b([^\n]*)/gi)].flatMap(([, rest = '']) => rest.split(/[\s"']+/)),
  ];
  const names = hosts.flatMap(
    (host) => registries.find(([pattern]) => pattern.test(host.replace(/^["']/, '')))?.[1] ?? [],
  );
  return [...new Set(names.length > 0 ? names : ['registre d’images de conteneurs'])];
}

/** « Déployer sur Scalingo », "Deploy to Clever Cloud". */
function isDeployTo(title: string, name: string): boolean {
  return (
    /(?<!\p{L})(?:deploy\w*|déploi\w*|déployer|push|pousser|publish|publier|release)(?!\p{L})/iu.test(title) &&
    title
      .toLowerCase()
      .replaceAll('-', ' ')
      .split(/[^\p{L}\d. ]+/u)
      .some((words) => ` ${words} `.includes(` ${name.toLowerCase()} `))
  );
}

/** Variables of the pipeline are written as those of the shell, so that words stay words. */
function withoutComments(command: string): string {
  return command
    .replace(/\$\{\{[^}]{0,200}?([\w-]{1,100})[ \t]*\}\}/g, '$$$1')
    .replace(/^[ \t]*#[^\n]*$/gm, '')
    .replace(/\\\r?\n[ \t]*/g, ' ');
}
