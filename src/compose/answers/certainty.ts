import type { Fact, Hosting } from '../../survey/facts';
import type { Page } from './answer';

/** What the repository proves; the rest is never put beside it. */
export function proven<T extends Fact>(facts: readonly T[]): T[] {
  return facts.filter(({ certainty }) => certainty === undefined);
}

/** « À confirmer : … », the facts that are only probable; nothing when there is none. */
export function toConfirm(page: Page, facts: readonly Fact[]): string[] {
  const names = new Map<string, Fact>();
  for (const fact of facts) {
    if (fact.certainty === 'probable' && !names.has(fact.name)) {
      names.set(fact.name, fact);
    }
  }
  const list = [...names.values()]
    .slice(0, 6)
    .map((fact) => `${page.text(fact.name)} ${page.proof(fact.evidence.slice(0, 1))}`);
  return list.length === 0 ? [] : [`Déduit, à confirmer : ${list.join(', ')}.`];
}

/** Facts of one name together, in their order, their evidence joined. */
export function byName<T extends Fact>(facts: readonly T[]): { readonly name: string; readonly facts: readonly T[] }[] {
  const groups = new Map<string, T[]>();
  for (const fact of facts) {
    const group = groups.get(fact.name);
    if (group) {
      group.push(fact);
    } else {
      groups.set(fact.name, [fact]);
    }
  }
  return [...groups].map(([name, facts]) => ({ name, facts }));
}

/** « a, b et c », already Markdown. */
export function enumerate(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} et ${parts.at(-1) ?? ''}`;
}

/** A table holds ten rows at most; what exceeds is counted. */
export const tableRows = 10;

/** Platforms that are tools and not companies: nobody has an account there. */
const tools =
  /^(?:Docker|Docker Compose|Kubernetes|Helm|Kustomize|Terraform|Ansible|Capistrano|systemd|Supervisor|uWSGI|Gunicorn|nginx|Apache|Caddy|Kamal|Mina|Passenger|Dokku|CapRover|OpenShift|Nomad|Vagrant|Pulumi|Serverless Framework)$/i;

/** Where the code is kept, by a remote's address. */
export function forgeOf(url: string | undefined): string | undefined {
  return /github\.com/i.test(url ?? '') ? 'GitHub' : /gitlab/i.test(url ?? '') ? 'GitLab' : undefined;
}

/** The platforms that ask for an account, each once. */
export function accounts(hosting: readonly Hosting[]): string[] {
  const names = proven(hosting).flatMap(({ kind, name }) => (kind === 'platform' && !tools.test(name) ? [name] : []));
  return [...new Set(names)];
}
