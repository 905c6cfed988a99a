import { allRules } from '../rules/allRules';
import type { CheckedProblem } from '../rules/check';
import type { ReportFormat } from './arguments';
import type { CheckReport } from './check';
import { styled, type Style, type Terminal } from './terminal';

const words: Readonly<Record<CheckedProblem['severity'], { readonly french: string; readonly style: Style }>> = {
  error: { french: 'erreur', style: 'red' },
  warning: { french: 'attention', style: 'yellow' },
  information: { french: 'info', style: 'cyan' },
  hint: { french: 'conseil', style: 'dim' },
};

/** How many problems there are in all, mistakes in models included. */
export function countProblems({ documents, mistakes }: CheckReport): number {
  return documents.reduce((sum, { problems }) => sum + problems.length, mistakes.length);
}

/** Prints what was found. @param version the product's own */
export function printReport(report: CheckReport, format: ReportFormat, version: string, terminal: Terminal): void {
  switch (format) {
    case 'texte':
      return printText(report, terminal);
    case 'json':
      return terminal.out(`${JSON.stringify(asJson(report), undefined, 2)}\n`);
    case 'sarif':
      return terminal.out(`${JSON.stringify(asSarif(report, version), undefined, 2)}\n`);
    case 'github':
      return printGithub(report, terminal);
  }
}

function printText(report: CheckReport, terminal: Terminal): void {
  const { documents, mistakes } = report;
  for (const { path, problems, excused } of documents) {
    if (problems.length > 0 || excused.length > 0) {
      terminal.out(`${styled(terminal.isOutWatched, 'underline', path)}\n`);
    }
    for (const { range, severity, message, rule } of problems) {
      const { french, style } = words[severity];
      const where = `${range.start.line + 1}:${range.start.character + 1}`.padEnd(8);
      const code = styled(terminal.isOutWatched, 'dim', rule);
      terminal.out(`  ${where}${styled(terminal.isOutWatched, style, french.padEnd(10))}${message}  ${code}\n`);
    }
    if (excused.length > 0) {
      terminal.out(`  ${excused.length === 1 ? '1 problème excusé' : `${excused.length} problèmes excusés`}\n`);
    }
  }
  for (const { path, line, message } of mistakes) {
    terminal.out(`${path}:${line} : ${message}\n`);
  }
  const count = countProblems(report);
  const read = documents.length === 1 ? '1 document lu' : `${documents.length} documents lus`;
  const found = count === 0 ? 'aucun problème' : count === 1 ? '1 problème' : `${count} problèmes`;
  terminal.out(documents.length === 0 && count === 0 ? 'Aucun document d’arrêt ici.\n' : `${read} : ${found}.\n`);
}

function asJson({ documents, mistakes }: CheckReport): unknown {
  const plain = ({ rule, severity, message, range }: CheckedProblem): unknown => ({
    rule,
    severity,
    message,
    line: range.start.line + 1,
    column: range.start.character + 1,
    endLine: range.end.line + 1,
    endColumn: range.end.character + 1,
  });
  return {
    documents: documents.map(({ path, problems, excused }) => ({
      path,
      problems: problems.map(plain),
      excused: excused.map(plain),
    })),
    models: mistakes,
  };
}

const levels: Readonly<Record<CheckedProblem['severity'], string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** SARIF 2.1.0, as code scanning services read it. */
function asSarif({ documents, mistakes }: CheckReport, version: string): unknown {
  const location = (path: string, region: object): unknown => ({
    physicalLocation: { artifactLocation: { uri: encodeURI(path) }, region },
  });
  const results = documents.flatMap(({ path, problems, excused }) =>
    [...problems, ...excused].map((problem) => ({
      ruleId: problem.rule,
      level: levels[problem.severity],
      message: { text: problem.message },
      locations: [
        location(path, {
          startLine: problem.range.start.line + 1,
          startColumn: problem.range.start.character + 1,
          endLine: problem.range.end.line + 1,
          endColumn: problem.range.end.character + 1,
        }),
      ],
      ...(excused.includes(problem) ? { suppressions: [{ kind: 'inSource' }] } : {}),
    })),
  );
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        columnKind: 'utf16CodeUnits',
        tool: {
          driver: {
            name: 'Arrêt',
            version,
            rules: [
              ...allRules.map(({ code, summary }) => ({ id: code, shortDescription: { text: summary } })),
              { id: 'modele-invalide', shortDescription: { text: 'Modèle d’une équipe qui ne peut pas être lu' } },
            ],
          },
        },
        results: [
          ...results,
          ...mistakes.map(({ path, line, message }) => ({
            ruleId: 'modele-invalide',
            level: 'error',
            message: { text: message },
            locations: [location(path, { startLine: line })],
          })),
        ],
      },
    ],
  };
}

const githubLevels: Readonly<Record<CheckedProblem['severity'], string>> = {
  ...levels,
  information: 'notice',
  hint: 'notice',
};

/** Annotations of a pull request: one command a line, in which some characters have to be escaped. */
function printGithub({ documents, mistakes }: CheckReport, terminal: Terminal): void {
  const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
  for (const { path, problems } of documents) {
    for (const { rule, severity, message, range } of problems) {
      const where = `file=${property(path)},line=${range.start.line + 1},col=${range.start.character + 1}`;
      terminal.out(`::${githubLevels[severity]} ${where},title=${property(rule)}::${data(message)}\n`);
    }
  }
  for (const { path, line, message } of mistakes) {
    terminal.out(`::error file=${property(path)},line=${line},title=modele-invalide::${data(message)}\n`);
  }
}
