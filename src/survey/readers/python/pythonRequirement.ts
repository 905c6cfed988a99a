import { withoutCredentials } from '../declaredDependency';

/** A package as Python's requirements name it (PEP 508). */
export interface Requirement {
  readonly name: string;
  /** As written, without extras, markers and options; undefined when any version will do. */
  readonly constraint: string | undefined;
  /** The version, when the constraint lets in no other. */
  readonly exact: string | undefined;
}

/** The same package, whatever way its name is written (PEP 503). */
export function normalisedName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/**
 * Reads one requirement: `celery[redis]>=5,<6 ; python_version < "3.9"`, `name @ https://…`, `git+https://…#egg=name`.
 *
 * @param text on one line; a comment, pip's options and `-e` are allowed
 * @returns undefined when it is none, or a folder of the same repository
 */
export function readRequirement(text: string): Requirement | undefined {
  const written = text
    .replace(/(?:^|\s)#.*$/, '')
    .replace(/\s-{1,2}[a-z].*$/i, '')
    .trim();
  if (/^[a-z]+(?:\+[a-z]+)?:\/\/|^[a-z]+\+git@/i.test(written)) {
    const name = nameOfAddress(written.replace(/\s.*$/, ''));
    return name === undefined ? undefined : fromAddress(name, written.replace(/\s.*$/, ''));
  }
  const match = /^([a-z0-9](?:[\w.-]*[a-z0-9])?)\s*(?:\[[^\]]*\])?\s*(.*)$/i.exec(written);
  const name = match?.[1];
  const rest = match?.[2] ?? '';
  if (name === undefined || /\.(?:whl|zip|tar\.gz|txt|in)$/.test(name)) {
    return undefined;
  }
  if (rest.startsWith('@')) {
    const address = rest.slice(1).trim().replace(/\s.*$/, '');
    return address ? fromAddress(name, address) : undefined;
  }
  const constraint = rest
    .replace(/;.*$/, '')
    .trim()
    .replace(/^\((.*)\)$/, '$1')
    .trim();
  if (!constraint) {
    return { name, constraint: undefined, exact: undefined };
  }
  return isConstraint(constraint) ? { name, constraint, exact: exactVersion(constraint) } : undefined;
}

/** The only version a constraint lets in: `==4.2.1`, `4.2.1` as Poetry writes it; undefined when it lets in several. */
export function exactVersion(constraint: string): string | undefined {
  return /^={0,3}\s*v?(\d[^\s,*|<>=~^!]*)$/.exec(constraint.trim())?.[1];
}

function isConstraint(text: string): boolean {
  return text
    .replace(/,\s*$/, '')
    .split(',')
    .every((part) => /^\s*(?:===?|~=|!=|<=?|>=?)\s*[^\s=<>~!]\S*\s*$/.test(part));
}

function fromAddress(name: string, address: string): Requirement | undefined {
  return /^(?:file:|\.)/i.test(address)
    ? undefined
    : { name, constraint: withoutCredentials(address), exact: undefined };
}

/** What `#egg=` says, else the name of the archive or of the repository. */
function nameOfAddress(address: string): string | undefined {
  const egg = /[#&]egg=([\w.-]+)/.exec(address)?.[1];
  if (egg !== undefined) {
    return egg.replace(/-dev$|-\d[\d.]*$/, '');
  }
  const last = withoutCredentials(address).replace(/\/+$/, '').split('/').at(-1) ?? '';
  return /^([a-z0-9][\w.-]*?)(?:\.git)?(?:@.*|-v?\d.*|\.zip|\.tar\.gz)?$/i.exec(last)?.[1];
}
