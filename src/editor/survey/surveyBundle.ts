/** What `dist/survey.js` holds: see `loadSurvey.ts`. */
export { surveyRepository } from '../../survey/survey';
