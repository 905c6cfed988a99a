import * as assert from 'node:assert/strict';
import { djangoRoutes } from '../../../../src/survey/frameworks/djangoRoutes';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

async function told(files: MemoryFiles): Promise<string[]> {
  const { api } = await surveyFiles(files, [djangoRoutes]);
  return api.map(({ name, access }) => [name, ...(access ? [`[${access.join(', ')}]`] : [])].join(' '));
}

const urls = (names: readonly string[], view: (name: string) => string): string =>
  [
    'from django.urls import path',
    'from p import views',
    'urlpatterns = [',
    ...names.map((name) => `    path("${name}/", ${view(name)}),`),
    ']',
  ].join('\n');

const settings = (more = ''): MemoryFiles => ({ 'p/settings.py': `ROOT_URLCONF = "p.urls"\n${more}` });

async function methodsOf(body: string): Promise<string[]> {
  const lines = body.split('\n').map((line) => `    ${line}`);
  const found = await told({
    ...settings(),
    'p/urls.py': urls(['aide'], (name) => `views.${name}`),
    'p/views.py': ['def aide(request):', ...lines].join('\n'),
  });
  return found.map((name) => name.replace(' /aide/', ''));
}

describe('Views that are functions', () => {
  const form = 'return render(request, "aide.html")';
  const cases: readonly (readonly [says: string, body: string, methods: readonly string[]])[] = [
    ['answer to all when they don’t ask', form, ['ANY']],
    [
      'answer to GET and POST when both go on',
      `if request.method == "POST":\n    return redirect("/")\n${form}`,
      ['GET', 'POST'],
    ],
    [
      'when a form must be valid too',
      `if request.method == "POST" and form.is_valid():\n    return redirect("/")\n${form}`,
      ['GET', 'POST'],
    ],
    [
      'when it is told by an else',
      `if request.method == "GET":\n    form = F()\nelse:\n    form = F(request.POST)\n${form}`,
      ['GET', 'POST'],
    ],
    [
      'to POST alone when the rest is refused',
      `if request.method != "POST":\n    return HttpResponseNotAllowed(["POST"])\n${form}`,
      ['POST'],
    ],
    ['when the rest raises', `if request.method != "POST":\n    raise Http404\n${form}`, ['POST']],
    [
      'when the rest is sent elsewhere',
      `if not request.method == "POST":\n    return redirect("/")\n${form}`,
      ['POST'],
    ],
    [
      'when the end refuses',
      `if request.method == "POST":\n    ${form}\nreturn JsonResponse({}, status=405)`,
      ['POST'],
    ],
    [
      'to GET alone',
      `if request.method != "GET":\n    return HttpResponseBadRequest()\nreturn redirect("/fin")`,
      ['GET'],
    ],
    [
      'to each method that is named',
      `if request.method == "PUT":\n    ${form}\nelif request.method in ("PATCH", "DELETE"):\n    ${form}\nraise Http404`,
      ['DELETE', 'PATCH', 'PUT'],
    ],
    [
      'whatever stands around',
      `with transaction.atomic():\n    try:\n        if request.method == "POST":\n            return redirect("/")\n    except ValueError:\n        pass\n${form}`,
      ['GET', 'POST'],
    ],
    ['to all when they refuse all', `if request.method == "POST":\n    raise Http404\nraise Http404`, ['ANY']],
  ];
  for (const [says, body, methods] of cases) {
    it(says, async () => {
      assert.deepEqual(await methodsOf(body), methods);
    });
  }

  it('require nothing where it is said that nobody need log in', async () => {
    const files = {
      ...settings(),
      'p/urls.py': urls(['aide', 'suite'], (name) => `views.${name}`),
      'p/views.py': '@login_not_required\ndef aide(request): pass\n@login_required\ndef suite(request): pass\n',
    };
    assert.deepEqual(await told(files), ['ANY /aide/', 'ANY /suite/ [login_required]']);
  });

  it('keep what their decorators say', async () => {
    const views = [
      'from django.views.decorators.http import require_GET',
      '@require_GET',
      'def aide(request):',
      '    if request.method == "POST":',
      '        return redirect("/")',
      `    ${form}`,
    ].join('\n');
    const files = { ...settings(), 'p/urls.py': urls(['aide'], (name) => `views.${name}`), 'p/views.py': views };
    assert.deepEqual(await told(files), ['GET /aide/']);
  });
});

describe('Django REST framework’s default permissions', () => {
  const views = [
    'from rest_framework.decorators import api_view, permission_classes',
    'from rest_framework.permissions import AllowAny',
    'from rest_framework.views import APIView',
    'from compte.views import PaquetAPIView',
    'class Muette(APIView):',
    '    def get(self, request): pass',
    'class Ouverte(APIView):',
    '    permission_classes = [AllowAny]',
    '    def get(self, request): pass',
    'class Vide(APIView):',
    '    permission_classes = []',
    '    def get(self, request): pass',
    'class Calculee(APIView):',
    '    def get_permissions(self):',
    '        return autres()',
    '    def get(self, request): pass',
    'class Emballee(PaquetAPIView):',
    '    def get(self, request): pass',
    '@api_view(["GET"])',
    'def muette(request): pass',
    '@api_view(["GET"])',
    '@permission_classes([])',
    'def vide(request): pass',
    'def plain(request): pass',
  ].join('\n');
  const names = ['Muette', 'Ouverte', 'Vide', 'Calculee', 'Emballee', 'muette', 'vide', 'plain'];
  const product = (more: string): MemoryFiles => ({
    ...settings(more),
    'p/urls.py': urls(names, (name) => (/^[A-Z]/.test(name) ? `views.${name}.as_view()` : `views.${name}`)),
    'p/views.py': views,
  });
  const rest = (classes: string): string => `REST_FRAMEWORK = {"DEFAULT_PERMISSION_CLASSES": ${classes}}\n`;

  it('are those of views that say nothing', async () => {
    assert.deepEqual(await told(product(rest('("rest_framework.permissions.IsAuthenticated", "p.droits.EstAgent")'))), [
      'GET /Calculee/',
      'GET /Emballee/',
      'GET /Muette/ [IsAuthenticated, EstAgent]',
      'GET /Ouverte/ [AllowAny]',
      'GET /Vide/ []',
      'GET /muette/ [IsAuthenticated, EstAgent]',
      'ANY /plain/',
      'GET /vide/ []',
    ]);
  });

  it('aren’t told when settings don’t agree, or don’t say; those of developers don’t count', async () => {
    const muette = async (files: MemoryFiles): Promise<string | undefined> =>
      (await told(files)).find((name) => name.startsWith('GET /Muette/'));
    const base = product(rest('["a.IsAuthenticated"]'));
    assert.equal(await muette(product('')), 'GET /Muette/');
    assert.equal(await muette(product(rest('[*AUTRES]'))), 'GET /Muette/');
    assert.equal(await muette({ ...base, 'p/prod.py': rest('["a.IsAdmin"]') }), 'GET /Muette/');
    assert.equal(await muette({ ...base, 'p/dev.py': rest('["a.AllowAny"]') }), 'GET /Muette/ [IsAuthenticated]');
  });
});
