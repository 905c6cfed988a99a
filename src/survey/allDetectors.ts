import type { Detector } from './detector';
import { documents } from './detectors/documents';
import { links } from './detectors/links';

/** Every detector. One that looks at what others found stands after them. */
export const allDetectors: readonly Detector[] = [
  documents,
  links,
];
