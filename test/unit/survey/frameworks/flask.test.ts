import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { flask } from '../../../../src/survey/frameworks/flask';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

async function found(files: MemoryFiles): Promise<string[]> {
  const { api } = await surveyFiles(files, [flask]);
  return api.map(({ name, evidence, access }) =>
    [
      name,
      ...evidence.map(({ path, line }) => `${path}:${String(line)}`),
      ...(access ? [`(${access.join(', ')})`] : []),
    ].join(' '),
  );
}

describe('flask', () => {
  it('looks at what decorates before calling it a route', async () => {
    const text =
      'from flask import Flask\napp = Flask(__name__)\n@autre.route("/a")\n@app.cli.command("x")\n@app.route("/b")\ndef b(): pass\n@celery.task\ndef t(): session.get("/c")\n';
    assert.deepEqual(await found({ 'm.py': text }), ['GET /b m.py:5 m.py:6']);
  });

  it('takes resources that a product’s own API adds in its own way', async () => {
    const text = [
      'from flask_restful import Api, Resource',
      'class Interne(Api):',
      '    def add_org_resource(self, resource, *urls, **kw):',
      '        return self.add_resource(resource, *urls, **kw)',
      'api = Interne()',
      'class Actes(Resource):',
      '    def get(self): pass',
      'api.add_org_resource(Actes, "/api/actes", endpoint="actes")',
    ].join('\n');
    assert.deepEqual(await found({ 'm.py': text }), ['GET /api/actes m.py:8 m.py:7']);
  });

  it('knows an application of the product’s own class, which functions are given', async () => {
    const files = {
      'depot/socle.py': 'from flask import Flask\nclass Depot(Flask):\n    pass\n',
      'depot/__init__.py': [
        'def poser(application):',
        '    from depot.actes import actes',
        '    application.register_blueprint(actes, url_prefix="/actes")',
      ].join('\n'),
      'depot/actes.py':
        'from flask import Blueprint\nactes = Blueprint("actes", __name__)\n@actes.route("/tous")\ndef tous(): pass\n',
      'fond.py': [
        'from depot import poser',
        'from depot.socle import Depot',
        'def creer():',
        '    app = Depot("fond")',
        '    return app',
        'poser(creer())',
      ].join('\n'),
      'lance.py':
        'from depot import poser\nfrom depot.socle import Depot\napplication = Depot("depot")\nposer(application)\n',
    };
    assert.deepEqual(
      (await found(files)).map((line) => line.split(' ').slice(0, 2).join(' ')),
      ['GET /actes/tous'],
    );
  });

  it('prefers where a blueprint is registered to its own prefix, and registers it in a loop', async () => {
    const files = {
      'p/__init__.py': [
        'from flask import Flask',
        'from . import un, deux',
        'app = Flask(__name__)',
        'for module in (un, deux):',
        '    app.register_blueprint(module.bp)',
        'app.register_blueprint(un.bp, url_prefix="/encore", name="encore")',
      ].join('\n'),
      'p/un.py':
        'from flask import Blueprint\nbp = Blueprint("un", __name__, url_prefix="/un")\n@bp.get("/")\ndef un(): pass\n',
      'p/deux.py':
        'from flask import Blueprint\nbp = Blueprint("deux", __name__)\n@bp.post("/deux")\ndef deux(): pass\n',
    };
    assert.deepEqual(await found(files), [
      'POST /deux p/deux.py:3 p/deux.py:4',
      'GET /encore/ p/un.py:3 p/__init__.py:6',
      'GET /un/ p/un.py:3 p/un.py:4',
    ]);
  });

  it('reads the methods of classes, however they are put', async () => {
    const text = [
      'from flask import Flask',
      'from flask.views import MethodView, View',
      'from flask_restful import Api, Resource',
      'app = Flask(__name__)',
      'api = Api()',
      'class Base(Resource):',
      '    method_decorators = [admin_required]',
      '    def delete(self): pass',
      'class Chose(Base):',
      '    def get(self): pass',
      'class Vue(MethodView):',
      '    def get(self): pass',
      '    def post(self): pass',
      'class Ancienne(View):',
      '    methods = ["PATCH"]',
      'api.add_resource(Chose, "/chose")',
      'api.init_app(app)',
      'app.add_url_rule("/vue", view_func=Vue.as_view("vue"), methods=["POST"])',
      'app.add_url_rule("/ancienne", view_func=Ancienne.as_view("ancienne"))',
    ].join('\n');
    assert.deepEqual(await found({ 'm.py': text }), [
      'PATCH /ancienne m.py:19 m.py:14',
      'DELETE /chose m.py:16 m.py:8 (admin_required)',
      'GET /chose m.py:16 m.py:10 (admin_required)',
      'POST /vue m.py:18 m.py:13',
    ]);
  });

  it('tells the roles that a decorator is given', async () => {
    const text = [
      'from flask import Flask',
      'app = Flask(__name__)',
      '@app.route("/a")',
      '@roles_required("chef", "agent")',
      'def a(): pass',
      '@app.route("/b")',
      '@permission_required(Droit.ECRIRE)',
      'def b(): pass',
    ].join('\n');
    assert.deepEqual(await found({ 'm.py': text }), [
      'GET /a m.py:3 m.py:5 (chef, agent)',
      'GET /b m.py:6 m.py:8 (ECRIRE)',
    ]);
  });

  it('never goes round a function that calls itself', async () => {
    const text =
      'from flask import Flask\ndef faire():\n    app = faire()\n    return app\napp = faire()\n@app.route("/x")\ndef x(): pass\n';
    assert.deepEqual(await found({ 'm.py': text }), []);
  });

  it('never fails, whatever stands in a module', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (text) => {
        await found({
          'm.py': `from flask import Flask\napp = Flask(${text})\n@app.route(${JSON.stringify(text)})\ndef f(): pass\n${text}`,
        });
      }),
      { numRuns: 60 },
    );
  });
});
