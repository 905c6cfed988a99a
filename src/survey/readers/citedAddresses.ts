import { readOutline } from '../../outline';
import type { ProductLink } from '../facts';
import type { SourceText } from '../sourceText';
import { bareLinks } from './bareLinks';
import { hostOf } from './linkKinds';

/** Made up, of one machine, of one person's page, or an image's. */
const untold =
  /^https?:\/\/(?:[^\s/]*\.)?(?:example\.\w+|exemple\.\w+|localhost|shields\.io|badge\.fury\.io|img\.shields\.io|linkedin\.com\/in|twitter\.com|x\.com|facebook\.com|drive\.google\.com\/open|youtube\.com\/watch|w3\.org\/\d{4}|schema\.org)(?:[/:?#]|$)|^https?:\/\/(?:\d+(?:\.\d+){3}|[\w-]+\.(?:local|test|localhost))(?:[/:?#]|$)|\.(?:svg|png|jpe?g|gif|webp|ico|css|js)(?:[?#]|$)/i;

const longest = 300;

/** Without what identifies who looks at it, or opens it. */
function withoutPerson(address: string): string {
  return address
    .replace(/[?#].*$/s, '')
    .replace(/^(https?:\/\/)[^\s/@]*@/i, '$1')
    .replace(/[.,;:!*_]+$/, '');
}

/** All other addresses of the web that a document gives, in its order: what they lead to isn't told. */
export function citedAddresses(source: SourceText): ProductLink[] {
  const found: ProductLink[] = [];
  const add = (address: string, line: number): void => {
    const url = withoutPerson(address);
    if (url.length <= longest && hostOf(url) !== undefined && !untold.test(address) && !/[{}$<>]/.test(url)) {
      found.push({ name: url, url, kind: 'cited', evidence: [{ path: source.path, line }] });
    }
  };
  if (/\.mdx?$/i.test(source.path)) {
    const outline = readOutline(source.text);
    for (const { destination, isImage, range } of outline.links) {
      if (!isImage) {
        add(destination, range.start.line + 1);
      }
    }
    for (const { url, line } of bareLinks(source.lines, outline)) {
      add(url, line);
    }
  } else {
    for (const { 1: url = '', index } of source.text.matchAll(
      /\bhref\s{0,4}=\s{0,4}["'](https?:\/\/[^\s"'<>]{1,400})/gi,
    )) {
      add(url, source.lineAt(index));
    }
  }
  return found.sort((a, b) => (a.evidence[0]?.line ?? 0) - (b.evidence[0]?.line ?? 0));
}
