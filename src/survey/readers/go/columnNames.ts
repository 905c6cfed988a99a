import { Inflector } from '../ruby/inflector';

const english = new Inflector();

/** Words that Go writes in capitals and that count for one. */
const initialisms =
  /(?:API|ASCII|CPU|CSS|DNS|EOF|GUID|HTML|HTTPS|HTTP|ID|IP|JSON|LHS|QPS|RAM|RHS|RPC|SLA|SMTP|SSH|TLS|TTL|UUID|UID|UI|URI|URL|UTF8|VM|XML|XSRF|XSS)(?=\p{Lu}\p{Ll}|\p{Lu}{2}|$|\d|s(?:\p{Lu}|$))/gu;

/** `UserID` → `user_id`, as libraries of Go name columns and tables. */
export function snakeName(name: string): string {
  return name
    .replace(initialisms, (word) => word.charAt(0) + word.slice(1).toLowerCase())
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1_$2')
    .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, '$1_$2')
    .toLowerCase();
}

/** The plural of the last word of a name in snake case: GORM and ent follow the rules of Rails. */
export function pluralName(name: string): string {
  return english.pluralize(name);
}
