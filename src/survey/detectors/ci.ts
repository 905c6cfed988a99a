import type { Detector } from '../detector';
import { readWorkflows } from '../readers/githubActions';
import { readGitlabCi } from '../readers/gitlabCi';
import { readOtherCi } from '../readers/otherCi';

/** What runs at each change: pipelines at the repository's root, since those of what it embeds aren't run. */
export const ci: Detector = {
  name: 'ci',
  start: (repository) => ({
    async find() {
      return {
        ci: [
          ...(await readWorkflows(repository)),
          ...(await readGitlabCi(repository)),
          ...(await readOtherCi(repository)),
        ],
      };
    },
  }),
};
