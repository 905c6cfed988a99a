import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { djangoRoutes } from '../../../../src/survey/frameworks/djangoRoutes';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

async function found(files: MemoryFiles): Promise<string[]> {
  const { api } = await surveyFiles(files, [djangoRoutes]);
  return api.map(({ name, evidence }) =>
    [name, ...evidence.map(({ path, line }) => `${path}:${String(line)}`)].join(' '),
  );
}

async function noted(files: MemoryFiles): Promise<string[]> {
  const { notes } = await surveyFiles(files, [djangoRoutes]);
  return notes.map(({ path, line, message, about }) => [path, line, about, message].join(' '));
}

const settings = { 'p/settings.py': 'ROOT_URLCONF = "p.urls"\n' };

describe('djangoRoutes', () => {
  it('follows lists that are changed on their way', async () => {
    const urls = [
      'from django.urls import path as adresse, include',
      'from p.vues import accueil',
      'urlpatterns = [adresse("un/", accueil)]',
      'urlpatterns = [adresse("zero/", accueil)] + urlpatterns',
      'urlpatterns.extend([adresse("deux/", accueil)])',
      'urlpatterns.insert(0, adresse("trois/", accueil))',
      'autres = [adresse("quatre/", accueil)]',
      'autres += [adresse("cinq/", accueil)]',
      'urlpatterns += [adresse("suite/", include((autres, "suite")))]',
    ].join('\n');
    const files = { ...settings, 'p/urls.py': urls, 'p/vues.py': 'def accueil(request): pass\n' };
    assert.deepEqual(await found(files), [
      'ANY /deux/ p/urls.py:5',
      'ANY /suite/cinq/ p/urls.py:8 p/urls.py:9',
      'ANY /suite/quatre/ p/urls.py:7 p/urls.py:9',
      'ANY /trois/ p/urls.py:6',
      'ANY /un/ p/urls.py:3',
      'ANY /zero/ p/urls.py:4',
    ]);
  });

  it('follows a router that functions are given, and paths that a format fills', async () => {
    const files = {
      ...settings,
      'p/api.py': [
        'from rest_framework import viewsets',
        'class Visites(viewsets.GenericViewSet):',
        '    def list(self, request): pass',
        'def ajoute(router):',
        '    router.register(r"visites", Visites)',
        '    return router',
      ].join('\n'),
      'p/urls.py': [
        'from django.urls import include, re_path',
        'from rest_framework.routers import DefaultRouter',
        'from p.api import ajoute',
        'from p.outils import reglage, sous',
        'v2 = DefaultRouter()',
        'v2 = ajoute(v2)',
        'urlpatterns = [',
        '    re_path(r"^{}api/".format(reglage("prefixe")), include(v2.urls)),',
        '    re_path(r"^{base}pages/\\d+$".format(base="a/"), accueil),',
        '    re_path(sous("/b"), accueil),',
        ']',
      ].join('\n'),
      'p/outils.py': 'def reglage(nom): return lire(nom)\ndef sous(chemin): return chemin\n',
    };
    assert.deepEqual(await found(files), [
      'ANY /a/pages/{param} p/urls.py:9',
      'ANY /b p/urls.py:10',
      'GET /{prefixe}api/visites/ p/api.py:5 p/api.py:2',
    ]);
  });

  it('gives paths the prefix they have as a rule, not the one that is set under a condition', async () => {
    const files = {
      'p/settings.py': [
        'ROOT_URLCONF = "p.urls"',
        'BASE = complete(getattr(conf, "BASE", ""))',
        'if BASE:',
        '    BASE = f"{BASE}/"',
      ].join('\n'),
      'p/urls.py': [
        'from django.conf import settings',
        'from django.urls import include, path',
        'prefixe = "a/"',
        'if chemin := lire(settings.RACINE):',
        '    prefixe = f"{chemin}/"',
        'liste = [path("un/", vue)]',
        'urlpatterns = [path(prefixe, include(liste)), path(settings.BASE, include(liste))]',
      ].join('\n'),
    };
    assert.deepEqual(await found(files), ['ANY /a/un/ p/urls.py:6', 'ANY /un/ p/urls.py:6']);
  });

  it('looks a class up where it is imported from when its base has its own name', async () => {
    const files = {
      ...settings,
      'p/outils.py': 'from rest_framework.generics import RetrieveAPIView\nclass Fiche(RetrieveAPIView):\n    pass\n',
      'p/vues.py': 'from p.outils import Fiche\nclass Fiche(Fiche):\n    pass\n',
      'p/urls.py':
        'from django.urls import path\nfrom p.vues import Fiche\nurlpatterns = [path("f/<pk>", Fiche.as_view())]\n',
    };
    assert.deepEqual(
      (await found(files)).map((line) => line.split(' ').slice(0, 2).join(' ')),
      ['GET /f/{id}'],
    );
  });

  it('doesn’t take the management of hooks for hooks that are received', async () => {
    const files = {
      ...settings,
      'p/urls.py': [
        'from django.urls import path',
        'urlpatterns = [',
        '    path("projets/add_webhook/", vue),',
        '    path("webhooks/", vue),',
        '    path("webhooks/<id>/", vue),',
        '    path("paiement/webhook", vue),',
        ']',
      ].join('\n'),
    };
    const { webhooks } = await surveyFiles(files, [djangoRoutes]);
    assert.deepEqual(
      webhooks.map(({ name }) => name),
      ['/paiement/webhook'],
    );
  });

  it('reads Django 1’s lists, with a byte order mark and Windows’ line endings', async () => {
    const urls = [
      '\uFEFFfrom django.conf.urls import patterns, url',
      "urlpatterns = patterns('p.vues',",
      "    (r'^jeux/(?P<slug>[\\w-]+)\\.html$', 'jeu'),",
      "    url(r'^jeux/(?:en-cours/)?page-(\\d+)/$', 'liste'),",
      ')',
    ].join('\r\n');
    assert.deepEqual(await found({ ...settings, 'p/urls.py': urls }), [
      'ANY /jeux/page-{param}/ p/urls.py:4',
      'ANY /jeux/{slug}.html p/urls.py:3',
    ]);
  });

  it('begins with the list that no other includes when no settings name one', async () => {
    const files = {
      'site/urls.py': 'from django.urls import include, path\nurlpatterns = [path("a/", include("app.urls"))]\n',
      'app/urls.py': 'from django.urls import path\nfrom . import vues\nurlpatterns = [path("b/", vues.b)]\n',
      'app/vues.py': 'from django.views.decorators.http import require_GET\n@require_GET\ndef b(request): pass\n',
    };
    assert.deepEqual(await found(files), ['GET /a/b/ app/urls.py:3 app/vues.py:2']);
  });

  it('never tells what a variable of the environment is set to', async () => {
    const files = {
      'p/settings.py': 'ROOT_URLCONF = "p.urls"\nADMIN_URL = env("ADMIN_URL", default="cachette/")\n',
      'p/urls.py':
        'from django.conf import settings\nfrom django.urls import path\nfrom p.vues import v\nurlpatterns = [path(settings.ADMIN_URL + "entrer/", v)]\n',
      'p/vues.py': 'def v(request): pass\n',
    };
    assert.deepEqual(await found(files), ['ANY /{ADMIN_URL}entrer/ p/urls.py:4 p/vues.py:1']);
  });

  it('goes round lists and classes that lead back to themselves', async () => {
    const files = {
      ...settings,
      'p/urls.py':
        'from django.urls import include, path\nfrom p.vues import *\nurlpatterns = [path("tour/", include("p.urls")), path("a/", A.as_view()), path("b/", b)]\n',
      'p/vues.py':
        'from p.urls import *\nclass A(B):\n    def get(self, request): pass\nclass B(A): pass\nb = c\nc = b\n',
    };
    const names = await found(files);
    assert.ok(names.includes('GET /a/ p/urls.py:3 p/vues.py:3'), names.join('\n'));
    assert.ok(names.some((name) => name.startsWith('ANY /b/')));
  });

  it('gives up lists that hold themselves thousands of times', async () => {
    const urls = `from django.urls import include, path\nurlpatterns = []\n${'urlpatterns += [path("a/", include(urlpatterns))]\n'.repeat(3000)}`;
    assert.deepEqual(await found({ ...settings, 'p/urls.py': urls }), []);
  }).timeout(10_000);

  it('notes what it can’t follow, once a cause', async () => {
    const urls = [
      'from django.urls import path, include',
      'from django.contrib import admin',
      'from p.fabrique import faire, routeur',
      'urlpatterns = [path("admin/", admin.site.urls), path("x/", include("paquet.urls")), path(calcul(), faire)]',
      'urlpatterns += faire()',
      'urlpatterns += [path(x, faire) for x in liste]',
    ].join('\n');
    assert.deepEqual(await noted({ ...settings, 'p/urls.py': urls }), [
      'p/urls.py 4 api routes de l’administration Django, non développées',
      'p/urls.py 4 api routes du paquet paquet, non développées',
      'p/urls.py 4 api adresse calculée : route laissée de côté',
      'p/urls.py 5 api routes faites par faire, non développées',
      'p/urls.py 6 api routes faites dans une boucle, non développées',
    ]);
  });

  it('takes nothing from tests, nor from a list that nothing includes', async () => {
    const files = {
      ...settings,
      'p/urls.py': 'urlpatterns = []\n',
      'p/tests/urls.py': 'from django.urls import path\nurlpatterns = [path("faux/", x)]\n',
      'q/urls.py': 'from django.urls import path\nurlpatterns = [path("loin/", x)]\n',
    };
    assert.deepEqual(await found(files), []);
    assert.deepEqual(await noted(files), [
      'q/urls.py 2 api routes qu’aucune liste principale n’inclut, laissées de côté',
    ]);
  });

  it('reads what get_permissions decides for each action', async () => {
    const vues = [
      'from rest_framework import viewsets',
      'class V(viewsets.ModelViewSet):',
      '    permission_classes = [Base]',
      '    def get_permissions(self):',
      '        if self.action in ("list", "retrieve"):',
      '            permission_classes = [Lecteur]',
      '        elif self.request.method == "DELETE" and self.action == "destroy":',
      '            return []',
      '        elif self.action == "create":',
      '            return super().get_permissions()',
      '        else:',
      '            permission_classes = [Chef, ~Banni]',
      '        return [permission() for permission in permission_classes]',
    ].join('\n');
    const urls =
      'from django.urls import path, include\nfrom rest_framework import routers\nfrom p.vues import V\nr = routers.SimpleRouter(trailing_slash=False)\nr.register("choses", V)\nurlpatterns = r.urls\n';
    const { api } = await surveyFiles({ ...settings, 'p/urls.py': urls, 'p/vues.py': vues }, [djangoRoutes]);
    assert.deepEqual(
      api.map(({ name, access }) => [name, access]),
      [
        ['GET /choses', ['Lecteur']],
        ['POST /choses', ['Base']],
        ['DELETE /choses/{id}', []],
        ['GET /choses/{id}', ['Lecteur']],
        ['PATCH /choses/{id}', ['Chef', '~Banni']],
        ['PUT /choses/{id}', ['Chef', '~Banni']],
      ],
    );
  });

  it('reads routers that take another’s views in, and views given action by action', async () => {
    const urls = [
      'from django.urls import path, include',
      'from rest_framework_extensions.routers import ExtendedSimpleRouter',
      'from p.vues import V',
      'base = ExtendedSimpleRouter()',
      'base.register("a", V).register("b", V, parents_query_lookups=["a"])',
      'tout = ExtendedSimpleRouter()',
      'tout.registry.extend(base.registry)',
      'for nom, vue in [("c", V), ("d", V)]:',
      '    tout.register(nom, vue)',
      'urlpatterns = [path("v/", include(tout.urls)), path("main/", V.as_view({"get": "list", "head": "list"}))]',
    ].join('\n');
    const vues = 'from rest_framework import viewsets\nclass V(viewsets.ViewSet):\n    def list(self, request): pass\n';
    assert.deepEqual(await found({ ...settings, 'p/urls.py': urls, 'p/vues.py': vues }), [
      'GET /main/ p/urls.py:10',
      'GET /v/a/ p/urls.py:5 p/vues.py:3',
      'GET /v/a/{a}/b/ p/urls.py:5 p/vues.py:3',
      'GET /v/c/ p/urls.py:8 p/vues.py:3',
      'GET /v/d/ p/urls.py:8 p/vues.py:3',
    ]);
  });

  it('reads broken files as far as they go', async () => {
    const broken = 'from django.urls import path\nurlpatterns = [path("a/", v),\n  path("b/", "\n';
    await assert.doesNotReject(found({ ...settings, 'p/urls.py': broken }));
    const deep = `from django.urls import path\nurlpatterns = ${'['.repeat(50_000)}path("a/", v)`;
    await assert.doesNotReject(found({ ...settings, 'p/urls.py': deep }));
    const long = `from django.urls import re_path\nurlpatterns = [re_path(r"${'('.repeat(50_000)}", v)]\n`;
    await assert.doesNotReject(found({ ...settings, 'p/urls.py': long }));
  });

  it('never fails, whatever stands in a route', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.constantFrom('path', 're_path', 'include'), async (text, name) => {
        const quoted = JSON.stringify(text);
        await found({ ...settings, 'p/urls.py': `urlpatterns = [${name}(${quoted}, v), ${text}]\n` });
      }),
      { numRuns: 60 },
    );
  });
});
