import * as assert from 'node:assert/strict';
import type { Detector } from '../../../../src/survey/detector';
import { djangoRoles } from '../../../../src/survey/frameworks/djangoRoles';
import { djangoTables } from '../../../../src/survey/frameworks/djangoTables';
import { pythonRoles } from '../../../../src/survey/frameworks/pythonRoles';
import { namedClass } from '../../../../src/survey/readers/pythonCode/pythonClasses';
import { PythonCode } from '../../../../src/survey/readers/pythonCode/pythonCode';
import type { PythonExpression, PythonModule } from '../../../../src/survey/readers/pythonCode/pythonModel';
import { assigned, placeOf } from '../../../../src/survey/readers/pythonCode/pythonParts';
import { PythonScope } from '../../../../src/survey/readers/pythonCode/pythonScope';
import { placesIn } from '../../../../src/survey/readers/pythonCode/pythonStrings';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

/** Reads the code of made-up files as a detector does. */
async function within<T>(files: MemoryFiles, use: (code: PythonCode) => Promise<T>): Promise<T> {
  const results: T[] = [];
  const detector: Detector = {
    name: 'trial',
    start: (repository) => ({
      async find() {
        results.push(await use(PythonCode.of(repository)));
        return {};
      },
    }),
  };
  await surveyFiles(files, [detector]);
  const [result] = results;
  assert.ok(result !== undefined);
  return result;
}

async function moduleOf(text: string): Promise<PythonModule> {
  return within({ 'm.py': text }, async (code) => {
    const module = await code.load('m.py');
    assert.ok(module);
    return module;
  });
}

/** What `x` is set to, once what the module says of its names is put in their place. */
async function valueOf(text: string): Promise<PythonExpression> {
  const { body } = await moduleOf(text);
  const value = assigned(body, 'x');
  assert.ok(value);
  return PythonScope.of(body).resolve(value);
}

describe('Python code', () => {
  it('gives strings as Python reads them', async () => {
    const text = async (written: string): Promise<string | undefined> => {
      const value = await valueOf(`x = ${written}\n`);
      return value.kind === 'text' ? value.text : value.kind;
    };
    assert.equal(await text(`'l\\'aide\\t\\x41\\u00e9\\d'`), `l'aide\tAé\\d`);
    assert.equal(await text(`r'\\d+\\n'`), '\\d+\\n');
    assert.equal(await text(`f'{{a}}'`), '{a}');
    assert.equal(await text(`'a' "b"\n`), 'ab');
    assert.equal(await text(`('a'\n  'b')`), 'ab');
    assert.equal(await text(`f'a{b}'`), 'joined');
  });

  it('puts constants, formats and lists together', async () => {
    const [name, loop, spread] = [
      await valueOf('T = "aide"\nx = "%s_%s" % (T, 1) + "{}".format(T)\n'),
      await valueOf('N = ["a", "b"]\nx = [f(n, "t") for n in N]\n'),
      await valueOf('O = {"null": True}\nx = f("a", **O)\n'),
    ];
    assert.equal(name.kind === 'text' && name.text, 'aide_1aide');
    assert.deepEqual(loop.kind === 'list' && loop.items.map((item) => item.kind === 'call' && item.args[0]?.kind), [
      'text',
      'text',
    ]);
    assert.deepEqual(spread.kind === 'call' && [...spread.named.keys()], ['null']);
    assert.equal(spread.kind === 'call' && spread.spread, undefined);
  });

  it('says where each part of a string stands', async () => {
    const module = await moduleOf('x = (\n  "un"\n  "deux"\n)\n');
    const value = assigned(module.body, 'x');
    assert.ok(value?.kind === 'text');
    const at = placesIn(value);
    assert.deepEqual(
      [0, 2, 5].map((position) => module.source.text[at(position)]),
      ['u', 'd', 'x'],
    );
    assert.deepEqual(placeOf(module, value), { path: 'm.py', line: 2 });
  });

  it('follows classes through the modules that pass them on', async () => {
    const files = {
      'app/bases.py': 'class Base: pass\nclass _Cachee: pass\n',
      'app/__init__.py': 'from .bases import *\nfrom app.bases import Base as Socle\n',
      'app/alias.py': 'import app\nAutre = app.Socle\n',
      'main.py':
        'from app.alias import Autre\nfrom django.db import models as m\nfrom app import Base, Inconnue\nclass A(Autre): pass\n',
    };
    const found = await within(files, async (code) => {
      const main = await code.load('main.py');
      assert.ok(main);
      return Promise.all(
        ['Autre', 'Base', 'm.Model', 'Inconnue', 'A'].map(async (name) => {
          const { found: own, outside } = await namedClass(code, name, main);
          return own ? `${own.module.path} ${own.definition.name}` : outside;
        }),
      );
    });
    assert.deepEqual(found, [
      'app/bases.py Base',
      'app/bases.py Base',
      'django.db.models.Model',
      'app.Inconnue',
      'main.py A',
    ]);
  });

  it('is read once, whoever asks', async () => {
    const [one, two, isShared] = await within({ 'm.py': 'x = 1\n' }, async (code) => {
      const [a, b] = await Promise.all([code.load('m.py'), code.load('m.py')]);
      return [a, b, PythonCode.of(code.repository) === code] as const;
    });
    assert.ok(one);
    assert.equal(one, two);
    assert.ok(isShared);
  });

  it('leaves long bodies alone, unless they may declare something', async () => {
    const opened = async (text: string): Promise<boolean> =>
      (await moduleOf(text)).body.some((statement) => statement.kind === 'function' && statement.body.length > 0);
    assert.equal(await opened('def aide():\n  return f()\n'), false);
    assert.equal(await opened('def aide_field():\n  return f()\n'), true);
    assert.equal(await opened('def aide(request):\n  if request.method == "GET":\n    return f()\n'), true);
    assert.equal(await opened('def aide():\n  app.register_blueprint(b)\n'), true);
    assert.equal(await opened('down_revision = None\ndef upgrade():\n  op.drop_table("a")\n'), true);
    assert.equal(await opened('down_revision = None\ndef downgrade():\n  op.drop_table("a")\n'), false);
  });

  it('takes no time where enumerations are repeated without end', async () => {
    const repeated = (part: (index: number) => string): string =>
      Array.from({ length: Math.floor(200_000 / part(1000).length) }, (_, index) => part(index)).join('');
    const start = performance.now();
    const { roles } = await surveyFiles(
      {
        'a/models.py': `from enum import Enum\n${repeated(() => "class Role(Enum):\n  AGENT = 'agent'\n")}`,
        'b/models.py': `from enum import Enum\nclass Role0(Enum): pass\n${repeated((index) => `class Role${String(index + 1)}(Role${String(index)}):\n  AGENT = 'agent'\n`)}`,
        'c/models.py': `from django.db import models\nclass M(models.Model):\n  class Role(models.TextChoices):\n    AGENT = 'agent', 'Agent'\n${repeated(() => '  role = models.CharField(choices=Role.choices)\n')}`,
      },
      [djangoTables, djangoRoles, pythonRoles],
    );
    assert.deepEqual([...new Set(roles.map(({ name }) => name))], ['agent']);
    // Four times what it takes on a quiet machine; what grew with the square of its length took minutes.
    assert.ok(performance.now() - start < 8000);
  });
});
