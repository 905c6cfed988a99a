import { phpClasses, type PhpClass } from '../readers/php/phpClasses';
import { apiResources, type ApiSettings } from '../readers/symfony/apiResources';
import { routeConfig } from '../readers/symfony/routeConfig';
import type { Repository } from '../repository';
import type { Framework } from './framework';

/** The operations that API Platform makes of the classes marked as its resources. */
export const apiPlatform: Framework = {
  name: 'apiPlatform',
  start(repository) {
    const classes: PhpClass[] = [];
    return {
      wants: ({ name, isTest, path }) => !isTest && name.endsWith('.php') && !/(?:^|\/)[mM]igrations\//.test(path),
      async read(source) {
        if (
          /\bApiPlatform\\/.test(source.text) &&
          /\bApiResource\b|#\[\s*(?:\w+\\)?(?:Get|GetCollection|Post|Put|Patch|Delete)\b/.test(source.text)
        ) {
          classes.push(...(await phpClasses(repository, source)));
        }
      },
      async find() {
        if (classes.length === 0) {
          return {};
        }
        const settings = await settingsOf(repository);
        return { api: classes.flatMap((owner) => apiResources(owner, settings)) };
      },
    };
  },
};

async function settingsOf(repository: Repository): Promise<ApiSettings> {
  const { apiPrefix } = await routeConfig(repository);
  let major: number | undefined;
  for (const { path } of repository.named('composer.json')) {
    const source = await repository.text(path);
    const constraint = /"api-platform\/(?:core|symfony|api-pack|laravel)"\s*:\s*"[^"\d]{0,4}(\d+)/.exec(
      source?.text ?? '',
    )?.[1];
    major ??= constraint === undefined ? undefined : Number(constraint);
  }
  let isDashed = false;
  for (const { path } of repository.named(/^api_platform\.(?:ya?ml|php)$/)) {
    const source = await repository.text(path);
    isDashed ||= /path_segment_name_generator\.dash/.test(source?.text ?? '');
  }
  return { prefix: apiPrefix ?? '', major, isDashed };
}
