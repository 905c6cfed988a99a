import type { Detector } from './detector';

/** Every detector. One that looks at what others found stands after them. */
export const allDetectors: readonly Detector[] = [];
