import * as assert from 'node:assert/strict';
import { validate } from '@probelabs/maid';
import * as fc from 'fast-check';
import { architecture } from '../../../../src/compose/answers/architecture';
import type { Answer } from '../../../../src/compose/answers/answer';
import { createPage } from '../../../../src/compose/page';
import type { Component } from '../../../../src/survey/facts';
import { inventoryOf } from '../inventories';

function component(name: string, kind: Component['kind'], links: string[] = [], label?: string): Component {
  return {
    name,
    kind,
    links,
    evidence: [{ path: 'package.json', line: 3 }],
    ...(label === undefined ? {} : { label }),
  };
}

function write(components: Component[]): Answer {
  const inventory = inventoryOf({ architecture: components });
  return architecture.write(
    createPage({ inventory, today: '2026-11-24', dossier: 'arret/dossier.md', items: new Map() }),
  );
}

function diagramOf({ blocks }: Answer): string | undefined {
  return /^```mermaid\n([^]*)\n```$/.exec(blocks.find((block) => block.startsWith('```')) ?? '')?.[1];
}

describe('The answer on architecture', () => {
  it('draws who calls whom, a version beside what it is of', () => {
    const answer = write([
      component('Navigateur', 'client', ['Django', 'Matomo'], 'Vue.js 2.6'),
      component('Django', 'component', ['PostgreSQL', 'Absent'], 'Django 3.2'),
      component('PostgreSQL', 'database', [], '11'),
      component('Matomo', 'service', [], 'mesure d’audience'),
    ]);
    assert.equal(
      diagramOf(answer),
      [
        'flowchart LR',
        '  n1["Navigateur<br/>Vue.js 2.6"]',
        '  n2["Django 3.2"]',
        '  n3[("PostgreSQL<br/>11")]',
        '  n4["Matomo"]',
        '  n1 --> n2',
        '  n1 --> n4',
        '  n2 --> n3',
      ].join('\n'),
    );
    assert.equal(answer.question, undefined);
  });

  it('frames programs by what holds them, and dots what is to be confirmed', () => {
    const pieces = [
      component('API', 'component', ['PostgreSQL']),
      component('PostgreSQL', 'database'),
      { ...component('Veilleur', 'service', ['API']), certainty: 'probable' as const },
      { ...component('Peut-être', 'service'), certainty: 'probable' as const },
    ];
    const at = [{ path: 'k8s/api.yaml', line: 1 }];
    const hosted = (...names: string[]): string | undefined => {
      const hosting = names.map((name) => ({ name, kind: 'platform' as const, evidence: at }));
      const inventory = inventoryOf({ architecture: pieces, hosting });
      return diagramOf(
        architecture.write(
          createPage({ inventory, today: '2026-11-24', dossier: 'arret/dossier.md', items: new Map() }),
        ),
      );
    };
    assert.equal(
      hosted('Azure', 'Kubernetes'),
      [
        'flowchart LR',
        '  n2[("PostgreSQL")]',
        '  n3["Veilleur"]',
        '  subgraph cadre ["Kubernetes"]',
        '    n1["API"]',
        '  end',
        '  n1 --> n2',
        '  n3 -.-> n1',
      ].join('\n'),
    );
    assert.match(hosted('Scalingo') ?? '', /subgraph cadre \["Scalingo"\]/);
    assert.doesNotMatch(hosted('Scalingo', 'Heroku') ?? '', /subgraph/);
    assert.doesNotMatch(hosted('Heroku', 'systemd') ?? '', /subgraph/);
  });

  it('draws a dozen pieces at most, those that are joined first, and counts the others', () => {
    const services = Array.from({ length: 20 }, (_, index) => component(`S${String(index)}`, 'service'));
    const answer = write([component('API', 'component', ['S19']), ...services]);
    const diagram = diagramOf(answer) ?? '';
    assert.equal((diagram.match(/\["/g) ?? []).length, 7);
    assert.match(diagram, /\["S19"\]/);
    assert.ok(answer.blocks.some((block) => block.includes('14 autres pièces ne sont pas dessinées')));
  });

  it('asks when nothing says how the pieces hold together', () => {
    assert.match(write([component('Express', 'component')]).question ?? '', /se parlent/);
    assert.match(write([]).question ?? '', /se parlent/);
  });

  it('is valid Mermaid whatever the names', () => {
    const name = fc.oneof(
      fc.string({ minLength: 1 }).filter((text) => text.trim() !== ''),
      fc.constantFrom('end', '"', 'a"]', '<b>', '`x`', '%%', 'A --> B', 'é—', '#35;', 'a\nb', '|', 'graph'),
    );
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(name, name), { minLength: 2, maxLength: 6, selector: ([own]) => own }),
        (pairs) => {
          const diagram = diagramOf(
            write(
              pairs.map(([own, other], index) =>
                component(own, index === 0 ? 'component' : 'database', [other], other),
              ),
            ),
          );
          // Mermaid takes the same text in a cylinder as in a box; the checker refuses quotation marks there.
          const { type, errors } = validate((diagram ?? '').replace(/\[\((".*")\)\]$/gm, '[$1]'));
          assert.equal(type, 'flowchart');
          assert.deepEqual(errors, [], diagram);
        },
      ),
    );
  });
});
