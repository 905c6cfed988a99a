import { Uri, workspace } from 'vscode';
import type * as surveyBundle from './surveyBundle';

export type SurveyBundle = typeof surveyBundle;

type Evaluate = (module: object, exports: object, process: undefined) => void;

let loading: Promise<SurveyBundle> | undefined;

/**
 * The survey and what writes its facts, a bundle of its own: most sessions never need it, and activation doesn't pay for
 * it. It is read as a file and run here, since a web worker's extension host gives `require` nothing but `vscode`.
 */
export function loadSurvey(extensionUri: Uri): Promise<SurveyBundle> {
  loading ??= load(extensionUri).catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(extensionUri: Uri): Promise<SurveyBundle> {
  const bytes = await workspace.fs.readFile(Uri.joinPath(extensionUri, 'dist', 'survey.js'));
  const module: { exports: Partial<SurveyBundle> } = { exports: {} };
  // oxlint-disable-next-line typescript/no-implied-eval, typescript/no-unsafe-type-assertion -- our own bundle, from our own folder
  const evaluate = new Function('module', 'exports', 'process', new TextDecoder().decode(bytes)) as Evaluate;
  // Without `process`: libraries would take an extension host that has one for a Node program, and ask for its modules.
  evaluate(module, module.exports, undefined);
  if (!isWhole(module.exports)) {
    throw new Error('dist/survey.js is not the survey');
  }
  return module.exports;
}

function isWhole(exports: Partial<SurveyBundle>): exports is SurveyBundle {
  return typeof exports.surveyRepository === 'function';
}
