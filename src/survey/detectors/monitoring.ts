import type { Detector } from '../detector';
import { knownService } from '../data/services';
import { toolOfImage, toolOfLibrary, type MonitoringTool } from '../data/monitoringTools';
import { tidyEvidence } from '../evidence';
import type { Fact, Inventory, Monitoring } from '../facts';
import { journalsIn, maySetJournals } from '../readers/journals';
import { compare } from '../repository';

/** Places shown: more teach nothing. */
const shown = 5;

/** What tells how the product fares: services of others, its own libraries and containers, rules of alerts. */
export const monitoring: Detector = {
  name: 'monitoring',
  start(repository) {
    const rules: { path: string; line: number }[] = [];
    const journals: [MonitoringTool, Fact][] = [];
    return {
      wants: ({ name, path, isTest }) =>
        !isTest &&
        ((/\.ya?ml$/i.test(name) && /alert|rule|prometheus|monitor/i.test(path)) || maySetJournals({ name, path })),
      read(source, { name, path }) {
        if (maySetJournals({ name, path })) {
          journals.push(
            ...journalsIn(source).map(({ name: journal, line }): [MonitoringTool, Fact] => [
              { name: journal, kind: 'logs' },
              { name: journal, evidence: [{ path, line }] },
            ]),
          );
        }
        const rule = /^[ \t-]*alert:\s*\S/m.exec(source.text);
        const isRules = rule && /^[ \t-]*(?:groups|kind:\s*PrometheusRule|rules)\b/m.test(source.text);
        if (isRules) {
          rules.push({ path: source.path, line: source.lineAt(rule.index + rule[0].length - 1) });
        }
      },
      find(before) {
        const settings = repository
          .matching(/(?:^|\/)(?:prometheus|alertmanager)\.ya?ml$/i)
          .filter(({ isTest }) => !isTest)
          .map(({ path, name }): [MonitoringTool, Fact] => [
            /^alert/i.test(name) ? { name: 'Alertmanager', kind: 'alerts' } : { name: 'Prometheus', kind: 'metrics' },
            { name, evidence: [{ path, line: 1 }] },
          ]);
        const alerts = rules.map((place): [MonitoringTool, Fact] => [
          { name: 'Alertes Prometheus', kind: 'alerts' },
          { name: 'alert', evidence: [place] },
        ]);
        return { monitoring: joined([...toolsIn(before), ...settings, ...alerts, ...journals]) };
      },
    };
  },
};

function toolsIn({ services, dependencies, repository }: Inventory): [MonitoringTool, Fact][] {
  const found: [MonitoringTool, Fact][] = [];
  for (const service of services) {
    const kind = knownService(service.name)?.monitoring;
    if (kind) {
      found.push([{ name: service.name, kind }, service]);
    }
  }
  for (const dependency of dependencies) {
    const tool = toolOfLibrary(dependency.name);
    if (tool) {
      found.push([tool, dependency]);
    }
  }
  for (const container of repository.containers) {
    const tool = container.image === undefined ? undefined : toolOfImage(container.image);
    if (tool) {
      found.push([tool, container]);
    }
  }
  return found;
}

/** One fact a tool: proven as soon as one of its traces is. */
function joined(found: readonly (readonly [MonitoringTool, Fact])[]): Monitoring[] {
  const tools = new Map<string, { tool: MonitoringTool; facts: Fact[] }>();
  for (const [tool, fact] of found) {
    const key = `${tool.kind} ${tool.name}`;
    const known = tools.get(key) ?? { tool, facts: [] };
    tools.set(key, known);
    known.facts.push(fact);
  }
  return [...tools.values()]
    .map(({ tool, facts }): Monitoring => {
      const proven = facts.filter(({ certainty }) => certainty === undefined);
      const evidence = (proven.length > 0 ? proven : facts).flatMap((fact) => fact.evidence);
      return {
        name: tool.name,
        kind: tool.kind,
        evidence: tidyEvidence(evidence, shown),
        ...(proven.length > 0 ? {} : { certainty: 'probable' }),
      };
    })
    .sort((a, b) => compare(a.kind, b.kind) || compare(a.name, b.name));
}
