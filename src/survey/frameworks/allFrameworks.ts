// Written by esbuild.config.mjs from the files of this folder.
import type { Framework } from './framework';
export const allFrameworks: readonly Framework[] = [];
