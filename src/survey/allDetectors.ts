import type { Detector } from './detector';
import { allFrameworks } from './frameworks/allFrameworks';
import { access } from './detectors/access';
import { architecture } from './detectors/architecture';
import { automations } from './detectors/automations';
import { comparisons } from './detectors/comparisons';
import { installs } from './detectors/installs';
import { releases } from './detectors/releases';
import { sealed } from './detectors/sealed';
import { weakSettings } from './detectors/weakSettings';
import { versionContradictions } from './detectors/versionContradictions';
import { portContradictions } from './detectors/portContradictions';
import { missingCommands } from './detectors/missingCommands';
import { undeclaredImports } from './detectors/undeclaredImports';
import { statements } from './detectors/statements';
import { staleBranches } from './detectors/staleBranches';
import { datasets } from './detectors/datasets';
import { exposures } from './detectors/exposures';
import { frozenAnswers } from './detectors/frozenAnswers';
import { recordedRequests } from './detectors/recordedRequests';
import { documents } from './detectors/documents';
import { links } from './detectors/links';
import { bundlerDependencies } from './detectors/bundlerDependencies';
import { composerDependencies } from './detectors/composerDependencies';
import { npmDependencies } from './detectors/npmDependencies';
import { pythonDependencies } from './detectors/pythonDependencies';
import { goDependencies } from './detectors/goDependencies';
import { cargoDependencies } from './detectors/cargoDependencies';
import { mavenDependencies } from './detectors/mavenDependencies';
import { gradleDependencies } from './detectors/gradleDependencies';
import { nugetDependencies } from './detectors/nugetDependencies';
import { packageManagers } from './detectors/packageManagers';
import { parts } from './detectors/parts';
import { ci } from './detectors/ci';
import { deadLinks } from './detectors/deadLinks';
import { decisions } from './detectors/decisions';
import { git } from './detectors/git';
import { languages } from './detectors/languages';
import { licence } from './detectors/licence';
import { readme } from './detectors/readme';
import { robots } from './detectors/robots';
import { tests } from './detectors/tests';
import { todos } from './detectors/todos';
import { runtimes } from './detectors/runtimes';
import { containers } from './detectors/containers';
import { ports } from './detectors/ports';
import { commands } from './detectors/commands';
import { hosting } from './detectors/hosting';
import { databases } from './detectors/databases';
import { env } from './detectors/env';
import { services } from './detectors/services';
import { monitoring } from './detectors/monitoring';

/** Every detector. One that looks at what others found stands after them. */
export const allDetectors: readonly Detector[] = [
  git,
  languages,
  decisions,
  todos,
  documents,
  links,
  packageManagers,
  parts,
  npmDependencies,
  composerDependencies,
  bundlerDependencies,
  pythonDependencies,
  goDependencies,
  cargoDependencies,
  mavenDependencies,
  gradleDependencies,
  nugetDependencies,
  readme,
  licence,
  ci,
  tests,
  runtimes,
  containers,
  ports,
  commands,
  hosting,
  databases,
  env,
  services,
  monitoring,
  robots,
  datasets,
  exposures,
  weakSettings,
  sealed,
  automations,
  comparisons,
  access,
  releases,
  installs,
  architecture,
  recordedRequests,
  frozenAnswers,
  ...allFrameworks,
  versionContradictions,
  portContradictions,
  missingCommands,
  deadLinks,
  undeclaredImports,
  staleBranches,
  statements,
];
