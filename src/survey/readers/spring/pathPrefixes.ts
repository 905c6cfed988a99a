import type { Repository } from '../../repository';
import type { SourceText } from '../../sourceText';
import type { JvmPlace, JvmSources } from '../jvm/jvmSources';
import { closingOf, jvmTokens, type JvmToken } from '../jvm/jvmTokens';
import { annotated, lastName, type JvmType, type JvmValue } from '../jvm/jvmTypes';

/** A prefix that `addPathPrefix` puts before the routes of some controllers. */
interface AddedPrefix {
  readonly value: JvmValue | undefined;
  readonly line: number;
  /** The annotations and packages it is for; none for all controllers. */
  readonly annotations: readonly string[];
  readonly packages: readonly string[];
  readonly isKnown: boolean;
  readonly place: JvmPlace;
}

/** The prefixes that a product's configuration puts before its controllers' routes. */
export class PathPrefixes {
  private readonly added: AddedPrefix[] = [];

  constructor(
    private readonly repository: Repository,
    private readonly sources: JvmSources,
  ) {}

  /** Whether a text may add one. */
  static mayAdd(text: string): boolean {
    return /\baddPathPrefix\s*\(/.test(text);
  }

  add(source: SourceText, place: JvmPlace): void {
    const tokens = jvmTokens(source.text).filter(({ kind }) => kind !== 'comment');
    for (const [index, token] of tokens.entries()) {
      if (token.text === 'addPathPrefix' && token.kind === 'word' && tokens[index + 1]?.text === '(') {
        this.added.push(addedAt(tokens.slice(index + 2, closingOf(tokens, index + 1)), token.line, place));
      }
    }
  }

  /** What stands before the routes of a controller; the first that fits counts, as in Spring. */
  async before(type: JvmType): Promise<string> {
    for (const { value, annotations, packages, isKnown, place, line } of this.added) {
      const text = await this.sources.textOf(value, place);
      if (text === undefined || !isKnown) {
        this.repository.note('préfixe de routes calculé : lu sans lui', place.path, line, 'api');
        continue;
      }
      const isAnnotated = annotations.length > 0 && annotated(type, ...annotations) !== undefined;
      const isInside = packages.some((each) => type.package === each || type.package.startsWith(`${each}.`));
      if (isAnnotated || isInside || (annotations.length === 0 && packages.length === 0)) {
        return text;
      }
    }
    return '';
  }
}

function addedAt(given: readonly JvmToken[], line: number, place: JvmPlace): AddedPrefix {
  const comma = given.findIndex(({ kind, text }) => kind === 'sign' && text === ',');
  const path = given.slice(0, Math.max(0, comma));
  const rest = given.slice(comma + 1);
  const [first] = path;
  const isPath = path.every(({ kind, text }) => kind !== 'sign' || text === '.') && first && !first.isTemplate;
  const name = path.map(({ text }) => text).join('');
  const value: JvmValue | undefined = !isPath
    ? undefined
    : first.kind === 'text' && path.length === 1
      ? { kind: 'text', text: first.text, line }
      : first.kind === 'word'
        ? { kind: 'name', name, line }
        : undefined;
  const annotations = rest.flatMap(({ kind, text }, index) =>
    kind === 'word' && [rest[index + 1]?.text, rest[index + 2]?.text].some((next) => next === 'class')
      ? [lastName(text)]
      : [],
  );
  const isForPackages = rest.some(({ text }) => /^forBasePackage$/.test(text));
  const packages = isForPackages ? rest.flatMap(({ kind, text }) => (kind === 'text' ? [text] : [])) : [];
  const isForAll = rest.some(({ text }) => text === 'forAnyHandlerType') || rest.at(-1)?.text === 'true';
  const isUnknown = rest.some(
    ({ text }) => /^(?:and|or|negate|not|getPackage\w*|startsWith|getName)$/.test(text) || text === '!',
  );
  return {
    value,
    line,
    annotations,
    packages,
    isKnown: !isUnknown && (annotations.length > 0 || packages.length > 0 || isForAll),
    place,
  };
}
