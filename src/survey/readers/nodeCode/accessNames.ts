import { labelOf, plainSteps, type Expression } from './program';

/** What guards are called, in English and in French. */
const guarding =
  /auth|autoris|admin|role|perm(?!alink|an|inute)|privil|habilit|droit|right|guard|jwt|token|(?:check|require|verif|ensure|valid)\w*session|session(?:check|required|guard|user)|logged|login|signed|protect(?!ion)|secur(?!ity)|acc[eè]s|allow|abilit|(?<!referrer)polic(?:y|ies)|scope|owner|member|verif(?:ie|y|ication)|^(?:require|ensure|must|only|restrict)[A-Z]|^can[A-Z]|^check(?:Is|Has|User|If|Can)[A-Z]|^is[A-Z]\w*(?:User|In)\b|api_?-?key|acl|passport|connecte/i;

/** What is called so and guards nothing. */
const others =
  /^(?:service|schema|depot|adaptateur|adapter|repository|controller|routes?)[A-Z]|(?:Schema|Router|Routes?|Controller|Service|Repository|Store)$|bodyParser|validat|csrf|contentSecurity|sanitiz|rate|limit|logger|accessLog|cors|helmet|morgan|multer|upload|author(?:s|Name)|cache|compress|error|erreur|maintenance|parse|i18n|locale|header|tracing|transaction|asyncHandler|handleAsync|wrap/i;

/** Guards of which the arguments say what is required. */
const withArguments =
  /role|perm|privil|right|droit|scope|allow|abilit|polic|profil|authori[sz]e|^can|access|acc[eè]s|habilit|only|restrict/i;

/** What products call someone's role, whatever they do. */
export const usualRole =
  /^(?:super[-_]?admin|admin(?:istrat\w+)?|user|utilisateur|agent|manager|gestionnaire|moderat\w+|editor|owner|member|guest|normal)$/i;

/** Names are short. */
const longest = 80;

/** What the handlers of a route say about who may call it: names of guards, of roles, of permissions. */
export function accessNames(handlers: readonly Expression[]): string[] {
  return [...new Set(handlers.flatMap((handler) => namesIn(handler, 0)))].filter(
    (name) => name !== '' && name.length <= longest,
  );
}

/** Whether a name is that of a guard. */
export function isGuard(name: string): boolean {
  return name.length <= longest && guarding.test(name) && !others.test(name);
}

function namesIn(expression: Expression, depth: number): string[] {
  if (depth > 6) {
    return [];
  }
  switch (expression.kind) {
    case 'name':
    case 'member': {
      const label = labelOf(expression);
      return label !== undefined && isGuard(label) ? [label] : [];
    }
    case 'call': {
      const label = labelOf(expression.callee) ?? '';
      // What is given to something else may be anything: only what wraps one handler, or calls, is a guard's business.
      const inner = expression.args
        .filter(({ kind }) => kind === 'call' || kind === 'list' || kind === 'function' || expression.args.length === 1)
        .flatMap((argument) => namesIn(argument, depth + 1));
      const required = /^(?:validate|check)\w{0,20}User$/.test(label) ? expression.args.flatMap(writtenNames) : [];
      if (required.some((name) => usualRole.test(name))) {
        return required;
      }
      if (!isGuard(label)) {
        return others.test(label) ? inner.filter((_, index) => expression.args[index]?.kind === 'call') : inner;
      }
      const given = expression.args.flatMap(writtenNames);
      if (given.length > 0) {
        return withArguments.test(label) ? given : [`${label}(${given.join(', ')})`];
      }
      return inner.length > 0 ? inner : [label];
    }
    case 'list':
      return expression.items.flatMap((item) => namesIn(item, depth + 1));
    case 'spread':
      return namesIn(expression.value, depth + 1);
    case 'function':
      return plainSteps(expression.code.steps).flatMap((step) =>
        step.kind === 'return' || step.kind === 'do' ? namesIn(step.value, depth + 1) : [],
      );
    default:
      return [];
  }
}

/** What is given to a guard by its name: a text, a constant, an enumeration's member, a list of them. */
export function writtenNames(argument: Expression): string[] {
  switch (argument.kind) {
    case 'text':
      return /^[\w:.*-][\w:.\-*/ ]*$/.test(argument.text) &&
        !/^(?:\d+|true|false|null|GET|POST|PUT|PATCH|DELETE)$/.test(argument.text)
        ? [argument.text]
        : [];
    case 'name':
      return /^[A-Z][A-Z0-9_]+$/.test(argument.name) ? [argument.name] : [];
    case 'member': {
      const label = labelOf(argument) ?? '';
      const isOfEnum = argument.object.kind === 'name' && /^[A-Z]/.test(argument.object.name);
      return !label.startsWith('/') && (isOfEnum || /^[A-Z][A-Z0-9_]+$/.test(label)) ? [label] : [];
    }
    case 'list':
      return argument.items.flatMap(writtenNames);
    case 'spread':
      return writtenNames(argument.value);
    default:
      return [];
  }
}

/** Functions that, called, check who calls. */
const checking =
  /^(?:check|require|ensure|assert|verify|verifie|enforce|must|restrict)\w*(?:User|Auth|Session|Token|Role|Priv|Perm|Right|Access|Admin|Scope|Login|Logged|Owner|Member|Acces|Droit|Secret|ApiKey)|^(?:is|has)[A-Z]?\w*(?:Admin|Authenticated|Authori[sz]ed|Logged|Allowed|Role|Perm\w*|Access|Privilege|Right)s?$|^with\w*(?:Auth|Session|Role|Perm|User|Admin|Token|Privilege|ApiKey)\w*$|^(?:authenticate|authorize|protect)\w*$|^(?:getServerSession|getServerAuthSession|getSession|getAuthenticatedUser|requireUser|auth|requireAuth)$|^(?:with|create|handle)\w*(?:Authenticated|Authori[sz]ed|Protected)\w*$/;

/** What a call checks, when its function is called as those that check. */
export function checksIn(expression: Expression): string[] {
  if (expression.kind !== 'call') {
    return [];
  }
  const label = labelOf(expression.callee) ?? '';
  const isGivenRequest = expression.args.some((argument) =>
    /^_?(?:req|request|ctx|context|event|headers)$/.test(labelOf(argument) ?? ''),
  );
  // Signing someone in, or reading a token sent by mail, needs no right.
  const isOfUser = !/^authenticate|Token$/.test(label) || isGivenRequest;
  if (label.length > longest || !checking.test(label) || expression.isNew || !isOfUser) {
    return [];
  }
  const given = expression.args.flatMap(writtenNames);
  return given.length > 0 && given.every((name) => name.length <= longest) ? given : [label];
}
