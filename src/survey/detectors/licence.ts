import type { Detector } from '../detector';
import { evidenceAt } from '../evidence';
import type { Evidence, Licence } from '../facts';
import { recogniseLicence, spdxOf } from '../readers/licenceText';
import { declaredLicences, isManifestWithLicence } from '../readers/manifestLicences';
import type { SurveyedFile } from '../repository';

const licenceName = /^(?:(?:UN)?LICEN[CS]ES?|COPYING|COPYRIGHT)(?:[-_.][\w.-]+)?$/i;
/** Code that speaks of licences isn't one. */
const isCode = /\.(?:[cm]?[jt]sx?|py|rb|php|java|json|ya?ml|html?|vue|css|svg|png|go|erb)$/i;

/** Under which licence the product is, by the text that stands with it and by what its manifests declare. */
export const licence: Detector = {
  name: 'licence',
  start: (repository) => ({
    async find({ repository: { parts } }) {
      const folders = new Set(['', ...parts.map(({ name }) => (name === '.' ? '' : name))]);
      const found = new Map<string, Licence & { readonly evidence: Evidence[] }>();
      const add = (name: string, source: Licence['source'], evidence: Evidence, { folder }: SurveyedFile): void => {
        const key = [name, source, folder].join('\n');
        const known = found.get(key);
        if (known) {
          known.evidence.push(evidence);
        } else {
          found.set(key, { name, source, evidence: [evidence] });
        }
      };

      for (const file of repository.named(licenceName)) {
        if (!folders.has(file.folder) || isCode.test(file.name)) {
          continue;
        }
        const source = await repository.text(file.path);
        const recognised = source && recogniseLicence(source.text);
        if (source && recognised) {
          add(recognised.id, 'file', evidenceAt(source, recognised.offset), file);
        } else if (source?.text.trim()) {
          repository.note('licence non reconnue', file.path);
        }
      }
      // REUSE, a convention: each text is named after its identifier. Those of what is embedded are there too.
      const reused = found.size > 0 ? [] : repository.matching(/^LICENSES\/(?!LicenseRef-)[\w.+-]+\.txt$/);
      for (const file of reused) {
        add(file.name.replace(/\.txt$/, ''), 'file', { path: file.path, line: 1 }, file);
      }
      for (const file of repository.files.filter(isManifestWithLicence)) {
        if (folders.has(file.folder) && !file.isTest) {
          for (const { text, line } of await declaredLicences(repository, file)) {
            const name = spdxOf(text);
            if (name !== undefined) {
              add(name, 'manifest', { path: file.path, line }, file);
            }
          }
        }
      }
      return { licence: [...found.values()] };
    },
  }),
};
