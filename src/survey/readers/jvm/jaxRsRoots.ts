import type { Repository } from '../../repository';
import { childOf, childrenOf, xmlFile } from '../xml';
import type { JvmSources } from './jvmSources';
import { annotated } from './jvmTypes';
import type { SpringProperties } from './springProperties';

/** A path that stands before those of resources, and the module it stands for. */
interface Root {
  readonly folder: string;
  readonly path: string;
}

/** Where the resources of each module are served: `@ApplicationPath`, the servlet of `web.xml`, the properties. */
export class JaxRsRoots {
  private constructor(
    private readonly roots: readonly Root[],
    private readonly properties: SpringProperties,
  ) {}

  static async of(repository: Repository, sources: JvmSources, properties: SpringProperties): Promise<JaxRsRoots> {
    const roots: Root[] = [];
    for (const type of sources.types) {
      const path = await sources.textOf(annotated(type, 'ApplicationPath')?.values.get('value'), type);
      if (path !== undefined) {
        roots.push({ folder: moduleOf(type.path), path });
      }
    }
    for (const { path, isTest } of repository.named('web.xml')) {
      const mapped = isTest ? undefined : await servletPath(repository, path);
      if (mapped !== undefined) {
        roots.push({ folder: moduleOf(path), path: mapped });
      }
    }
    return new JaxRsRoots(roots, properties);
  }

  /** What stands before the path of a resource. @param path the file that declares it */
  before(path: string): readonly string[] {
    const own = this.roots.find(({ folder }) => folder === moduleOf(path));
    const only = new Set(this.roots.map((root) => root.path)).size === 1 ? this.roots[0] : undefined;
    const context = this.properties.get(
      path,
      'server.servlet.context-path',
      'server.context-path',
      'quarkus.http.root-path',
    );
    const setting = this.properties.get(
      path,
      'spring.jersey.application-path',
      'quarkus.rest.path',
      'quarkus.resteasy-reactive.path',
      'quarkus.resteasy.path',
    );
    return [context ?? '', (own ?? only)?.path.replace(/\/?\*$/, '') ?? setting ?? ''];
  }
}

/** The folder of a module, told by where a build tool looks for its sources. */
function moduleOf(path: string): string {
  const index = path.indexOf('src/main/');
  return index < 0 ? '' : path.slice(0, index);
}

/** The path that the servlet of resources is given; undefined when there is no such servlet. */
async function servletPath(repository: Repository, path: string): Promise<string | undefined> {
  const root = await xmlFile(repository, path);
  const servlet = childrenOf(root, 'servlet').find((each) =>
    /\b(?:jersey|resteasy|cxf|ws\.rs)\b/i.test(
      `${childOf(each, 'servlet-class')?.text ?? ''} ${childOf(each, 'servlet-name')?.text ?? ''}`,
    ),
  );
  const name = childOf(servlet, 'servlet-name')?.text.trim();
  const mapping = childrenOf(root, 'servlet-mapping').find(
    (each) => name !== undefined && childOf(each, 'servlet-name')?.text.trim() === name,
  );
  return childOf(mapping, 'url-pattern')?.text.trim();
}
