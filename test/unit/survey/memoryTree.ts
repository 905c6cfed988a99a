import type { Inventory } from '../../../src/survey/facts';
import type { Detector } from '../../../src/survey/detector';
import type { FileTree, FileTreeEntry } from '../../../src/survey/fileTree';
import { surveyRepository } from '../../../src/survey/survey';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type MemoryFiles = Readonly<Record<string, string | Uint8Array>>;

/** A repository in memory: path → content. */
export function memoryTree(files: MemoryFiles): FileTree {
  const bytesOf = (path: string): Uint8Array => {
    const content = files[path];
    if (content === undefined) {
      throw new Error(`${path} doesn't exist`);
    }
    return typeof content === 'string' ? new TextEncoder().encode(content) : content;
  };
  return {
    async list(path) {
      const prefix = path === '' ? '' : `${path}/`;
      const entries = new Map<string, FileTreeEntry>();
      for (const file of Object.keys(files)) {
        // What is outside of the root is read, never listed from the root.
        if (file.startsWith(prefix) && (path !== '' || !/^(?:\/|\.\.\/)/.test(file))) {
          const [name = '', ...rest] = file.slice(prefix.length).split('/');
          entries.set(name, { name, kind: rest.length > 0 ? 'folder' : 'file' });
        }
      }
      if (entries.size === 0 && path !== '') {
        throw new Error(`${path} doesn't exist`);
      }
      return [...entries.values()];
    },
    async size(path) {
      return bytesOf(path).length;
    },
    async read(path) {
      return bytesOf(path);
    },
  };
}

/** Grammars, as a survey asks for them. */
export async function readAsset(name: string): Promise<Uint8Array> {
  const folder = name === 'tree-sitter.wasm' ? 'web-tree-sitter' : '@vscode/tree-sitter-wasm/wasm';
  const path = name === 'web-tree-sitter.wasm' ? 'web-tree-sitter/web-tree-sitter.wasm' : `${folder}/${name}`;
  return new Uint8Array(readFileSync(join('node_modules', path)));
}

/** What the survey finds in files, with all detectors or those given. */
export async function surveyFiles(files: MemoryFiles, detectors?: readonly Detector[]): Promise<Inventory> {
  return surveyRepository(memoryTree(files), { readAsset, today: '2026-11-24', name: 'produit' }, undefined, detectors);
}
