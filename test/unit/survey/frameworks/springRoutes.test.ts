import * as assert from 'node:assert/strict';
import { springRoutes } from '../../../../src/survey/frameworks/springRoutes';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

async function routes(files: MemoryFiles): Promise<string[]> {
  const { api } = await surveyFiles(files, [springRoutes]);
  return api.map(({ name, evidence }) => `${name} ${evidence[0]?.path ?? ''}:${String(evidence[0]?.line)}`);
}

describe('Spring’s routes', () => {
  it('are read with any line ending, a byte order mark and broken code beside them', async () => {
    const good = '\uFEFFpackage a;\r\n@RestController\r\nclass A {\r\n  @GetMapping("/a")\r\n  void a() {}\r\n}\r\n';
    assert.deepEqual(
      await routes({
        'A.java': good,
        'B.java': 'package a;\n@RestController\nclass B {\n  @GetMapping("/b")\n  void b() { "',
        'C.kt': 'package a\r@RestController\rclass C {\r  @GetMapping("/c")\r  fun c() = "',
      }),
      ['GET /a A.java:4', 'GET /c C.kt:4'],
    );
  });

  it('of a file that can’t be understood cost a note', async () => {
    const { notes } = await surveyFiles({ 'B.java': '@RestController\nclass B {\n  @GetMapping("/b") void b() { "' }, [
      springRoutes,
    ]);
    assert.deepEqual(notes, [{ path: 'B.java', message: 'code mal formé : non lu' }]);
  });

  it('come from what carries the annotation of a controller', async () => {
    assert.deepEqual(
      await routes({
        'web/ApiController.java':
          'package web;\n@RestController\n@RequestMapping("/api")\npublic @interface ApiController {}\n',
        'web/Quais.java':
          'package web;\n@ApiController\n@RequestMapping(path = "/quais", method = RequestMethod.PUT)\nclass Quais {\n  @RequestMapping("/{quai}")\n  void un() {}\n}\n',
        'web/Base.java':
          'package web;\n@RestController\nabstract class Base {\n  @GetMapping("/base")\n  void b() {}\n}\n',
        'web/Service.java': 'package web;\nclass Service {\n  @GetMapping("/service")\n  void s() {}\n}\n',
      }),
      ['PUT /quais/{quai} web/Quais.java:5'],
    );
  });

  it('take constants of the class, of those above, of static imports and of Kotlin’s files', async () => {
    assert.deepEqual(
      await routes({
        'a/Base.java': 'package a;\nclass Base {\n  static final String UN = "/un";\n}\n',
        'b/Noms.java': 'package b;\npublic interface Noms {\n  String DEUX = "/deux";\n}\n',
        'c/noms.kt':
          'package c\n\nconst val TROIS = "/trois"\n\nobject Autres {\n    const val QUATRE = TROIS + "/quatre"\n}\n',
        'a/A.java':
          'package a;\nimport static b.Noms.*;\n@RestController\nclass A extends Base {\n  @GetMapping(UN)\n  void u() {}\n  @GetMapping(DEUX + "/" + 2)\n  void d() {}\n}\n',
        'c/C.kt':
          'package c\n\nimport b.Noms\n\n@RestController\nclass C {\n    @GetMapping("$TROIS/c")\n    fun t() = 3\n\n    @GetMapping(value = arrayOf(Autres.QUATRE, Noms.DEUX))\n    fun q() = 4\n}\n',
      }),
      [
        'GET /deux c/C.kt:10',
        'GET /deux/2 a/A.java:7',
        'GET /trois/c c/C.kt:7',
        'GET /trois/quatre c/C.kt:10',
        'GET /un a/A.java:5',
      ],
    );
  });

  it('say which interface outside of the repository declares the others', async () => {
    const { notes } = await surveyFiles(
      { 'A.java': 'package a;\nimport gen.PortsApi;\n@RestController\nclass A implements PortsApi {}\n' },
      [springRoutes],
    );
    assert.deepEqual(notes, [
      { path: 'A.java', line: 4, about: 'api', message: 'routes de PortsApi, déclarées hors du dépôt : non lues' },
    ]);
  });

  it('of one module begin with its own context, also in YAML', async () => {
    const controller = (name: string): string =>
      `package ${name};\n@RestController\nclass ${name} {\n  @GetMapping("/x")\n  void x() {}\n}\n`;
    assert.deepEqual(
      await routes({
        'un/src/main/java/U.java': controller('U'),
        'un/src/main/resources/application.yml': 'server:\n  servlet:\n    contextPath: ${CONTEXTE:/un}\n',
        'deux/src/main/java/D.java': controller('D'),
        'deux/src/main/resources/application.properties': 'server.port=8080\n',
        'deux/src/main/resources/application-dev.properties': 'server.servlet.context-path=/dev\n',
      }),
      ['GET /un/x un/src/main/java/U.java:4', 'GET /x deux/src/main/java/D.java:4'],
    );
  });

  it('are told by the messages that their summaries call by a key, in French first', async () => {
    const code =
      'package a;\n@RestController\nclass A {\n  @GetMapping("/a") @Operation(summary = "${resume.a}") void a() {}\n  @GetMapping("/b") @Operation(summary = "${resume.b}") void b() {}\n  @GetMapping("/c") @Operation(summary = "${resume.c}") void c() {}\n}\n';
    const { api } = await surveyFiles(
      {
        'src/main/java/a/A.java': code,
        'src/main/resources/i18n/messages_en.properties': 'resume.a=Lists\nresume.b=Adds\n',
        'src/main/resources/i18n/messages_fr.properties': 'resume.a = Donne la liste\n',
      },
      [springRoutes],
    );
    assert.deepEqual(
      api.map(({ name, summary }) => `${name} ${summary ?? '-'}`),
      ['GET /a Donne la liste', 'GET /b Adds', 'GET /c -'],
    );
  });

  it('of hostile code cost little', async () => {
    const started = Date.now();
    const head = '@RestController class A { @GetMapping(';
    await routes({
      'A.kt': head + '('.repeat(100_000),
      'B.java': head + '('.repeat(100_000),
      'C.kt': head + '"$'.repeat(50_000),
      'D.kt': `@RestController\n${'class A { '.repeat(20_000)}`,
      'E.kt': `@RestController ${'/* '.repeat(50_000)}`,
      'F.kt': `@RestController class A { ${'fun f('.repeat(30_000)}`,
      'G.kt': `@RestController class A<${'B<'.repeat(30_000)}`,
      'H.java': 'package a; @RestController class H extends H { @GetMapping("/h") void h() {} }',
    });
    assert.ok(Date.now() - started < 6000);
  });
});
