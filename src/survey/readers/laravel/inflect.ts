import { Inflector, underscored } from '../ruby/inflector';

const english = new Inflector();

/** What Laravel's rules leave as it is and Rails' don't. */
const invariable =
  /(?:^|[^a-z])(?:audio|data|emoji|evidence|feedback|hardware|knowledge|media|metadata|news|software|traffic)$/i;

/** The plural of a name's last word, as Laravel and API Platform make names of tables and paths of it. */
export function plural(word: string): string {
  return invariable.test(word) ? word : english.pluralize(word);
}

/** The singular of a name's last word. */
export function singular(word: string): string {
  return /(?:news|metadata)$/i.test(word) ? word : english.singularize(word);
}

/** `UserRole` is `user_role`. */
export function snake(name: string): string {
  return underscored(name);
}
