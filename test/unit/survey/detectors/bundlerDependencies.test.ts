import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { bundlerDependencies } from '../../../../src/survey/detectors/bundlerDependencies';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

/** `manifest:lines name constraint (locked@line) dev pinned`, what isn't known left out. */
async function found(files: MemoryFiles): Promise<string[]> {
  const { dependencies } = await surveyFiles(files, [bundlerDependencies]);
  return dependencies.map(({ name, evidence, manifest, constraint, locked, lockEvidence, dev, pinned }) =>
    [
      `${manifest}:${evidence.map(({ line }) => String(line)).join(',')}`,
      name,
      constraint,
      locked && `(${locked}@${String(lockEvidence?.line)})`,
      dev ? 'dev' : undefined,
      pinned,
    ]
      .filter((part) => part !== undefined)
      .join(' '),
  );
}

const lines = (...text: string[]): string => text.join('\n');

describe('The bundlerDependencies detector', () => {
  it('reads gems in all the ways people write them', async () => {
    assert.deepEqual(
      await found({
        Gemfile: lines(
          "source 'https://rubygems.org'\r",
          "ruby '3.3.0'\r",
          "gem 'rails', '~> 7.1', \">= 7.1.2\" # gem 'commented'\r",
          '# gem "off"\r',
          'gem "pg"\r',
          "gem('puma', '6.4.0', require: false)\r",
          "gem 'devise', ['>= 4', '< 5']\r",
          "gem 'outil', github: 'equipe/outil', branch: 'main'\r",
          "gem 'lent',\r",
          "    '~> 1.0', # comment\r",
          '    require: %w[a b]\r',
          'gem \'dynamique\', "~> #{version}"\r',
          "gem 'variable', rails_version\r",
          "gem nom_inconnu, '1.0'\r",
          "gem 'exact', '= 2.0.0' if windows?\r",
          "gem 'ancien', :git => 'https://exemple.fr/x.git', :tag => 'v1'\r",
        ),
      }),
      [
        'Gemfile:3 rails ~> 7.1, >= 7.1.2',
        'Gemfile:5 pg',
        'Gemfile:6 puma 6.4.0 exact',
        'Gemfile:7 devise >= 4, < 5',
        'Gemfile:8 outil github: equipe/outil, branch: main',
        'Gemfile:9 lent ~> 1.0',
        'Gemfile:12 dynamique',
        'Gemfile:13 variable',
        'Gemfile:15 exact = 2.0.0 exact',
        'Gemfile:16 ancien git: https://exemple.fr/x.git, tag: v1',
      ],
    );
  });

  it('tells the gems that only development and tests need', async () => {
    assert.deepEqual(
      await found({
        Gemfile: lines(
          "gem 'a', group: :test",
          "gem 'b', groups: %i[development test]",
          "gem 'c', :group => [:development, :production]",
          'group :development, :test do',
          "  gem 'd'",
          '  platforms :mri do',
          "    gem 'e'",
          '  end',
          '  if linux?',
          "    gem 'f', '1.0.0'",
          '  else',
          "    gem 'f', '2.0.0'",
          '  end',
          'end',
          'group "test", optional: true do',
          "  gem 'g'",
          'end',
          'group :production do',
          "  gem 'h'",
          'end',
          'install_if -> { mac? } do',
          "  gem 'i'",
          'end',
          '%w[j',
          '   k].each do |nom|',
          "  gem nom, '~> 3'",
          'end',
          '=begin',
          "gem 'off'",
          '=end',
          "git 'https://exemple.fr/x.git' do",
          "  gem 'l'",
          'end',
          "gem 'm'",
          '__END__',
          "gem 'n'",
        ),
      }),
      [
        'Gemfile:1 a dev',
        'Gemfile:2 b dev',
        'Gemfile:3 c',
        'Gemfile:5 d dev',
        'Gemfile:7 e dev',
        'Gemfile:10,12 f 1.0.0 dev exact',
        'Gemfile:16 g dev',
        'Gemfile:19 h',
        'Gemfile:22 i',
        'Gemfile:24 j ~> 3',
        'Gemfile:25 k ~> 3',
        'Gemfile:32 l git: https://exemple.fr/x.git',
        'Gemfile:34 m',
      ],
    );
  });

  it('takes versions from the lock, those of repositories and of other machines too', async () => {
    const dependencies = await found({
      Gemfile: "gem 'rails'\ngem 'nokogiri'\ngem 'outil', git: 'https://exemple.fr/x.git'\ngem 'absent'\n",
      'Gemfile.lock': lines(
        'GIT',
        '  remote: https://exemple.fr/x.git',
        '  specs:',
        '    outil (0.3.0)',
        '      rails (>= 5)',
        '',
        'GEM',
        '  remote: https://rubygems.org/',
        '  specs:',
        '    nokogiri (1.16.0-x86_64-linux-gnu)',
        '    nokogiri (1.16.0-arm64-darwin)',
        '    rails (7.1.2)',
        '      nokogiri (= 9.9.9)',
        '',
        'DEPENDENCIES',
        '  rails (= 8.0.0)',
      ),
    });
    assert.deepEqual(dependencies, [
      'Gemfile:1 rails (7.1.2@12)',
      'Gemfile:2 nokogiri (1.16.0@10)',
      'Gemfile:3 outil git: https://exemple.fr/x.git (0.3.0@4)',
      'Gemfile:4 absent',
    ]);
  });

  it('reads gems.rb, the files a Gemfile evaluates, and gemspecs', async () => {
    assert.deepEqual(
      await found({
        'gems.rb': "gem 'sinatra'\ngemspec\neval_gemfile 'gemfiles/commun.rb'\neval_gemfile '../dehors'\n",
        'gems.locked': 'GEM\n  specs:\n    sinatra (4.0.0)\n    rack (3.0.0)\n    rspec (3.13.0)\n',
        'gemfiles/commun.rb': "gem 'rack'\neval_gemfile '../gems.rb'\n",
        'noyau.gemspec': lines(
          'Gem::Specification.new do |s|',
          "  s.name = 'noyau'",
          "  s.add_dependency 'rack', '>= 2'",
          '  %w[pg puma].each do |nom|',
          "    s.add_dependency nom, ['>= 1', '< 3']",
          '  end',
          "  s.add_runtime_dependency('sinatra')",
          '  s.add_development_dependency "rspec", \'~> 3.0\'',
          'end',
        ),
      }),
      [
        'gems.rb:1 sinatra (4.0.0@3)',
        'gemfiles/commun.rb:1 rack (3.0.0@4)',
        'noyau.gemspec:3 rack >= 2 (3.0.0@4)',
        'noyau.gemspec:4 pg >= 1, < 3',
        'noyau.gemspec:4 puma >= 1, < 3',
        'noyau.gemspec:7 sinatra (4.0.0@3)',
        'noyau.gemspec:8 rspec ~> 3.0 (3.13.0@5) dev',
      ],
    );
  });

  it('leaves out what lies in the repository, and what tests are tried on', async () => {
    assert.deepEqual(
      await found({
        Gemfile: lines(
          "gem 'moteur', path: 'engines/moteur'",
          "gem 'noyau'",
          "gem 'ailleurs', path: '../ailleurs'",
          "path 'engines' do",
          "  gem 'autre'",
          'end',
        ),
        'engines/moteur/lib/x.rb': '',
        'noyau/noyau.gemspec': '',
        'spec/dummy/Gemfile': "gem 'factice'",
      }),
      ['Gemfile:3 ailleurs'],
    );
  });

  it('names frameworks', async () => {
    const { dependencies } = await surveyFiles({ Gemfile: "gem 'rails'\n" }, [bundlerDependencies]);
    assert.deepEqual(
      dependencies.map(({ framework }) => framework),
      ['Ruby on Rails'],
    );
  });

  it('never fails, whatever the files hold', async () => {
    const piece = fc.constantFrom(
      'gem ',
      "'a'",
      '"',
      ',',
      '\n',
      '(',
      ')',
      '[',
      ' do',
      'end',
      'group ',
      ':test',
      '#',
      '\\',
      '%w[',
      ' (1.0)',
      '    ',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
    );
    await fc.assert(
      fc.asyncProperty(text, text, text, async (gemfile, lock, gemspec) => {
        const files = { Gemfile: `gem 'rails'\n${gemfile}`, 'Gemfile.lock': lock, 'x.gemspec': gemspec };
        const { notes, dependencies } = await surveyFiles(files, [bundlerDependencies]);
        assert.ok(dependencies.some(({ name }) => name === 'rails'));
        assert.ok(!notes.some(({ message }) => message.startsWith('lecture interrompue')));
      }),
      { numRuns: 300 },
    );
  });
});
