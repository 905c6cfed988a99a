import assert from 'node:assert/strict';
import { childOf, readXml, type XmlElement } from '../../../../src/survey/readers/xml';
import { SourceText } from '../../../../src/survey/sourceText';

const read = (text: string): ReturnType<typeof readXml> => readXml(new SourceText('a.xml', text));
const line = (element: XmlElement | undefined): number | undefined => element?.line;

describe('the reader of XML', () => {
  it('says where tags, attributes and texts begin', () => {
    const { root, brokenAt } = read(
      '<?xml version="1.0"?>\r\n<a>\r\n  <b\r\n   c="1"\r\n   d="2">\r\n\r\n   texte\r\n  </b>\r\n<e><![CDATA[<x>]]></e><f/></a>\r\n',
    );
    const b = childOf(root, 'b');
    assert.equal(brokenAt, undefined);
    assert.deepEqual([line(root), line(b), line(childOf(root, 'f'))], [2, 3, 9]);
    assert.deepEqual(b?.attributes, [
      { name: 'c', value: '1', line: 4 },
      { name: 'd', value: '2', line: 5 },
    ]);
    assert.deepEqual([b?.text, b?.textLine, childOf(root, 'e')?.text], ['texte', 7, '<x>']);
  });

  it('keeps what comes before a mistake, and asks nothing of anywhere', () => {
    const { root, brokenAt } = read('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<a><b>&x;</b>\n<c></a>');
    assert.equal(brokenAt, 2);
    assert.equal(childOf(root, 'b')?.text, '&x;');
  });

  it('neither throws nor lingers on texts made to exhaust it', () => {
    for (const text of [
      '<a>'.repeat(100_000),
      '<a b="'.repeat(30_000),
      '<!--'.repeat(50_000),
      '&'.repeat(50_000),
      '',
    ]) {
      const start = Date.now();
      read(text);
      assert.ok(Date.now() - start < 4000, text.slice(0, 20));
    }
  });
});
