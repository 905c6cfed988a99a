import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readKotlinTypes } from '../../../../../src/survey/readers/jvm/kotlinTypes';
import type { JvmFile } from '../../../../../src/survey/readers/jvm/jvmTypes';
import { SourceText } from '../../../../../src/survey/sourceText';

function read(text: string): JvmFile {
  return readKotlinTypes(new SourceText('A.kt', text));
}

describe('The reader of Kotlin', () => {
  it('finds what classes declare, whatever stands in their functions', () => {
    const { types } = read(
      [
        '@file:Suppress("x")',
        'package a.b // class Faux',
        'import c.D as E',
        'import f.*',
        '/** Un acte. */',
        'open class Acte<T : Any> @Inject internal constructor(',
        '    @field:Column(name = "a", nullable = false) val a: List<Map<String, T?>> = listOf(),',
        '    b: Int,',
        ') : Socle<T>(b), Suivi by journal {',
        '    private val c = object : Autre() { val faux = 1 }',
        '    fun <R> d(x: R): Acte<T> = when (x) { is E -> this; else -> Acte(x::class) }',
        '    suspend fun e() { class Locale; val faux = "}" ; fun f() {} }',
        '    inner class Interne { var g: String = """ class Faux { """ }',
        '}',
        'enum class Etat(val n: Int) { OUVERT(1) { override fun h() = 2 }, @Deprecated CLOS(2), ; fun h() = 1 }',
      ].join('\n'),
    );
    assert.deepEqual(
      types
        .filter(({ name }) => name !== 'Companion')
        .map(({ name, kind, line, fields, methods, constants, superTypes, comment }) => ({
          name,
          kind,
          line,
          fields: fields.map((field) => `${field.name}: ${field.type.text}`),
          methods: methods.map((method) => method.name),
          constants: constants.map((constant) => constant.name),
          above: superTypes.map((type) => type.name),
          comment,
        })),
      [
        {
          name: 'Acte',
          kind: 'class',
          line: 6,
          fields: ['a: List<Map<String, T?>>', 'c: '],
          methods: ['d', 'e'],
          constants: [],
          above: ['Socle', 'Suivi'],
          comment: 'Un acte.',
        },
        {
          name: 'Interne',
          kind: 'class',
          line: 13,
          fields: ['g: String'],
          methods: [],
          constants: [],
          above: [],
          comment: undefined,
        },
        {
          name: 'Etat',
          kind: 'enum',
          line: 15,
          fields: ['n: Int'],
          methods: ['h'],
          constants: ['OUVERT', 'CLOS'],
          above: [],
          comment: undefined,
        },
      ],
    );
  });

  it('never fails and takes no long, whatever the text', () => {
    const pieces = fc.constantFrom(
      ...'@A( ) class object { } val var fun : < > , = " """ $ ${ /* */ // :: . [ ] enum by constructor companion import package'.split(
        ' ',
      ),
      '\n',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 5 })), { maxLength: 60 }), (parts) => {
        read(parts.join(' '));
      }),
    );
    const started = Date.now();
    for (const piece of [
      '(',
      '{',
      '[',
      '<',
      '@A(',
      'class A { ',
      'val a: B<',
      '"',
      '"""',
      '/*',
      'enum class A { B(',
      '$',
      'a.',
    ]) {
      read(piece.repeat(30_000));
    }
    assert.ok(Date.now() - started < 5000);
  });
});
