import type { RubyNode } from './rubyNodes';

/** What names a step that lets in or keeps out, and what only prepares it. */
const keeps =
  /authent|authori[sz]e|(?:^|_)autoriser?(?![a-z])|(?:^|_)connectee?(?![a-z])|(?:^|_)(?:verifier?|exiger?|requiert|controler?|reserve|restreint)_(?:\w*_)?(?:compte|agent|usager|utilisateur|droits?|acces|role|admin|connexion|profil|jeton|habilitation)(?![a-z])|doorkeeper|permission|privilege|logged_in|signed_in|login_required|(?:^|_)(?:require|ensure|check|verify|restrict|enforce|allow|deny|only)_(?:\w*_)?(?:user|admin|login|account|role|roles|access|token|agent|right|rights|owner|moderator|member|sign_?in|session|api_key|secret|signature)(?![a-z])|(?:^|_)(?:admin|moderator|user|login)_(?:only|required)|(?:^|_)(?:must|should)_be_/;
const prepares =
  /^(?:set|trouver?|charger?|definit|assigner?|load(?!_and_authori)|find|fetch|build|assign|store|save|track|skip|log|count|redirect_if|redirect_(?:already_)?authenticated|prepare|remember|init|initiali[sz]e|get|clear|reset|update|allow_params|configure|verify_authenticity|protect_from)(?![a-z])|authenticity|already_|deja_|(?:non|pas)_connecte|requires?_no_|_not_(?:authenticated|logged_in|signed_in)/;

/** A longer name was written by no person. */
const longestName = 100;

/** Whether a method that runs before another lets in or keeps out, by its name. */
export function isGuardName(name: string): boolean {
  return name.length <= longestName && keeps.test(name) && !prepares.test(name);
}

/** The methods that a body calls on itself, a lambda's too. */
export function calledIn(body: readonly RubyNode[]): string[] {
  return body.flatMap((node) => {
    if (node.kind === 'other' || node.kind === 'group') {
      return calledIn(node.items);
    }
    return node.kind === 'name' || (node.kind === 'call' && !node.receiver) ? [node.name] : [];
  });
}
