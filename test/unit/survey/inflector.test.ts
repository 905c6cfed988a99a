import * as assert from 'node:assert/strict';
import { Inflector, underscored } from '../../../src/survey/readers/ruby/inflector';

describe('An inflector', () => {
  const words: readonly (readonly [singular: string, plural: string])[] = [
    ['commune', 'communes'],
    ['status', 'statuses'],
    ['bus', 'buses'],
    ['category', 'categories'],
    ['day', 'days'],
    ['match', 'matches'],
    ['address', 'addresses'],
    ['diagnosis', 'diagnoses'],
    ['person', 'people'],
    ['spree_child', 'spree_children'],
    ['datum', 'data'],
    ['series', 'series'],
    ['knife', 'knives'],
    ['half', 'halves'],
    ['index', 'indices'],
    ['house', 'houses'],
    ['database', 'databases'],
    ['photo', 'photos'],
  ];
  for (const [singular, plural] of words) {
    it(`makes ${plural} of ${singular}, and back`, () => {
      assert.equal(new Inflector().pluralize(singular), plural);
      assert.equal(new Inflector().singularize(plural), singular);
    });
  }

  it('leaves alone what is plural already, or singular', () => {
    assert.equal(new Inflector().pluralize('communes'), 'communes');
    assert.equal(new Inflector().pluralize('people'), 'people');
    assert.equal(new Inflector().singularize('commune'), 'commune');
  });

  it('adds the product’s rules, English ones only, the last first', () => {
    const own = new Inflector(`ActiveSupport::Inflector.inflections(:en) do |inflect|
  inflect.irregular "lieu", "lieux"
  inflect.irregular 'type_de_champ', 'types_de_champ'
  inflect.plural(/^(oeil)$/i, 'yeux')
  inflect.singular %r{\\A(call)s(.*evidence)\\z}i, '\\1\\2'
  inflect.uncountable %w[avis pays]
  inflect.uncountable :colis
  # inflect.uncountable "commune"
end
ActiveSupport::Inflector.inflections(:fr) do |inflect|
  inflect.plural(/$/, 'zz')
end
`);
    assert.equal(own.pluralize('lieu'), 'lieux');
    assert.equal(own.singularize('lieux'), 'lieu');
    assert.equal(own.singularize('revision_types_de_champ'), 'revision_type_de_champ');
    assert.equal(own.pluralize('oeil'), 'yeux');
    assert.equal(own.singularize('calls_for_evidence'), 'call_for_evidence');
    assert.equal(own.singularize('avis'), 'avis');
    assert.equal(own.singularize('colis'), 'colis');
    assert.equal(own.pluralize('commune'), 'communes');
  });

  it('doesn’t take patterns that may be slow', () => {
    const own = new Inflector('inflect.singular(/^(a+)+$/, "b")\ninflect.plural(/(/, "b")\n');
    assert.equal(own.singularize(`${'a'.repeat(50)}!`), `${'a'.repeat(50)}!`);
  });

  it('knows a class by its path', () => {
    assert.equal(underscored('Users::HTMLAccountStatus'), 'users/html_account_status');
  });
});
