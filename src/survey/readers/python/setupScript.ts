import type { Repository } from '../../repository';

/** Whether a `setup.py` packs the folder it is in: scripts that set something else up have that name too. */
export async function isSetupScript(repository: Repository, path: string): Promise<boolean> {
  const source = await repository.text(path);
  return (
    source !== undefined && /\bsetup\s*\(/.test(source.text) && /\b(?:setuptools|distutils|skbuild)\b/.test(source.text)
  );
}
