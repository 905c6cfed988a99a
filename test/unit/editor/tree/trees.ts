import type { CheckedProblem } from '../../../../src/rules/check';
import { readSubject } from '../../../../src/rules/subject';
import { describeNode } from '../../../../src/editor/tree/describe';
import { childNodes, rootNodes, type Node, type TreeOptions } from '../../../../src/editor/tree/nodes';
import { assignProducts, sortProblems, type TrackedDocument } from '../../../../src/editor/tree/products';
import { shipped } from '../../models/shippedLibrary';

export const everything: TreeOptions = { grouping: 'document', onlyRemaining: false };

export interface Given {
  readonly uri: string;
  readonly text: string;
  readonly root?: string;
  readonly problems?: readonly CheckedProblem[];
}

/** Texts as the tree's documents; those that aren't ours are left out. */
export function documentsOf(given: readonly Given[]): TrackedDocument[] {
  return assignProducts(
    given.flatMap(({ uri, text, root = 'depot', problems = [] }) => {
      const subject = readSubject(text, uri.split('/').slice(-2).join('/'), shipped);
      return subject
        ? [
            {
              uri,
              path: uri,
              subject,
              root: { key: `file:///${root}`, name: root },
              problems: sortProblems(subject, problems),
            },
          ]
        : [];
    }),
  );
}

/** The tree as one line a node: label, description; plain spaces. */
export function drawn(documents: readonly TrackedDocument[], options = everything, depth = 9): string[] {
  const draw = (nodes: readonly Node[], indent: string, left: number): string[] =>
    left === 0
      ? []
      : nodes.flatMap((node) => {
          const { label, description } = describeNode(node);
          const line = `${indent}${label}${description === '' ? '' : ` (${description.replaceAll('\u00A0', ' ')})`}`;
          return [line, ...draw(childNodes(node, options), `${indent}  `, left - 1)];
        });
  return draw(rootNodes(documents, options), '', depth);
}

/** Every node of the tree. */
export function allNodes(documents: readonly TrackedDocument[], options = everything): Node[] {
  const all = (nodes: readonly Node[]): Node[] => nodes.flatMap((node) => [node, ...all(childNodes(node, options))]);
  return all(rootNodes(documents, options));
}

export function head(model: string, product?: string): string {
  return `---\nmodele: ${model}\nversion: 1\n${product === undefined ? '' : `produit: ${product}\n`}date: 2026-11-24\n---\n\n`;
}

export const postMortem = (product?: string): string =>
  `${head('post-mortem', product)}# Post-mortem\n\n## Les apprentissages\n\nOn a appris.\n\n## Pourquoi on s'arrête\n\n## Pour relancer le produit\n`;

export const dossier = (product?: string): string =>
  `${head('dossier-technique-de-reprise', product)}# Dossier technique de reprise

## Accès et droits

### 6.1 Rôles et permissions

- [ ] Explication des rôles et permissions des utilisateurs (matrice de rôles)

Deux rôles.

### 6.2 Accès aux outils tiers

- [x] Liste des accès aux outils tiers et procédure de récupération des credentials

Voir la collection.

### 6.3 Coffre

- [ ] Mettre les credentials sur vaultwarden

## Contexte et choix techniques

Sans objet : prototype jeté.

- [ ] Motivation des choix technologiques majeurs
`;
