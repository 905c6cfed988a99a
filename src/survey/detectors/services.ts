import type { Detector } from '../detector';
import { bareName } from '../readers/bareName';
import { knownService, serviceOfAction, serviceOfFile, serviceOfPackage } from '../data/services';
import { tidyEvidence } from '../evidence';
import type { Evidence, Inventory, Service } from '../facts';
import { hostsIn, mayAskHosts } from '../readers/hosts';
import { compare } from '../repository';

/** Places shown of each kind of trace, and of all together: more teach nothing. */
const shown = 3;
const shownInAll = 6;

const kinds = ['packages', 'variables', 'hosts', 'files'] as const;

class Traces {
  readonly packages: Evidence[] = [];
  readonly variables: Evidence[] = [];
  readonly hosts: Evidence[] = [];
  readonly files: Evidence[] = [];
  /** What makes it probable only. */
  readonly weak: Evidence[] = [];
  readonly names = new Set<string>();

  get isProven(): boolean {
    return kinds.some((kind) => this[kind].length > 0);
  }

  take(other: Traces): void {
    for (const kind of [...kinds, 'weak'] as const) {
      this[kind].push(...other[kind]);
    }
    for (const name of other.names) {
      this.names.add(name);
    }
  }
}

/** The services of others that the product uses: by a library, a variable, a host asked or a configuration file. */
export const services: Detector = {
  name: 'services',
  start(repository) {
    const found = new Map<string, Traces>();
    const tracesOf = (service: string): Traces => {
      const known = found.get(service) ?? new Traces();
      found.set(service, known);
      return known;
    };
    return {
      wants: (file) => mayAskHosts(file),
      read(source) {
        for (const { service, isAsked, offset } of hostsIn(source)) {
          tracesOf(service)[isAsked ? 'hosts' : 'weak'].push({ path: source.path, line: source.lineAt(offset) });
        }
        if (/(?:^|\/)\.(?:github|forgejo|gitea)\/(?:workflows|actions)\//.test(source.path)) {
          for (const { index, 1: action } of source.text.matchAll(
            /^[ \t]*(?:-[ \t]+)?uses:[ \t]*["']?([\w./-]{3,100})@/gm,
          )) {
            const service = serviceOfAction(action ?? '');
            if (service !== undefined) {
              tracesOf(service).files.push({
                path: source.path,
                line: source.lineAt(source.text.indexOf('uses', index)),
              });
            }
          }
        }
      },
      find(before) {
        for (const { name, path, isTest } of repository.files) {
          const service = isTest ? undefined : serviceOfFile(name);
          if (service !== undefined) {
            tracesOf(service).files.push({ path, line: 1 });
          }
        }
        addFacts(before, tracesOf);
        fold(found);
        const isProduct = ownName(before);
        return {
          services: [...found]
            .filter(([name]) => !isProduct(name))
            .map(([name, traces]) => factOf(name, traces))
            .sort((a, b) => compare(a.name, b.name)),
        };
      },
    };
  },
};

/** Whether a service is the product itself, which names its own address and variables after itself. */
function ownName({ repository: { name, remotes } }: Inventory): (service: string) => boolean {
  const slugs = [
    name,
    ...remotes.map(
      ({ url }) =>
        url
          .replace(/(?:\.git)?\/?$/, '')
          .split('/')
          .at(-1) ?? '',
    ),
  ].map(bareName);
  return (service) => {
    const slug = bareName(service);
    return slugs.some(
      (own) => own === slug || own.replace(/(?:website|site|webapp|app|api|server|front|back)$/, '') === slug,
    );
  };
}

/** What Laravel's own configuration reads of services that a product may choose, in every new product. */
const skeletonVariable =
  /^(?:POSTMARK_(?:TOKEN|API_KEY|MESSAGE_STREAM_ID)|MAILGUN_\w+|RESEND_(?:API_)?KEY|AWS_\w+|SQS_(?:QUEUE|PREFIX|SUFFIX)|SLACK_BOT_USER_\w+|LOG_SLACK_\w+|(?:LOG_)?PAPERTRAIL_\w+|PUSHER_\w+|ABLY_KEY|DYNAMODB_\w+)$/;
const skeletonFile = /(?:^|\/)config\/(?:broadcasting|cache|filesystems|logging|mail|queue|services)\.php$/;

/** Whether a variable is only one that its framework would read if it were chosen. */
function isOfSkeleton(name: string, evidence: readonly Evidence[]): boolean {
  return skeletonVariable.test(name) && evidence.every(({ path }) => skeletonFile.test(path));
}

function addFacts({ dependencies, env }: Inventory, tracesOf: (service: string) => Traces): void {
  for (const dependency of dependencies) {
    const service = serviceOfPackage(dependency);
    if (service !== undefined) {
      tracesOf(service)[dependency.certainty === undefined ? 'packages' : 'weak'].push(...dependency.evidence);
    }
  }
  for (const { name, service, certainty, evidence } of env) {
    if (service !== undefined) {
      const traces = tracesOf(service);
      const isProven = certainty === undefined && !isOfSkeleton(name, evidence);
      traces[isProven ? 'variables' : 'weak'].push(...evidence.slice(0, 1));
      traces.names.add(name);
    }
  }
}

const ofAmazon = ['AWS S3', 'AWS SES', 'Amazon SQS', 'Amazon SNS', 'Amazon CloudFront'];
const s3Providers = ['OVH Object Storage', 'Scaleway Object Storage', 'Cellar (Clever Cloud)', 'Outscale'];

const mailers = [
  'AWS SES',
  'Brevo',
  'Mailgun',
  'Mailjet',
  'Mailtrap',
  'Postmark',
  'Resend',
  'Scaleway Transactional Email',
  'SendGrid',
  'Tipimail',
];

/** One account under two names is one service: the general name gives way to the precise one. */
function fold(found: Map<string, Traces>): void {
  const giveWay = (general: string, precise: readonly string[]): void => {
    const traces = found.get(general);
    const into = precise.map((name) => found.get(name)).find((other) => other?.isProven);
    if (traces && into && traces.hosts.length === 0) {
      into.take(traces);
      found.delete(general);
    }
  };
  giveWay('AWS', ofAmazon);
  giveWay('AWS S3', s3Providers);
  // Its library speaks to whoever offers the same storage.
  giveWay('AWS', s3Providers);
  // Of several, nothing says which one the variables open.
  const proven = mailers.filter((name) => found.get(name)?.isProven);
  if (proven.length === 1) {
    giveWay('SMTP', proven);
  }
  giveWay('SonarQube', ['SonarCloud']);
  giveWay('Scaleway', ['Scaleway Object Storage', 'Scaleway Transactional Email']);
}

function factOf(name: string, traces: Traces): Service {
  const proven = kinds.flatMap((kind) => tidyEvidence(traces[kind], shown));
  const evidence = tidyEvidence(traces.isProven ? proven : traces.weak);
  const usage = knownService(name)?.usage;
  return {
    name,
    evidence: evidence.slice(0, shownInAll),
    ...(usage === undefined ? {} : { usage }),
    variables: [...traces.names].sort(compare),
    ...(traces.isProven ? {} : { certainty: 'probable' }),
  };
}
