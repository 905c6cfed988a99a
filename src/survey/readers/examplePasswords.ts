import type { Exposure } from '../facts';
import type { SurveyedFile } from '../repository';
import type { SourceText } from '../sourceText';
import { isCommented } from './commentedLine';

/** Places of one file told: the reader then has it open. */
const mostOfAFile = 3;

/** A password that a guide gives in the statement that sets it, or in the address of a base. */
const ofDocuments =
  /\b(?:encrypted[ \t]+)?password[ \t]+'(?=[^'\n<{$]{4,80}')|\bidentified[ \t]+by[ \t]+'(?=[^'\n<{$]{4,80}')|\b[a-z][a-z\d+.-]{1,20}:\/\/[\w.-]{1,40}:(?!\/|\d{2,5}(?:\D|$)|(?:your|votre|password|passwd|pass|pwd|mdp|secret|xxx|\.\.\.|…)[\w-]*@)[^\s:/@<>{}$*'"`|…]{3,80}@[\w.-]{1,60}/gi;

/** A password that Compose gives a container, or takes when the variable isn't set. */
const ofCompose =
  /^[ \t]*(?:-[ \t]*)?["']?\w{0,60}(?:PASSWORD|PASSWD)["']?[ \t]*[:=][ \t]*(?:["']?(?![$#&*{|>\s"'])[^\s#]{2,}|["']?\$\{\w+:?-[^}\s]{2,}\})/gm;

/** What one person runs by hand: an account written there was somebody's. */
const ofScripts =
  /(?:^|[^\w.])\w{0,40}(?:PASSWORD|PASSWD|password|motDePasse|mdp)[ \t]*=[ \t]*["'](?![^"'\n]*[{$<])[^"'\n]{3,80}["']/gm;

/**
 * Passwords written for local use and to show how: of no use by themselves, unless they also open a server. They are
 * located, and never quoted.
 */
export function examplePasswords(source: SourceText, { path, name }: SurveyedFile): Exposure[] {
  const isCompose = /(?:^|[-.])compose[\w.-]*\.ya?ml$/i.test(name);
  const isDocument = /\.(?:md|markdown|mdx|rst|adoc)$/i.test(name);
  const isScript = /(?:^|\/)(?:scripts?|bin|tools?)\/.*\.(?:[cm]?[jt]s|py|rb|php|sh)$/.test(path);
  if ((!isCompose && !isDocument && !isScript) || source.text.includes('<!-- arret:genere')) {
    return [];
  }
  const pattern = isCompose ? ofCompose : isDocument ? ofDocuments : ofScripts;
  const lines = new Set(
    [...source.text.matchAll(pattern)].flatMap(({ 0: whole, index }) => {
      // The pattern may begin with the end of the line before.
      const at = index + whole.length - whole.trimStart().length;
      return isDocument || !isCommented(source.text, at + 1) ? [source.lineAt(at)] : [];
    }),
  );
  return [...lines].slice(0, mostOfAFile).map((line) => ({
    name: isScript ? 'comptes écrits dans un script, avec mot de passe' : 'mots de passe donnés en exemple',
    kind: isScript ? 'account' : 'example',
    evidence: [{ path, line }],
  }));
}
