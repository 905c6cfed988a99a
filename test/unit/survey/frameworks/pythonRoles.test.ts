import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { djangoRoles } from '../../../../src/survey/frameworks/djangoRoles';
import { pythonRoles } from '../../../../src/survey/frameworks/pythonRoles';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

async function found(files: MemoryFiles): Promise<string[]> {
  const { roles } = await surveyFiles(files, [djangoRoles, pythonRoles]);
  return roles.map(({ name, kind, label, evidence, permissions }) =>
    [kind, name, label ?? '-', permissions.join(','), ...evidence.map(({ line }) => String(line))].join(' '),
  );
}

describe('djangoRoles and pythonRoles', () => {
  it('take an enumeration for roles by its name alone', async () => {
    const text = [
      'from django.db import models',
      'class Role(models.TextChoices):',
      '    CHEF = "chef", "Chef de service"',
      'class JobRole(models.TextChoices):',
      '    CUISINIER = "cuisinier", "Cuisinier"',
      'class ProfileStatus(models.TextChoices):',
      '    ACTIF = "actif", "Actif"',
      'class Couleur(models.TextChoices):',
      '    PROFILE = "profil", "Profil"',
      'class RoleForm:',
      '    CHAMP = "champ"',
    ].join('\n');
    assert.deepEqual(await found({ 'm.py': text }), ['role chef Chef de service  3']);
  });

  it('take a list of permissions by its name', async () => {
    const text = 'VOIR = "voir_tout"\nPERMISSION_LIST = [VOIR, "gerer_comptes"]\nALERT_LIST = ["courriel"]\n';
    assert.deepEqual(await found({ 'm.py': text }), ['permission gerer_comptes -  2', 'permission voir_tout -  1']);
  });

  it('tell what a class asks of the caller when it asks nothing else', async () => {
    const rule = (name: string, ...body: string[]): string[] => [
      `class ${name}(permissions.BasePermission):`,
      '    def has_permission(self, request, view):',
      ...body.map((line) => `        ${line}`),
    ];
    const text = [
      'from rest_framework import permissions',
      ...rule(
        'Agents',
        'if not request.user.is_authenticated:',
        '    return False',
        'return request.user.profil.is_agent',
      ),
      ...rule('Chefs', 'if request.user.is_chef:', '    return True', 'return False'),
      ...rule('Agents2', 'return request.user.is_agent and view.ouverte'),
      ...rule('Deux', 'if request.method == "GET":', '    return request.user.is_agent', 'return request.user.is_chef'),
      ...rule('Comptes', 'return request.user.is_authenticated'),
    ].join('\n');
    const { roles } = await surveyFiles({ 'droits.py': text }, [djangoRoles]);
    assert.deepEqual(
      roles.map(({ name, requires }) => [name, requires]),
      [
        ['Agents', 'is_agent'],
        ['Agents2', undefined],
        ['Chefs', undefined],
        ['Comptes', undefined],
        ['Deux', undefined],
      ],
    );
  });

  it('keep the member’s name when its value is a number, a code or a constant of the environment', async () => {
    const text = [
      'from enum import Enum',
      'import os',
      'class UserRole(Enum):',
      '    ADMIN = 1',
      '    AGENT = "A"',
      '    VISITEUR = os.environ["ROLE_VISITEUR"]',
    ].join('\n');
    assert.deepEqual(await found({ 'm.py': text }), ['role ADMIN -  4', 'role AGENT -  5', 'role VISITEUR -  6']);
  });

  it('join the groups that several migrations make, and leave what migrations say of models', async () => {
    const text =
      'def f(apps, s):\n    for nom in ("Agents", "Chefs"):\n        Group.objects.update_or_create(name=nom)\nclass Meta:\n    permissions = [("vieux", "Vieux")]\n# django\n';
    assert.deepEqual(await found({ 'a/migrations/0001_g.py': text, 'a/migrations/0002_g.py': text }), [
      'group Agents -  2 2',
      'group Chefs -  2 2',
    ]);
  });

  it('tell nothing of tests, nor of groups of something else', async () => {
    const text =
      'from django.contrib.auth.models import Group\nSuivi.objects.create(name="x")\nDossierGroup.objects.get_or_create(name="y")\nGroup.objects.get_or_create(name=nom)\n';
    assert.deepEqual(await found({ 'm.py': text }), []);
    assert.deepEqual(await found({ 'tests/m.py': 'from enum import Enum\nclass Role(Enum):\n    A = "aaa"\n' }), []);
  });

  it('never fail, whatever stands in a module', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (text) => {
        await found({
          'm.py': `from django.db import models\nclass Role(models.TextChoices):\n    A = ${JSON.stringify(text)}, ${text}\nROLES = (${text})\n`,
        });
      }),
      { numRuns: 60 },
    );
  });
});
