import type { Evidence } from '../../facts';

/** An operation declared on one object, from that object's own address. */
export interface DeclaredOperation {
  readonly method: string;
  readonly path: string;
  readonly access?: readonly string[];
  readonly summary?: string;
  /** Where it is written, the surest first. */
  readonly places: readonly Evidence[];
}

/** One object put in another. */
interface Link {
  readonly child: string;
  /** Where it is put; undefined: at its own prefix alone. */
  readonly prefix: string | undefined;
  readonly access: readonly string[];
  readonly at: Evidence;
}

interface RouteNode {
  prefix: string;
  access: readonly string[];
  readonly operations: DeclaredOperation[];
  readonly links: Link[];
}

/** An operation at its whole address. */
export interface PlacedOperation extends DeclaredOperation {
  /** Declared on an object that nothing puts in an application. */
  readonly isLoose: boolean;
}

const deepest = 12;
const mostOperations = 20_000;

/** Objects put in others that are put in others: a product has a few hundred. */
const mostPlaced = 20_000;

/** Applications, routers and blueprints put one in another, and what each declares. */
export class RouteGraph {
  private readonly nodes = new Map<string, RouteNode>();

  /**
   * @param join an operation's path after a prefix
   * @param under the prefix of an object put in another: where it is put, and its own
   */
  constructor(
    private readonly join: (prefix: string, path: string) => string,
    private readonly under: (put: string | undefined, own: string) => string,
  ) {}

  /** The object of a key, made when it is first asked for. */
  node(key: string): RouteNode {
    const node = this.nodes.get(key) ?? { prefix: '', access: [], operations: [], links: [] };
    this.nodes.set(key, node);
    return node;
  }

  /** All operations from applications down; those of objects that nothing leads to come last. */
  placed(applications: readonly string[]): PlacedOperation[] {
    const found: PlacedOperation[] = [];
    const seen = new Set<string>();
    let count = 0;
    const children = new Set([...this.nodes.values()].flatMap(({ links }) => links.map(({ child }) => child)));
    const place = (
      key: string,
      prefix: string,
      access: readonly string[],
      lines: readonly Evidence[],
      isLoose: boolean,
      above: readonly string[],
    ): void => {
      const node = this.nodes.get(key);
      if (
        !node ||
        above.includes(key) ||
        above.length > deepest ||
        found.length > mostOperations ||
        count++ > mostPlaced
      ) {
        return;
      }
      seen.add(key);
      for (const operation of node.operations) {
        const all = [...new Set([...access, ...node.access, ...(operation.access ?? [])])];
        found.push({
          ...operation,
          path: this.join(prefix, operation.path),
          ...(all.length > 0 ? { access: all } : {}),
          places: [...operation.places, ...lines],
          isLoose,
        });
      }
      for (const link of node.links) {
        const own = this.nodes.get(link.child)?.prefix ?? '';
        place(
          link.child,
          this.join(prefix, this.under(link.prefix, own)),
          [...access, ...node.access, ...link.access],
          [link.at, ...lines],
          isLoose,
          [...above, key],
        );
      }
    };
    for (const key of applications) {
      if (!children.has(key)) {
        place(key, this.nodes.get(key)?.prefix ?? '', [], [], false, []);
      }
    }
    const loose = [...this.nodes.keys()].filter((key) => !seen.has(key));
    for (const key of loose.filter((one) => !this.isBelow(one, loose))) {
      place(key, this.nodes.get(key)?.prefix ?? '', [], [], true, []);
    }
    return found;
  }

  private isBelow(key: string, others: readonly string[]): boolean {
    return others.some((other) => other !== key && this.nodes.get(other)?.links.some(({ child }) => child === key));
  }
}
