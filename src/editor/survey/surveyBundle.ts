/** What `dist/survey.js` holds: see `loadSurvey.ts`. */
export { planDossier } from '../../compose/dossierFiles';
export { surveyRepository } from '../../survey/survey';
