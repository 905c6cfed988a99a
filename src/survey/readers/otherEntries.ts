import type { Evidence } from '../facts';
import type { SurveyedFile } from '../repository';
import type { SourceText } from '../sourceText';

/** A program that a web server starts beside the product's own, from another file. */
export interface OtherEntry {
  /** Its folder. */
  readonly name: string;
  /** What it is built on: WsgiDAV. */
  readonly label: string;
  /** Who calls it, when that isn't a browser. */
  readonly client?: string;
  readonly evidence: Evidence;
  readonly uses: { readonly database: boolean; readonly deposits: boolean };
}

/** Servers that answer another protocol, by the module that holds them. */
const servers: readonly (readonly [module: RegExp, label: string, client?: string])[] = [
  [/^[ \t]*(?:from|import)[ \t]+wsgidav\b/m, 'WsgiDAV', 'Client WebDAV'],
  [/^[ \t]*(?:from|import)[ \t]+spyne\b/m, 'Spyne (SOAP)', 'Client SOAP'],
  [/^[ \t]*(?:from|import)[ \t]+pywps\b/m, 'PyWPS', 'Client WPS'],
  [/^[ \t]*(?:from|import)[ \t]+radicale\b/m, 'Radicale', 'Client CalDAV'],
  [/^[ \t]*(?:from|import)[ \t]+flask\b/m, 'Flask'],
  [/^[ \t]*(?:from|import)[ \t]+fastapi\b/m, 'FastAPI'],
];

/** The product's own server, as frameworks make it. */
const usual = /\bget_[aw]sgi_application\b|\bProtocolTypeRouter\b|\bcreate_app\b|\bget_app\b|\bmake_app\b/;

export function mayStartAnother({ name, isTest }: SurveyedFile): boolean {
  return !isTest && /^[aw]sgi\.py$/.test(name);
}

/** What an entry of another server says, when the file is one. */
export function otherEntry(source: SourceText): OtherEntry | undefined {
  const { text, path } = source;
  const folder = path.split('/').at(-2);
  const server = servers.find(([module]) => module.test(text));
  if (folder === undefined || server === undefined || usual.test(text)) {
    return undefined;
  }
  const [module, label, client] = server;
  const at = module.exec(text);
  return at === null
    ? undefined
    : {
        name: folder,
        label,
        ...(client === undefined ? {} : { client }),
        evidence: { path, line: source.lineAt(at.index + at[0].length - at[0].trimStart().length) },
        uses: {
          database: /\bdjango\.setup\(|\bsqlalchemy\b|\bpsycopg/.test(text),
          deposits: /\bMEDIA_ROOT\b|\bFilesystemProvider\b/.test(text),
        },
      };
}
