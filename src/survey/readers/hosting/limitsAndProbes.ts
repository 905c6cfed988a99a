import type { Hosting } from '../../facts';
import type { SourceText } from '../../sourceText';
import { isComment } from './configuration';

/** Lines below a key in which its own keys stand. */
const near = 10;

const words: Readonly<Record<string, string>> = { memory: 'mémoire', cpu: 'processeur', 'ephemeral-storage': 'disque' };

/** Whether a file may say what a container may use, and how it is watched. */
export function mayLimit(source: SourceText): boolean {
  return /\b(?:limits|probesPath|livenessProbe|readinessProbe|startupProbe|healthcheckPath|healthCheckPath|health_check)\b|^HEALTHCHECK\b|\/health/m.test(
    source.text,
  );
}

/**
 * What a cluster's manifests let a container use, and the paths at which they ask whether it still answers: of YAML and
 * JSON, by line, and of a `Dockerfile`'s `HEALTHCHECK`.
 */
export function limitsAndProbes(source: SourceText): Hosting[] {
  const { path, lines } = source;
  return lines.flatMap((line, index): Hosting[] => {
    if (line.length > 500 || isComment(line)) {
      return [];
    }
    const evidence = [{ path, line: index + 1 }];
    const kept = /^\s*(?:-\s+)?"?(limits|requests)"?\s*:\s*\{?\s*$/.exec(line)?.[1];
    if (kept === 'limits' || kept === 'requests') {
      const told = quantities(lines, index);
      return told === '' ? [] : [{ name: kept, kind: 'limit', detail: told, evidence }];
    }
    const asked =
      /^\s*"?(?:probesPath|healthcheckPath|healthCheckPath)"?\s*[:=]\s*["']?(\/[\w./-]{0,80})/.exec(line)?.[1] ??
      /^HEALTHCHECK\b.{0,200}?https?:\/\/[^\s/"']{1,80}(\/[\w./-]{0,80})/.exec(line)?.[1];
    if (asked !== undefined) {
      return [{ name: asked, kind: 'probe', evidence }];
    }
    if (!/^\s*(?:-\s+)?"?(?:liveness|readiness|startup)Probe"?\s*:/.test(line)) {
      return [];
    }
    const at = below(lines, index).find(({ text }) => /^\s*"?path"?\s*:\s*["']?\/[\w./-]*["']?\s*,?\s*$/.test(text));
    const probed = /:\s*["']?(\/[\w./-]*)/.exec(at?.text ?? '')?.[1];
    return at === undefined || probed === undefined
      ? []
      : [{ name: probed, kind: 'probe', evidence: [{ path, line: at.line }] }];
  });
}

/** « mémoire 1Gi, processeur 500m »; what a template computes isn't told. */
function quantities(lines: readonly string[], index: number): string {
  return below(lines, index)
    .flatMap(({ text }) => {
      const [, key = '', quantity = ''] =
        /^\s*"?(memory|cpu|ephemeral-storage)"?\s*:\s*["']?(\d[\d.]{0,8}(?:[KMGTPE]i?|m)?)["']?\s*,?\s*(?:#.*)?$/.exec(
          text,
        ) ?? [];
      return key === '' ? [] : [`${words[key] ?? key} ${quantity}`];
    })
    .join(', ');
}

/** The lines under a key: those set further in. */
function below(lines: readonly string[], index: number): { readonly text: string; readonly line: number }[] {
  const depth = (text: string): number => text.length - text.trimStart().length;
  const own = depth(lines[index] ?? '');
  const found: { readonly text: string; readonly line: number }[] = [];
  for (let at = index + 1; at < lines.length && at <= index + near; at++) {
    const text = lines[at] ?? '';
    if (text.trim() !== '' && depth(text) <= own) {
      break;
    }
    found.push({ text, line: at + 1 });
  }
  return found;
}
