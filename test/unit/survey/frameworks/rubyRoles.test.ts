import * as assert from 'node:assert/strict';
import { railsSchema } from '../../../../src/survey/frameworks/railsSchema';
import { rubyRoles } from '../../../../src/survey/frameworks/rubyRoles';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

async function rolesOf(files: MemoryFiles): Promise<readonly string[]> {
  const { roles } = await surveyFiles(files, [rubyRoles]);
  return roles.map(({ name, kind, from, permissions, evidence }) =>
    [name, kind, from, permissions.join(', '), evidence[0]?.line].filter((part) => part !== '').join(' | '),
  );
}

describe('The roles of a product in Ruby', () => {
  it('are those of Action Policy where it is what policies come from', async () => {
    assert.deepEqual(
      await rolesOf({
        'app/policies/application_policy.rb': 'class ApplicationPolicy < ActionPolicy::Base\nend\n',
        'app/policies/acte_policy.rb':
          'class ActePolicy < ApplicationPolicy\n  alias_rule :edit?, :destroy?, to: :update?\n  def update?\n    true\n  end\nend\n',
        'spec/app/policies/faux_policy.rb': 'class FauxPolicy\n  def a?\n  end\nend\n',
      }),
      ['ActePolicy | policy | Action Policy | edit, destroy, update | 1'],
    );
  });

  it('are in abilities what conditions ask for', async () => {
    const body = `class Ability
  include CanCan::Ability
  def initialize(user)
    if user.role?(:a) || user.is_b?
      can :read, X
    else
      can :list, X
    end
    can :see, Y if %w[c d].include?(user.role)
    can :go, Z unless user.nil?
    send("#{user.role}_permissions")
    e_permissions if user.e?
  end
  def e_permissions
    can :do, W
  end
  def f_permissions
    can :do, V
  end
end
`;
    assert.deepEqual(await rolesOf({ 'app/models/ability.rb': body }), [
      'Ability | policy | CanCanCan | list X, go Z | 1',
      'a | role | CanCanCan | read X | 4',
      'b | role | CanCanCan | read X | 4',
      'c | role | CanCanCan | see Y | 9',
      'd | role | CanCanCan | see Y | 9',
      'e | role | CanCanCan | do W | 12',
      'f | role | CanCanCan | do V | 17',
    ]);
  });

  it('are what models list, in each form', async () => {
    assert.deepEqual(
      await rolesOf({
        'app/models/compte.rb': `class Compte < ApplicationRecord
  enum :role, admin: 0, lecteur: 1
  enum(
    access_level: { base: "base" }
  )
  enum etat: [:actif]
  USER_ROLES = { chef: "Chef" }.freeze
  ROLE_PAR_DEFAUT = "x"
end
`,
      }),
      [
        'admin | role | Compte.role | 2',
        'base | role | Compte.access_level | 4',
        'chef | role | Compte::USER_ROLES | 7',
        'lecteur | role | Compte.role | 2',
      ],
    );
  });

  it('aren’t one kind of accounts alone, nor names that Rolify isn’t there to keep', async () => {
    assert.deepEqual(
      await rolesOf({ 'app/models/user.rb': 'class User\n  devise :recoverable\n  add_role :x\nend\n' }),
      [],
    );
  });

  it('aren’t the kinds of what is asked for', async () => {
    assert.deepEqual(
      await rolesOf({
        'app/models/habilitation_type.rb': 'class HabilitationType\n  enum :kind, { api: 0, service: 1 }\nend\n',
        'app/models/droit_utilisateur.rb': 'class DroitUtilisateur\n  enum :level, { lecture: 0 }\nend\n',
      }),
      ['lecture | role | DroitUtilisateur.level | 2'],
    );
  });

  it('are the columns of accounts that say who one is', async () => {
    const { roles } = await surveyFiles(
      {
        'app/models/user.rb': 'class User\n  ROLES = %w[staff].freeze\nend\n',
        'db/schema.rb': `ActiveRecord::Schema[7.1].define(version: 1) do
  create_table "users" do |t|
    t.boolean "is_moderator", default: false
    t.boolean "super_admin"
    t.boolean "staff"
    t.boolean "is_moderated"
    t.string "admin"
  end
  create_table "pages" do |t|
    t.boolean "admin"
  end
end
`,
      },
      [railsSchema, rubyRoles],
    );
    assert.deepEqual(
      roles.map(({ name, from, evidence }) => [name, from, evidence[0]?.line]),
      [
        ['moderator', 'users.is_moderator', 3],
        ['staff', 'User::ROLES', 2],
        ['super_admin', 'users.super_admin', 4],
      ],
    );
  });
});
