import type { GoFile, GoStruct } from './goCode';
import type { GoSources } from './goSources';
import { isOfMigration } from './structModels';

/** A model that a text gives to GORM to make its table. */
interface GivenModel {
  readonly package: string;
  readonly name: string;
  readonly file: GoFile;
}

const list = /\[\](?:interface\{\}|any)\{([^[\]]{1,8000}?)\n?\s*\}(?=\s*(?:$|[\n)]))/gm;
const item = /^(?:&\s*|new\(\s*)?(?:(\w+)\.)?(\p{Lu}\w*)(?:\{\s*\}|\s*\))$/u;

const lists = /\[\](?:interface\{\}|any)\{\s*(?:&|new\()/;

/** What a product gives to a library to make tables of: models that are named there, and lists of models. */
export class MigratedModels {
  private readonly call: RegExp;
  private readonly anyCall: RegExp;
  private readonly given: GivenModel[] = [];
  private readonly listed: GivenModel[] = [];
  private givesOthers = false;

  /** @param methods what the library's functions that make tables are called, as a pattern */
  constructor(
    private readonly sources: GoSources,
    methods: string,
  ) {
    this.anyCall = new RegExp(`\\b(?:${methods})\\(`);
    this.call = new RegExp(`\\b(?:${methods})\\(([^()]{0,4000}(?:\\([^()]{0,200}\\)[^()]{0,400}){0,100})\\)`, 'g');
  }

  /** Whether a text may give models. */
  mayGive(text: string): boolean {
    return this.anyCall.test(text) || lists.test(text);
  }

  /** Learns what a file gives. */
  add(file: GoFile, text: string): void {
    for (const { 1: given = '' } of text.matchAll(this.call)) {
      const named = [...given.matchAll(/(?:&|new\()\s*(?:(\w+)\.)?(\p{Lu}\w*)/gu)];
      this.given.push(...named.map(({ 1: prefix = '', 2: name = '' }) => ({ package: prefix, name, file })));
      this.givesOthers ||= given.split(',').some((each) => each.trim() !== '' && !/&|\bnew\(|\}/.test(each));
    }
    for (const { 1: items = '' } of text.matchAll(list)) {
      const models = items
        .split(',')
        .map((each) => each.replace(/\/\/.*$/gm, '').trim())
        .filter((each) => each !== '')
        .map((each) => item.exec(each));
      if (models.every((model) => model !== null)) {
        this.listed.push(...models.map((model) => ({ package: model[1] ?? '', name: model[2] ?? '', file })));
      }
    }
  }

  /** Whether something is given that isn't known. */
  get isPartial(): boolean {
    return this.givesOthers && this.listed.length === 0;
  }

  /** The structs that are given. Lists count when something else than models is given where they are migrated. */
  async structs(): Promise<ReadonlySet<GoStruct>> {
    const found = new Set<GoStruct>();
    for (const { file, ...type } of [...this.given, ...(this.givesOthers ? this.listed : [])]) {
      const struct = await this.sources.struct({ ...type, item: undefined }, file);
      // Migrations write down what a model once was.
      if (struct && !isOfMigration(struct.path)) {
        found.add(struct);
      }
    }
    return found;
  }
}
