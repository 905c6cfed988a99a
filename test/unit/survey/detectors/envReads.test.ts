import assert from 'node:assert/strict';
import { env } from '../../../../src/survey/detectors/env';
import { surveyFiles } from '../memoryTree';

/** `NAME:line`, `?` after a probable one. */
async function readIn(path: string, text: string): Promise<string[]> {
  const inventory = await surveyFiles({ [path]: text }, [env]);
  return inventory.env.flatMap(({ name, read, certainty }) =>
    read.map(({ line }) => `${name}:${line}${certainty === undefined ? '' : '?'}`),
  );
}

describe('variables read', () => {
  const cases: Readonly<Record<string, readonly [path: string, text: string, found: readonly string[]]>> = {
    'by Node': [
      'src/a.ts',
      [
        "const a = process.env.A_1 ?? process.env['A_2'] ?? process.env?.A_3 ?? (process.env as any).A_4;",
        'const { B_1, B_2: b, B_3 = 1 } = process.env;',
        "if ('C_1' in process.env) {}",
        'const all = process.env; all.D_1; const { D_2 } = all;',
        "process.env.E_1 = 'x'; other.env.E_2; env.E_3; // process.env.E_4",
        '/* process.env.E_5 */ const text = "process.env.E_6";',
        "Deno.env.get('F_1'); Bun.env.F_2; process.env.hasOwnProperty('x');",
        'const typed = process.env.G_1!;',
        '`${process.env.H_1}`;',
      ].join('\r\n'),
      [
        'A_1:1',
        'A_2:1',
        'A_3:1',
        'A_4:1',
        'B_1:2',
        'B_2:2',
        'B_3:2',
        'C_1:3',
        'D_1:4',
        'D_2:4',
        'F_1:7',
        'F_2:7',
        'G_1:8',
        'H_1:9',
      ],
    ],
    'by JavaScript with a byte order mark': ['a.js', '\uFEFFmodule.exports = process.env.A_1;', ['A_1:1']],
    'by Vite': [
      'src/a.vue',
      '<template>{{ import.meta.env.VITE_A }}</template>\n<script>\nimport.meta.env.VITE_B; import.meta.env.DEV;\n</script>',
      ['VITE_A:1', 'VITE_B:3'],
    ],
    'by SvelteKit': [
      'a.ts',
      "import { A_1 } from '$env/static/private';\nimport { env } from '$env/dynamic/public';\nenv.A_2;",
      ['A_1:1', 'A_2:3'],
    ],
    'by NestJS': [
      'a.ts',
      "this.configService.get<string>('A_1');\nconfig.getOrThrow('A_2');\nmap.get('A_3');\nthis.configService.get('database.url');",
      ['A_1:1', 'A_2:2'],
    ],
    'by schemas': [
      'src/env.mjs',
      'const env = cleanEnv(process.env, { A_1: str(), a2: str() });\nz.object({ A_3: z.string().min(1), A_4: 3 }).parse(process.env);',
      ['A_1:1', 'A_3:2'],
    ],
    'by webpack': ['webpack.config.js', "new webpack.EnvironmentPlugin(['A_1', 'A_2']);", ['A_1:1', 'A_2:1']],
    'by functions of its own': [
      'a.ts',
      "getEnv('A_1');\nrequireEnvVar('A_2');\nenv.int('A_3');\nvi.stubEnv('A_4', '');\nCypress.env('A_5');\nprint('A_6');\nprocess.env.NODE_ENV;",
      ['A_1:1', 'A_2:2', 'A_3:3', 'NODE_ENV:7'],
    ],
    'by Python': [
      'app/settings.py',
      [
        'import os',
        'from os import environ, getenv as ge',
        '"""os.environ["Z_1"]"""  # os.getenv("Z_2")',
        'os.environ["A_1"]; os.environ.get("A_2", "x"); os.getenv("A_3"); environ["A_4"]; ge("A_5")',
        'if "A_6" in os.environ: pass',
        'os.environ["Z_3"] = "x"',
        'other["Z_4"]; other.get("Z_5")',
        'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "a")',
        'get_env_variable("A_7")',
        'f"{os.environ[name]}"; os.environ[f"A_{name}"]',
      ].join('\n'),
      ['A_1:4', 'A_2:4', 'A_3:4', 'A_4:4', 'A_5:4', 'A_6:5', 'A_7:9', 'DJANGO_SETTINGS_MODULE:8'],
    ],
    'by django-environ': [
      'settings.py',
      'import environ\nenv = environ.Env(DEBUG=(bool, False))\nenv("A_1"); env.bool("A_2"); env.db(); env.db("A_3"); env.read_env("B_1")\n',
      ['A_1:3', 'A_2:3', 'A_3:3', 'DATABASE_URL:3', 'DEBUG:2'],
    ],
    'by decouple': ['s.py', 'from decouple import config\nA = config("A_1", cast=bool)\n', ['A_1:2']],
    'by another config': ['s.py', 'from mine import config\nimport environ\nA = config("A_1")\n', []],
    'by django-configurations': [
      's.py',
      [
        'from configurations import values',
        'class Base:',
        '    SECRET_KEY = values.Value(None)',
        '    B = values.Value(environ_name="B_1", environ_prefix=None)',
        '    C = values.BooleanValue(environ_name="C_1")',
      ].join('\n'),
      ['B_1:4', 'DJANGO_C_1:5', 'DJANGO_SECRET_KEY:3'],
    ],
    'by pydantic': [
      's.py',
      'class Settings(BaseSettings):\n    model_config = SettingsConfigDict(env_prefix="app_")\n    api_key: str\n    other = 3\n    dsn: str = Field(validation_alias="A_DSN")\n',
      ['APP_API_KEY:3?', 'A_DSN:5'],
    ],
    'by Ruby': [
      'app/a.rb',
      [
        "ENV['A_1']; ENV.fetch('A_2') { 1 }; ENV.key?(\"A_3\"); ENV.values_at('A_4', 'A_5'); ::ENV['A_6']",
        "ENV['A_7'] ||= 'x'",
        "ENV['Z_1'] = 'x' # ENV['Z_2']",
        "OTHER['Z_3']; Hash.new.fetch('Z_4')",
        '"#{ENV[\'A_8\']}"; ENV["A_#{x}"]',
        "=begin\nENV['Z_5']\n=end",
      ].join('\n'),
      ['A_1:1', 'A_2:1', 'A_3:1', 'A_4:1', 'A_5:1', 'A_6:1', 'A_7:2', 'A_8:5'],
    ],
    'by templates': ['config/database.yml', "a: 1\nurl: <%= ENV['A_1'] %>\n# b: <%# ENV['Z_1'] %>", ['A_1:2']],
    'by Haml': ['a.html.haml', "- if ENV['A_1'].present?", ['A_1:1']],
    'by PHP': [
      'config/app.php',
      "<?php\nreturn [env('A_1', 1), getenv('A_2'), $_ENV['A_3'], $_SERVER['Z_1'], Env::get('A_4')]; // env('Z_2')\n",
      ['A_1:2', 'A_2:2', 'A_3:2', 'A_4:2'],
    ],
    'by Blade': ['a.blade.php', "{{ env('A_1') }}\n{{-- env('Z_1') --}}", ['A_1:1']],
    'by Symfony': [
      'config/services.yaml',
      "a: '%env(A_1)%'\nb: '%env(int:A_2)%'\nc: '%env(default:x:json:file:A_3)%'\n# d: '%env(Z_1)%'",
      ['A_1:1', 'A_2:2', 'A_3:3'],
    ],
    'by Java': [
      'A.java',
      'class A {\n @Value("${A_1:x}") String a; // System.getenv("Z_1")\n String b = System.getenv("A_2") + env.getProperty("A_3") + System.getenv().get("A_4") + map.get("Z_2");\n @Value("${my.key}") String c;\n}',
      ['A_1:2', 'A_2:3', 'A_3:3', 'A_4:3'],
    ],
    'by Spring': ['src/main/resources/application.yml', 'a: ${A_1:x}\nb: ${my.key}\n# c: ${Z_1}', ['A_1:1']],
    'by a file of Spring’s resources': ['src/main/resources/shop.yml', 'a: "${A_1:x}"', ['A_1:1']],
    'by Go': [
      'main.go',
      'package a\ntype C struct {\n A string `env:"A_1,required" json:"Z_1"`\n}\nfunc b() {\n os.Getenv("A_2"); os.LookupEnv("A_3"); os.Setenv("Z_2", ""); getEnvOr("A_4", "")\n viper.BindEnv("key", "A_5")\n}\n',
      ['A_1:3', 'A_2:6', 'A_3:6', 'A_4:6', 'A_5:7'],
    ],
    'by Viper with a prefix': [
      'main.go',
      'package a\nfunc b() {\n viper.SetEnvPrefix("shop"); viper.AutomaticEnv(); viper.GetString("log-level")\n}\n',
      ['SHOP_LOG_LEVEL:3?'],
    ],
    'by Kotlin': [
      'A.kt',
      'val a = System.getenv("A_1") // System.getenv("Z_1")\n@Value("\\${A_2}")',
      ['A_1:1', 'A_2:2'],
    ],
    'by C#': ['A.cs', 'Environment.GetEnvironmentVariable("A_1"); Configuration["Section:Key"];', ['A_1:1']],
    'by Rust': [
      'a.rs',
      'env::var("A_1"); env!("A_2"); std::env::var_os("A_3"); // env::var("Z_1")',
      ['A_1:1', 'A_2:1', 'A_3:1'],
    ],
    'by Elixir': [
      'a.exs',
      'System.get_env("A_1")\nSystem.fetch_env!("A_2") # System.get_env("Z_1")',
      ['A_1:1', 'A_2:2'],
    ],
    'by Prisma': ['schema.prisma', 'url = env("DATABASE_URL")\n// env("Z_1")', ['DATABASE_URL:1']],
    'by a page': ['index.html', '<base href="%VITE_A%"><!-- %VITE_B% -->', ['VITE_A:1']],
    'not by a script alone': ['bin/run.sh', 'echo $A_1 ${A_2}', []],
    'not the machine’s': [
      'a.js',
      'process.env.HOME; process.env.CI; process.env.GITHUB_SHA; process.env.npm_package_version;',
      [],
    ],
    'not in broken code': ['a.rb', "def a\n  ENV['A_1']\n  'x", ['A_1:2']],
  };
  for (const [what, [path, text, found]] of Object.entries(cases)) {
    it(what, async () => {
      assert.deepEqual(await readIn(path, text), found);
    });
  }

  it('shows tests’ places last, and five at most', async () => {
    const line = 'process.env.A_1;\n';
    const inventory = await surveyFiles({ 'a.test.js': line, 'b.js': line.repeat(3), 'c.js': line.repeat(3) }, [env]);
    assert.deepEqual(inventory.env[0]?.read, [
      { path: 'b.js', line: 1 },
      { path: 'b.js', line: 2 },
      { path: 'b.js', line: 3 },
      { path: 'c.js', line: 1 },
      { path: 'c.js', line: 2 },
    ]);
    const alone = await surveyFiles({ 'a.test.js': line, 'b.js': line }, [env]);
    assert.deepEqual(alone.env[0]?.read, [
      { path: 'b.js', line: 1 },
      { path: 'a.test.js', line: 1 },
    ]);
  });
});
