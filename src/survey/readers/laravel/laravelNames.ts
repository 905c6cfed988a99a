import type { Repository } from '../../repository';
import type { SourceText } from '../../sourceText';
import { Syntax } from '../../syntax/syntax';
import { inFolder } from '../paths';
import { PhpNames } from '../php/phpNodes';
import { PhpRunner } from '../php/phpRunner';
import { entryOf, phpValue, standingIn, type PhpValue } from '../php/phpValue';
import { PhpConstants } from '../php/phpConstants';
import type { MigrationContext } from './migrationRun';

/** What migrations name that other files say: settings, constants, the tables of models. */
export class LaravelNames {
  private readonly settings = new Map<string, PhpValue>();
  private readonly tables = new Map<string, string>();

  private constructor(
    private readonly repository: Repository,
    private readonly appFolder: string,
    private readonly constants: PhpConstants,
    private readonly forgets: boolean,
  ) {}

  static async of(repository: Repository, appFolder: string): Promise<LaravelNames> {
    const manifest = inFolder(appFolder, 'composer.json');
    const source = repository.has(manifest) ? await repository.text(manifest) : undefined;
    const major = /"laravel\/framework"\s*:\s*"[^"\d]{0,4}(\d+)/.exec(source?.text ?? '')?.[1];
    return new LaravelNames(repository, appFolder, new PhpConstants(repository), Number(major ?? 0) >= 11);
  }

  /** Reads what a migration names elsewhere. */
  async prepare({ text }: SourceText): Promise<void> {
    for (const [, file = ''] of text.matchAll(/\bconfig\(\s*['"](\w[\w-]*)\./g)) {
      if (!this.settings.has(file)) {
        this.settings.set(file, await this.readSettings(file));
      }
    }
    for (const [, model = ''] of text.matchAll(/\b([A-Z]\w*)::class/g)) {
      await this.readModel(model);
    }
    await this.constants.prepare(text);
  }

  /** What a migration is replayed with. */
  get context(): Pick<MigrationContext, 'constant' | 'setting' | 'forgets' | 'tableOf'> {
    return {
      forgets: this.forgets,
      tableOf: (model) => this.tables.get(model),
      constant: (name, constant) => this.constants.get(name, constant),
      setting: (key) => {
        const [file = '', ...keys] = key.split('.');
        return keys.reduce<PhpValue | undefined>((value, part) => entryOf(value, part), this.settings.get(file));
      },
    };
  }

  private async readSettings(name: string): Promise<PhpValue> {
    const path = inFolder(this.appFolder, `config/${name}.php`);
    const source = this.repository.has(path) ? await this.repository.text(path) : undefined;
    const value =
      source &&
      (await Syntax.of(this.repository).read(source, 'php', ({ root }) =>
        new PhpRunner(source, PhpNames.of(root), {}, this.appFolder).runFile(root),
      ));
    return value ? standingIn(path, value) : phpValue('unknown', '', { offset: 0, line: 1 });
  }

  private async readModel(model: string): Promise<void> {
    if (this.tables.has(model)) {
      return;
    }
    const [file] = this.repository.named(`${model}.php`).filter(({ isTest }) => !isTest);
    const source = file && (await this.repository.text(file.path));
    const table = /\bprotected\s+(?:\??string\s+)?\$table\s*=\s*['"](\w+)['"]/.exec(source?.text ?? '')?.[1];
    if (table !== undefined) {
      this.tables.set(model, table);
    }
  }
}
