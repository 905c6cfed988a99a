import { languageOf, languageOfScript } from '../data/languages';
import type { Detector } from '../detector';
import type { Language } from '../facts';
import { compare, type Repository, type SurveyedFile } from '../repository';

/** Sizes asked for at the same time: in an editor each is a question to another process. */
const askedTogether = 64;

interface Counted {
  files: number;
  bytes: number;
  biggest: { readonly path: string; readonly bytes: number };
}

/** The languages of the product's code, tests included, by how much there is of each. */
export const languages: Detector = {
  name: 'languages',
  start(repository) {
    const scripts = new Map<string, string>();
    return {
      wants: isScript,
      read({ text }, { path }) {
        const language = languageOfScript(text.slice(0, 200).split(/[\r\n]/, 1)[0] ?? '');
        if (language) {
          scripts.set(path, language.name);
        }
      },
      async find() {
        return { repository: { languages: await count(repository, scripts) } };
      },
    };
  },
};

/** Only its first line tells the language of a file without an extension; they lie in few folders. */
function isScript({ name, folder }: SurveyedFile): boolean {
  return !name.includes('.') && /(?:^|\/)(?:bin|scripts?|hooks|ops|deploy|exe)$/.test(folder);
}

async function count(repository: Repository, scripts: ReadonlyMap<string, string>): Promise<Language[]> {
  const files = repository.files.flatMap(({ path, name }) => {
    const language = languageOf(name)?.name ?? scripts.get(path);
    return language === undefined ? [] : [{ path, isHeader: /\.h$/i.test(name), language }];
  });
  const isCpp = files.some(({ language }) => language === 'C++');
  const counted = new Map<string, Counted>();
  for (let start = 0; start < files.length; start += askedTogether) {
    repository.options.signal?.throwIfAborted();
    const batch = files.slice(start, start + askedTogether);
    const sizes = await Promise.all(batch.map(async ({ path }) => repository.size(path)));
    for (const [index, { path, isHeader, language }] of batch.entries()) {
      const bytes = sizes[index] ?? 0;
      const name = isHeader && isCpp ? 'C++' : language;
      const known = counted.get(name);
      if (!known) {
        counted.set(name, { files: 1, bytes, biggest: { path, bytes } });
        continue;
      }
      known.files++;
      known.bytes += bytes;
      if (bytes > known.biggest.bytes) {
        known.biggest = { path, bytes };
      }
    }
  }
  return [...counted]
    .filter(([, { bytes }]) => bytes > 0)
    .map(([name, { files: number, bytes, biggest }]) => ({
      name,
      files: number,
      bytes,
      evidence: [{ path: biggest.path, line: 1 }],
    }))
    .sort((a, b) => b.bytes - a.bytes || compare(a.name, b.name));
}
