import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { hosting } from '../../../../src/survey/detectors/hosting';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

async function planned(files: MemoryFiles): Promise<string[]> {
  const { hosting: facts } = await surveyFiles(files, [hosting]);
  return facts.flatMap(({ kind, name, schedule, command, evidence: [first] }) =>
    kind === 'cron'
      ? [`${name} | ${schedule ?? ''}${command === undefined ? '' : ` | ${command}`} | ${String(first?.line)}`]
      : [],
  );
}

const cases: readonly (readonly [title: string, files: MemoryFiles, expected: readonly string[]])[] = [
  [
    'Clockwork, with what each task runs',
    {
      'app/clock.rb':
        "module Clockwork\n  every(1.week, 'relances', at: 'Tuesday 9:00', tz: 'UTC') do\n    RelancesJob.perform_later\n  end\n  # every(1.day, 'ancien') do\n  every(1.day, 'purge', :at => ('2:00')) do\n    `rake purge`\n  end\n  every 10.minutes, 'etat' do\n  end\nend\n",
    },
    [
      "relances | 1.week, at: 'Tuesday 9:00' | RelancesJob | 2",
      "purge | 1.day, at: '2:00' | rake purge | 6",
      'etat | 10.minutes | 9',
    ],
  ],
  [
    'jobs that hold their own schedule',
    {
      'app/jobs/cron/a.rb':
        'class Cron::BilanJob < Cron::CronJob\n  self.schedule_expression = "every monday at 04:05"\n',
      'app/jobs/cron/b.rb': 'class Cron::PurgeJob < X\r\n  self.cron_expression = Expiration.at(self)\r\n',
      'app/jobs/cron/c.rb': 'class CronJob\n  class_attribute :schedule_expression\n  # self.cron_expression = "x"\n',
    },
    ['Cron::BilanJob | every monday at 04:05 | 1', 'Cron::PurgeJob | Expiration.at(self) | 1'],
  ],
  [
    'what objects describe, by the names that they have or are given',
    {
      'src/taches.ts':
        "export const taches = [\n  { handler: purger, name: 'purge', schedule: '00 10 * * 1-5' },\n  // { name: 'ancienne', cron: '0 1 * * *' },\n];\nlancer({\n  'Relance à 7h': {\n    cron_string: '0 7 * * *',\n    handler: async () => {\n      await ajouter({ name: 'relance' });\n    },\n  },\n});\nnew CronJob({\n  cronTime: \"30 0 * * *\",\n  onTick: async () => {\n    await nettoyer();\n  },\n});\ndefinir({ name: 'Bilan', trigger: { name: BILAN, cron: '@daily' } });\n",
      'src/autres.ts':
        "const a = { pattern: '99%' };\nconst b = { cron: '0 0 * * *' };\nconst c = { schedule: jour };\n",
    },
    ['purge | 00 10 * * 1-5 | 2', 'Relance à 7h | 0 7 * * * | 6', 'nettoyer | 30 0 * * * | 16', 'Bilan | @daily | 19'],
  ],
  [
    'Laravel',
    {
      'app/Console/Kernel.php':
        "<?php\nclass Kernel {\n  protected function schedule(Schedule $schedule) {\n    $schedule->command('media:gc')->hourlyAt(5)->onOneServer();\n    // $schedule->command('ancien')->daily();\n    $schedule->job(new \\App\\Jobs\\Purge)\n      ->weekdays()\n      ->dailyAt('02:00');\n    $schedule->call(function () {\n      a();\n    })->name('nettoyage')->cron('0 3 * * *');\n    $schedule->call(fn () => b())->daily();\n    $schedule->call(app()->make(Releve::class))->description('Relever les compteurs')->daily();\n  }\n}\n",
      'routes/console.php':
        "<?php\nSchedule::command(Bilan::class)->everyTenMinutes();\nSchedule::exec('sh x.sh')->twiceDaily(1, 13);\n",
    },
    [
      'media:gc | hourlyAt(5) | php artisan media:gc | 4',
      "Purge | weekdays, dailyAt('02:00') | 6",
      'nettoyage | 0 3 * * * | 11',
      'Relever les compteurs | daily | 13',
      'Bilan | everyTenMinutes | 2',
      'sh x.sh | twiceDaily(1, 13) | 3',
    ],
  ],
  [
    'Symfony’s attributes and messages',
    {
      'src/Task/Purge.php': "<?php\n#[AsCronTask('0 3 * * *', timezone: 'Europe/Paris')]\nfinal class Purge\n{\n}\n",
      'src/Schedule.php':
        "<?php\n  RecurringMessage::every('10 minutes', new \\App\\Message\\Synchro());\n  // RecurringMessage::cron('1 1 * * *', new Ancien());\n",
    },
    ['Synchro | 10 minutes | 2', 'Purge | 0 3 * * * | 3'],
  ],
  [
    'annotations of Spring and of NestJS',
    {
      'src/main/java/fr/Taches.java':
        'class Taches {\n  @Scheduled(cron = "0 0 6 * * *", zone = "Europe/Paris")\n  @Transactional\n  public void purge() {\n  }\n  // @Scheduled(fixedRate = 1)\n  // void ancien() {}\n  @Scheduled(fixedDelay = 5000)\n  void etat() {}\n}\n',
      'src/taches.service.ts':
        'export class A {\n  @Cron(\'45 * * * *\')\n  async relance(): Promise<void> {}\n  @Cron(CronExpression.EVERY_HOUR)\n  bilan() {}\n  @Cron(CronExpression.EVERY_DAY_AT_1AM, {\n    disabled: !actif(),\n  })\n  @Suivi("x", {\n    schedule: { value: y() },\n  })\n  @Autre\n  async envoi() {}\n}\n',
    },
    [
      'purge | 0 0 6 * * * | 4',
      'etat | fixedDelay = 5000 | 9',
      'relance | 45 * * * * | 3',
      'bilan | CronExpression.EVERY_HOUR | 5',
      'envoi | CronExpression.EVERY_DAY_AT_1AM | 13',
    ],
  ],
  [
    'the class of a method whose name says nothing',
    {
      'src/main/kotlin/Purge.kt':
        '/** This class runs. */\nclass Autre\n\nclass PurgeDesComptes(val a: A) {\n  @Scheduled(fixedDelay = 5000)\n  fun execute() {}\n}\n',
      'seul.ts': "@Cron('0 1 * * *')\nrun() {}\n",
    },
    ['run | 0 1 * * * | 2', 'PurgeDesComptes | fixedDelay = 5000 | 4'],
  ],
  [
    'Node’s libraries',
    {
      'src/cron.ts':
        "import cron from 'node-cron';\ncron.schedule('0 3 * * *', purge);\ncron.schedule('0 4 * * *', async () => {\n  await envoie.tout();\n});\n// cron.schedule('1 1 1 1 1', ancien);\nnew CronJob('@daily', bilan);\nagenda.every('5 minutes', 'relance');\n",
      'src/sans.ts': "cron.schedule('0 3 * * *', autre);\n",
    },
    ['purge | 0 3 * * * | 2', 'envoie.tout | 0 4 * * * | 4', 'bilan | @daily | 7', 'relance | 5 minutes | 8'],
  ],
  [
    'Python’s libraries',
    {
      'config/settings.py':
        "CELERY_BEAT_SCHEDULE = {\n    'purge-nuit': {\n        'task': 'app.tasks.purge',\n        'schedule': crontab(hour=3, minute=0),\n    },\n    # 'ancien': {'task': 'a', 'schedule': 5},\n    'etat': {'task': 'app.tasks.etat', 'schedule': 60.0},\n}\nCRONJOBS = [\n    ('*/5 * * * *', 'app.cron.bilan'),\n]\n",
      'app/tasks.py':
        "@db_periodic_task(crontab(minute='0'))\ndef relance():\n    pass\n\nsender.add_periodic_task(crontab(hour=7), envoi.s('x'), name='y')\nscheduler.add_job(nettoie, 'interval', minutes=10)\n",
    },
    [
      "relance | crontab(minute='0') | 2",
      'envoi | crontab(hour=7) | 5',
      'nettoie | minutes=10 | 6',
      'purge-nuit | crontab(hour=3, minute=0) | app.tasks.purge | 2',
      'etat | 60.0 | app.tasks.etat | 7',
      'app.cron.bilan | */5 * * * * | 10',
    ],
  ],
  [
    'Elixir and Go',
    {
      'config/config.exs':
        'config :x, Oban, crontab: [\n  {"0 3 * * *", X.Purge},\n  {"@daily", X.Bilan, args: %{}}\n]\n',
      'main.go': 'package a\n\nimport "github.com/robfig/cron/v3"\n\nfunc b() { c.AddFunc("@hourly", purge) }\n',
    },
    ['X.Purge | 0 3 * * * | 2', 'X.Bilan | @daily | 3', 'purge | @hourly | 5'],
  ],
  [
    'never the value that a variable takes when it isn’t set',
    { 'src/main/java/T.java': '@Scheduled(cron = x + System.getenv("C"))\nvoid purge() {}\n' },
    ['purge | selon une variable d’environnement | 2'],
  ],
  ['nothing in tests', { 'test/clock_test.rb': "module Clockwork\n  every(1.day, 'x') do\n" }, []],
];

describe('what code plans at set times', () => {
  for (const [title, files, expected] of cases) {
    it(title, async () => {
      assert.deepEqual(await planned(files), expected);
    });
  }

  it('never throws, whatever the code, and takes long lines', async () => {
    const paths = ['a.rb', 'app/Console/Kernel.php', 'a.ts', 'a.py', 'A.java', 'config/a.exs', 'a.go'];
    const starts =
      "Clockwork\nself.cron_expression =\n$schedule->command('a'\n#[AsCronTask(\n@Scheduled(\n@Cron('a'\nnode-cron cron.schedule(\ncrontab 'a': {'task': \n@periodic_task(\nOban {\"0 \nrobfig/cron .AddFunc(\"";
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.string(), async (path, text) => {
        await planned({ [path]: `${starts}${text}` });
      }),
      { numRuns: 100 },
    );
    const long = `${starts}${'@Scheduled( '.repeat(20_000)}${'\n'.repeat(20_000)}`;
    const before = Date.now();
    for (const path of paths) {
      await planned({ [path]: long });
    }
    assert.ok(Date.now() - before < 5000);
  });
});
