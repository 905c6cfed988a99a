import type { Repository } from '../../repository';
import type { SpringProperties } from '../jvm/springProperties';

const ofMessages = /(?:^|\/)\w{0,40}(?:messages?|i18n|openapi)\w{0,20}\.properties$/i;

/** Texts that the code of a product calls by a key: in French where they are, else as they are written. */
export class SpringMessages {
  private texts: Promise<ReadonlyMap<string, string>> | undefined;

  constructor(
    private readonly repository: Repository,
    private readonly properties: SpringProperties,
  ) {}

  /**
   * A text whose `${clé}` are replaced by what settings or messages say.
   *
   * @returns undefined when one isn't known: the key says nothing to people
   */
  async resolved(path: string, text: string): Promise<string | undefined> {
    if (!text.includes('${')) {
      return text;
    }
    this.texts ??= this.read();
    const texts = await this.texts;
    const told = text.replace(/\$\{([\w.-]{1,200})\}/g, (whole, key: string) => texts.get(key) ?? whole);
    return told.includes('${') ? this.properties.resolved(path, told) : told;
  }

  private async read(): Promise<Map<string, string>> {
    const texts = new Map<string, string>();
    const files = this.repository.matching(ofMessages).filter(({ isTest }) => !isTest);
    for (const { path } of [...files].sort((a, b) => rank(a.name) - rank(b.name))) {
      for (const line of (await this.repository.text(path))?.lines ?? []) {
        const found = /^\s*([\w.-]{1,200})\s*[=:]\s*(\S.{0,500})$/.exec(line);
        if (found?.[1] !== undefined && found[2] !== undefined && !texts.has(found[1])) {
          texts.set(found[1], found[2].trim());
        }
      }
    }
    return texts;
  }
}

function rank(name: string): number {
  return /_fr\b/i.test(name) ? 0 : /_[a-z]{2}(?:_[A-Z]{2})?\./.test(name) ? 2 : 1;
}
