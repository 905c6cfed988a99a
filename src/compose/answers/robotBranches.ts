import { bots } from '../../survey/data/bots';
import type { Robot } from '../../survey/facts';
import type { Page } from './answer';

/** « 22 branches `dependabot/*` », what a robot left behind; undefined when it left nothing. */
export function robotBranches(page: Page, { name }: Pick<Robot, 'name'>): string | undefined {
  const pattern = bots.find((bot) => bot.name === name)?.branches;
  const made = page.inventory.repository.branches.filter((branch) => pattern?.test(branch.name) === true);
  const [first] = made;
  if (pattern === undefined || !first) {
    return undefined;
  }
  const prefix = /^[^/-]+[/-]/.exec(first.name)?.[0] ?? first.name;
  return `${page.count(made.length, 'branche')} ${page.code(`${prefix}*`)}`;
}

/** Where a robot is seen: its file, else the branches it made. */
export function robotProof(page: Page, { name, evidence }: Robot): string {
  const branches = robotBranches(page, { name });
  const files = evidence.filter(({ path }) => path !== '.git' && !path.startsWith('.git/'));
  return [
    ...(files.length > 0 || branches === undefined ? [page.links(evidence.slice(0, 1))] : []),
    ...(branches === undefined ? [] : [branches]),
  ].join(', ');
}
