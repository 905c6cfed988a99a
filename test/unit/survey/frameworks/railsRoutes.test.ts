import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { railsRoutes } from '../../../../src/survey/frameworks/railsRoutes';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

async function routesOf(body: string, files: MemoryFiles = {}): Promise<readonly string[]> {
  const { api } = await surveyFiles(
    { 'config/routes.rb': `Rails.application.routes.draw do\n${body}\nend\n`, ...files },
    [railsRoutes],
  );
  return api.map(({ name }) => name);
}

async function notesOf(body: string): Promise<readonly string[]> {
  const { notes } = await surveyFiles({ 'config/routes.rb': `Rails.application.routes.draw do\n${body}\nend\n` }, [
    railsRoutes,
  ]);
  return notes.map(({ line, about, message }) => [line, about, message].filter(Boolean).join(' '));
}

describe('The routes of Rails', () => {
  it('of a resource are eight, without forms when nothing serves pages', async () => {
    const all = [
      'GET /dossiers',
      'POST /dossiers',
      'GET /dossiers/new',
      'DELETE /dossiers/{id}',
      'GET /dossiers/{id}',
      'PATCH /dossiers/{id}',
      'PUT /dossiers/{id}',
      'GET /dossiers/{id}/edit',
    ];
    assert.deepEqual(await routesOf('resources :dossiers'), all);
    assert.deepEqual(
      await routesOf('resources :dossiers', {
        'config/application.rb': 'class A < Rails::Application\n  config.api_only = true\nend\n',
      }),
      all.filter((route) => !/(?:new|edit)$/.test(route)),
    );
    assert.deepEqual(await routesOf('resource :compte, except: %i[new edit destroy]'), [
      'GET /compte',
      'PATCH /compte',
      'POST /compte',
      'PUT /compte',
    ]);
  });

  it('are nested as deep as they are written, shallow ones cut', async () => {
    assert.deepEqual(
      await routesOf(`namespace :admin do
        resources :regions, only: [], param: :code do
          resources :communes, only: :show, shallow: true, path: "villes" do
            resources :ecoles, only: [:index, :show]
            get :carte, on: :member
            post :tri, on: :collection
          end
          namespace :bilans do
            get "annuel"
          end
          scope "suivi" do
            get "etat"
          end
        end
      end`),
      [
        'GET /admin/ecoles/{id}',
        'POST /admin/regions/{region_code}/villes/tri',
        'GET /admin/regions/{region_code}/bilans/annuel',
        'GET /admin/suivi/regions/{region_code}/etat',
        'GET /admin/villes/{commune_id}/ecoles',
        'GET /admin/villes/{id}',
        'GET /admin/villes/{id}/carte',
      ].sort((a, b) => (a.slice(a.indexOf('/')) < b.slice(b.indexOf('/')) ? -1 : 1)),
    );
  });

  it('stand where `on:`, `member` and the names of paths put them', async () => {
    assert.deepEqual(
      await routesOf(`scope path_names: { new: "nouveau", edit: "modifier" } do
        resources :notes, only: [:new, :edit] do
          get :brouillon, on: :new
          collection { get :index, path: "toutes" }
          member { put :update }
          get :un, :deux, on: :member
        end
      end`),
      [
        'GET /notes/nouveau',
        'GET /notes/nouveau/brouillon',
        'GET /notes/toutes',
        'PUT /notes/{id}',
        'GET /notes/{id}/deux',
        'GET /notes/{id}/modifier',
        'GET /notes/{id}/un',
      ],
    );
  });

  it('follow the branch that production takes, and say what a condition they can’t tell leaves', async () => {
    const body = `if Rails.env.development? || Rails.env.test?
  get "a"
elsif Rails.env.production?
  get "b"
end
unless Rails.env == "production"
  get "c"
end
get "d" if %w[development test].include?(Rails.env)
get "e" if Rails.env.in?(%w[staging production])
get "f" if ENV["F"] && !Rails.env.production?
get "g" if ENV["G"]`;
    assert.deepEqual(await routesOf(body), ['GET /b', 'GET /e', 'GET /g']);
    assert.deepEqual(await notesOf(body), ['13 api routes déclarées sous une condition']);
  });

  it('may come from the product’s own methods, constants and loops', async () => {
    assert.deepEqual(
      await routesOf(`PAGES = { "plan" => "pages", faq: "aide" }.freeze
def ecrans(nom, only: [:index])
  resources nom, only: only
end
ecrans :avis
ecrans :lots, only: [:show]
PAGES.each do |page, controleur|
  get "/p/#{page}", to: "#{controleur}#show"
end`),
      ['GET /avis', 'GET /lots/{id}', 'GET /p/faq', 'GET /p/plan'],
    );
  });

  it('keep what they can’t tell between braces, and say so', async () => {
    const body = `scope Produit.prefixe do
  get "a/#{Produit.suite}/b"
end
resources CALCUL.call
api_version(module: "V1", path: { value: "v1" }) { get "c" }
maison :x`;
    assert.deepEqual(await routesOf(body), ['GET /v1/c', 'GET /{prefixe}/a/{suite}/b']);
    assert.deepEqual(await notesOf(body), [
      '2 api préfixe calculé : son nom est donné entre accolades',
      '5 api routes au nom calculé, non développées',
      '7 api déclaration « maison » du produit ou d’un paquet, routes non développées',
    ]);
  });

  it('aren’t calls on other objects, nor what stands in other files', async () => {
    assert.deepEqual(await routesOf('axios.get "/x"\nclient.resources :y\n# get "/z"\nputs(get: "/w")'), []);
    const { api } = await surveyFiles({ 'app/client.rb': 'get "/x"\nresources :y\n' }, [railsRoutes]);
    assert.deepEqual(api, []);
  });

  it('of an engine stand where it is mounted, or by themselves with a note', async () => {
    const engine = { 'moteur/config/routes.rb': 'Moteur::Engine.routes.draw do\n  get "a"\nend\n' };
    assert.deepEqual(await routesOf('mount Moteur::Engine, at: "/m"\nmount Moteur::Engine => "/n"', engine), [
      'GET /m/a',
      'GET /n/a',
    ]);
    const { api, notes } = await surveyFiles(engine, [railsRoutes]);
    assert.deepEqual(
      api.map(({ name }) => name),
      ['GET /a'],
    );
    assert.deepEqual(
      notes.map(({ message }) => message),
      ['moteur que rien ne monte ici : chemins depuis son point de montage'],
    );
  });

  it('ask for an account only when all their declarations do', async () => {
    const { api } = await surveyFiles(
      {
        'config/routes.rb': `Rails.application.routes.draw do
  authenticated(:agent) { root "agents#accueil", as: :bureau }
  authenticate :chef do
    get "bilan"
  end
  root "accueil#index"
end
`,
      },
      [railsRoutes],
    );
    assert.deepEqual(
      api.map(({ name, access }) => [name, access]),
      [
        ['GET /', undefined],
        ['GET /bilan', ['chef']],
      ],
    );
  });

  it('of Devise depend on what the model names, even in a part of it', async () => {
    assert.deepEqual(
      await routesOf(
        `namespace :espace do
  devise_for :comptes, path: "", sign_out_via: [:get, :delete], class_name: "Gens::Compte", only: %i[sessions passwords]
end`,
        {
          'app/models/gens/compte.rb': 'class Gens::Compte < ApplicationRecord\n  include Connexion\nend\n',
          'app/models/concerns/connexion.rb':
            'module Connexion\n  included do\n    devise :database_authenticatable, :registerable\n  end\nend\n',
        },
      ),
      ['GET /espace/sign_in', 'POST /espace/sign_in', 'DELETE /espace/sign_out', 'GET /espace/sign_out'],
    );
  });

  it('of hostile files cost a note, and little time', async () => {
    const start = Date.now();
    const loops = `${'[1,2,3,4,5,6,7,8,9].each { |x| '.repeat(30)}get "a"${' }'.repeat(30)}`;
    assert.ok((await notesOf(loops)).includes('api trop de déclarations : routes lues en partie'));
    assert.deepEqual(await routesOf('def a\n  a\n  a\nend\na\nget "b"'), ['GET /b']);
    await routesOf(`get "b"\nget ${'('.repeat(100_000)}`);
    await routesOf(`get "b"\nget "unterminated`);
    await routesOf('draw :soi', { 'config/routes/soi.rb': 'draw :soi\nget "a"\n' });
    assert.ok(Date.now() - start < 5000);
  });

  it('may hold anything', async () => {
    const word = fc.constantFrom(
      'resources ',
      'get ',
      'namespace ',
      'scope ',
      ':a',
      '"b/:id"',
      ', only: ',
      '[:index]',
      ' do\n',
      '\nend\n',
      'mount A => ',
      'devise_for ',
      'concern ',
      'concerns ',
      'each { |x| ',
      '}',
      '#{x}',
      'on: :member',
      'path: ',
      'if ',
      '=> ',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(word, fc.string()), { maxLength: 30 }), async (words) => {
        assert.ok((await notesOf(words.join(''))).every((note) => !note.includes('erreur')));
      }),
      { numRuns: 60 },
    );
  });

  it('of Devise follow what Active Admin gives it', async () => {
    const files = { 'app/models/agent.rb': 'class Agent\n  devise :database_authenticatable\nend\n' };
    const own = ['GET /admin/login', 'POST /admin/login', 'DELETE /admin/logout', 'GET /admin/logout'];
    assert.deepEqual(await routesOf('devise_for :agents, ActiveAdmin::Devise.config', files), own);
    assert.deepEqual(
      await routesOf(
        'options = ActiveAdmin::Devise.config.deep_merge(controllers: { sessions: "acces" })\ndevise_for :agents, options',
        files,
      ),
      own,
    );
    assert.deepEqual(
      await routesOf('devise_for :agents, ActiveAdmin::Devise.config.merge(reglages)', files),
      ['GET /agents/sign_in', 'POST /agents/sign_in', 'DELETE /agents/sign_out'],
      'what can’t be told changes nothing',
    );
    assert.deepEqual(
      await routesOf('devise_for :agents, ActiveAdmin::Devise.config', {
        ...files,
        'config/initializers/active_admin.rb':
          'ActiveAdmin.setup do |config|\n  config.default_namespace = :regie\n  config.logout_link_method = :delete\nend\n',
      }),
      ['GET /regie/login', 'POST /regie/login', 'DELETE /regie/logout'],
    );
  });

  it('of providers stand where the product puts them, and are asked for as it lets one', async () => {
    const model = { 'app/models/agent.rb': 'class Agent\n  devise :omniauthable\nend\n' };
    const devise = (more: string): MemoryFiles => ({
      'config/initializers/devise.rb': `Devise.setup do |config|\n  config.omniauth :'pro-connect'\n  config.omniauth :"annuaire", key\n${more}end\n`,
    });
    assert.deepEqual(await routesOf('devise_for :agents', { ...model, ...devise('') }), [
      'POST /agents/auth/annuaire',
      'GET /agents/auth/annuaire/callback',
      'POST /agents/auth/annuaire/callback',
      'POST /agents/auth/pro-connect',
      'GET /agents/auth/pro-connect/callback',
      'POST /agents/auth/pro-connect/callback',
    ]);
    assert.deepEqual(
      (
        await routesOf('devise_for :agents', {
          ...model,
          ...devise(
            '  config.omniauth_path_prefix = "/connexion"\n  OmniAuth.config.allowed_request_methods = %i[get post]\n',
          ),
        })
      ).filter((name) => name.endsWith('annuaire')),
      ['GET /connexion/annuaire', 'POST /connexion/annuaire'],
    );
    assert.deepEqual(
      (
        await routesOf('devise_for :agents', {
          ...model,
          ...devise(''),
          'Gemfile.lock': 'GEM\n  specs:\n    omniauth (1.9.2)\n',
        })
      ).filter((name) => name.endsWith('annuaire')),
      ['GET /agents/auth/annuaire', 'POST /agents/auth/annuaire'],
    );
  });

  it('ask for what their controllers ask for, those they come from included', async () => {
    const { api } = await surveyFiles(
      {
        'config/routes.rb': `Rails.application.routes.draw do
  root "accueil#index"
  resources :avis, only: %i[index create destroy]
  resource :profil, only: :show
  namespace :admin do
    resources :avis, only: :index, controller: "moderation"
    scope module: :suivi do
      get "etat", to: "sante#show"
    end
  end
  controller :avis do
    get "avis/recents", action: :recents
  end
  scope controller: :avis do
    get "avis/anciens" => :anciens
  end
  get "accueil/plan"
  get "ancien", to: redirect("/")
  mount Depots::Engine, at: "/depots"
  get "perdu", to: "introuvable#show"
end
`,
        'app/controllers/application_controller.rb': `class ApplicationController < ActionController::Base
  include Connexion
  before_action :set_authorization, :prepare
  before_action :check_admin_access, if: :admin?
  before_action -> { authorize! :lire }, only: :recents
end
`,
        'app/controllers/concerns/connexion.rb': `module Connexion
  extend ActiveSupport::Concern
  included do
    before_action :require_authentication, unless: :devise_controller?
  end
  class_methods do
    def allow_anyone(**options)
      skip_before_action :require_authentication, **options
    end
  end
end
`,
        'app/controllers/accueil_controller.rb':
          'class AccueilController < ApplicationController\n  allow_anyone\nend\n',
        'app/controllers/avis_controller.rb': `class AvisController < ApplicationController
  allow_anyone only: %i[index]
  before_action :require_moderator, only: [:destroy]
  before_action :verify_token_of_avis, except: ACTIONS
  skip_before_action :verify_authenticity_token
end
`,
        'app/controllers/profils_controller.rb':
          'class ProfilsController < AvisController\n  load_and_authorize_resource\nend\n',
        'app/controllers/admin/base_controller.rb': `module Admin
  class BaseController < ApplicationController
    before_action :authenticate_admin!
  end
end
`,
        'app/controllers/admin/moderation_controller.rb':
          'class Admin::ModerationController < Admin::BaseController\nend\n',
        'app/controllers/admin/suivi/sante_controller.rb':
          'class Admin::Suivi::SanteController < Admin::BaseController\n  skip_before_action :require_authentication\nend\n',
        'depots/config/routes.rb': 'Depots::Engine.routes.draw do\n  resources :fichiers, only: :show\nend\n',
        'depots/app/controllers/depots/fichiers_controller.rb':
          'class Depots::FichiersController < ActionController::API\n  http_basic_authenticate_with name: "a", password: ENV["B"]\nend\n',
      },
      [railsRoutes],
    );
    assert.deepEqual(
      api.map(({ name, access }) => [name, ...(access ?? [])].join(' | ')),
      [
        'GET /',
        'GET /accueil/plan',
        'GET /admin/avis | require_authentication | authenticate_admin!',
        'GET /admin/etat | authenticate_admin!',
        'GET /ancien',
        'GET /avis',
        'POST /avis | require_authentication',
        'GET /avis/anciens | require_authentication',
        'GET /avis/recents | require_authentication | authorize!',
        'DELETE /avis/{id} | require_authentication | require_moderator',
        'GET /depots/fichiers/{id} | http_basic_authenticate_with',
        'GET /perdu',
        'GET /profil | require_authentication | load_and_authorize_resource',
      ],
    );
  });

  it('are guarded by what its name says guards, in English or in French', async () => {
    const names = {
      guards: [
        'authenticate_user!',
        'require_logged_in_moderator',
        'check_user_is_admin!',
        'ensure_account_access',
        'doorkeeper_authorize!',
        'verifie_compte_connecte',
        'authentifie_agent',
        'exige_droits',
        'autorise_lecture',
      ],
      others: [
        'set_authorization',
        'verify_authenticity_token',
        'redirect_authenticated_user',
        'charge_autorisation',
        'trouve_et_verifie_compte',
        'renvoie_si_deja_connecte',
        'prepare_user',
        'count_users',
        'require_params',
        `ensure_${'a_'.repeat(60)}user`,
      ],
    };
    const { api } = await surveyFiles(
      {
        'config/routes.rb': 'Rails.application.routes.draw do\n  resources :avis, only: :index\nend\n',
        'app/controllers/avis_controller.rb': `class AvisController < ActionController::Base\n${[...names.guards, ...names.others].map((name) => `  before_action :${name}\n`).join('')}end\n`,
      },
      [railsRoutes],
    );
    assert.deepEqual(api[0]?.access, names.guards);
  });

  it('of controllers that come from one another don’t go round for ever', async () => {
    const { api } = await surveyFiles(
      {
        'config/routes.rb': 'Rails.application.routes.draw do\n  resources :avis, only: :index\nend\n',
        'app/controllers/avis_controller.rb':
          'class AvisController < AutresController\n  before_action :authenticate!\nend\n',
        'app/controllers/autres_controller.rb': 'class AutresController < AvisController\n  include Autres\nend\n',
      },
      [railsRoutes],
    );
    assert.deepEqual(
      api.map(({ access }) => access),
      [['authenticate!']],
    );
  });

  it('posted to under the name of a hook are webhooks, unless people manage them there', async () => {
    const { webhooks } = await surveyFiles(
      {
        'config/routes.rb': `Rails.application.routes.draw do
  namespace :webhooks do
    resources :paiements, only: :create
  end
  resources :crochets_webhooks
  post "api/depot_hook", to: "depots#recevoir"
  resources :web_hooks, only: %i[index create]
end
`,
      },
      [railsRoutes],
    );
    assert.deepEqual(
      webhooks.map(({ name, direction, evidence }) => [name, direction, evidence[0]?.line]),
      [
        ['/webhooks/paiements', 'received', 3],
        ['/api/depot_hook', 'received', 6],
      ],
    );
  });
});
