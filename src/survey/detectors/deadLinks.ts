import { readOutline } from '../../outline';
import type { Detector } from '../detector';
import type { Contradiction, Evidence, Inventory } from '../facts';
import { bareLinks } from '../readers/bareLinks';
import { documentedText } from '../readers/documentedText';
import { webAddress } from '../readers/gitAddress';
import { folderOf, resolvePath } from '../readers/paths';
import { compare } from '../repository';

/** What names a file: an address of a page, or of a folder, may be of a site made out of the documents. */
const ofFile =
  /(?:^|\/)(?:[\w@ .()-]*\.(?:mdx?|markdown|rst|adoc|txt|pdf|odt|docx?|xlsx?|ods|csv|sql|ya?ml|json|toml|env|sh|py|rb|php|[cm]?[jt]sx?|vue|java|kt|go|rs|html?|png|jpe?g|gif|svg|drawio|puml|dump|zip)|(?:Docker|Make|Proc|Jenkins|Rake|Gem|Vagrant)file|LICEN[CS]E)$/i;

/** Branches that documents point at for good. */
const branches = /^(?:main|master|develop|dev|HEAD)\//;

/** What documents lead to in the repository, and isn't there. */
export const deadLinks: Detector = {
  name: 'deadLinks',
  start: (repository) => ({
    async find(before) {
      const own = ownAddresses(before);
      const dead = new Map<string, Evidence[]>();
      for (const source of await documentedText(repository)) {
        if (!/\.(?:md|markdown|mdx)$/i.test(source.path)) {
          continue;
        }
        const outline = readOutline(source.text);
        const given = [
          ...outline.links.map(({ destination, range }) => ({ url: destination, line: range.start.line + 1 })),
          ...bareLinks(source.lines, outline),
        ];
        for (const { url, line } of given) {
          const target = targetOf(url, folderOf(source.path), own);
          if (target !== undefined && (dead.has(target) || (await repository.size(target)) === undefined)) {
            dead.set(target, [...(dead.get(target) ?? []), { path: source.path, line }]);
          }
        }
      }
      return {
        contradictions: [...dead]
          .map(([name, evidence]): Contradiction => ({
            name,
            kind: 'link',
            values: [{ value: name, evidence: evidence.slice(0, 3) }],
            evidence: evidence.slice(0, 3),
          }))
          .sort((a, b) => compare(a.name, b.name)),
      };
    },
  }),
};

/** Where people see the product's own repository, in lower case. */
function ownAddresses({ repository: { remotes } }: Inventory): string[] {
  return remotes.flatMap(({ url }) => webAddress(url)?.toLowerCase() ?? []);
}

/** The path that a link leads to from the root; undefined when it leads elsewhere, or not to a file. */
function targetOf(url: string, folder: string, own: readonly string[]): string | undefined {
  const bare = url.replace(/[?#].*$/s, '');
  const repository = own.find((address) => bare.toLowerCase().startsWith(`${address}/`));
  const [, blob] =
    /^\/(?:-\/)?(?:blob|raw)\/(.+)$/.exec(repository === undefined ? '' : bare.slice(repository.length)) ?? [];
  const isRelative = !/^(?:[a-z][a-z\d+.-]*:|\/|#|\{|<|$)/i.test(bare);
  const written =
    blob !== undefined && branches.test(blob) ? blob.replace(branches, '') : isRelative ? bare : undefined;
  const path = written === undefined ? undefined : decoded(written);
  return path === undefined || !ofFile.test(path) || /[{}<>*$|]/.test(path)
    ? undefined
    : resolvePath(blob === undefined ? folder : '', path);
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
