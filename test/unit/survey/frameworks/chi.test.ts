import * as assert from 'node:assert/strict';
import { chi } from '../../../../src/survey/frameworks/chi';
import { gin } from '../../../../src/survey/frameworks/gin';
import { netHttp } from '../../../../src/survey/frameworks/netHttp';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

async function routes(files: MemoryFiles): Promise<string[]> {
  const { api } = await surveyFiles(files, [chi, gin, netHttp]);
  return api.map(({ name, evidence }) => `${name} ${String(evidence[0]?.line)}`);
}

const head = 'package main\nimport "github.com/go-chi/chi/v5"\n';

describe('Routes of Go', () => {
  it('are those of routers, not of what has methods of the same names', async () => {
    assert.deepEqual(
      await routes({
        'main.go': `${head}func main() {\n\tr := chi.NewRouter()\n\tr.Get("/a", a)\n\tcache.Get("/b", b)\n\tresty.New().R().Get("/c")\n}\n`,
      }),
      ['GET /a 5'],
    );
  });

  it('are followed into routers of another library', async () => {
    assert.deepEqual(
      await routes({
        'main.go':
          'package main\nimport (\n\t"net/http"\n\t"github.com/go-chi/chi/v5"\n)\nfunc main() {\n\tr := chi.NewRouter()\n\tr.Get("/b", b)\n\thttp.Handle("/a/", http.StripPrefix("/a", r))\n}\n',
      }),
      ['GET /a/b 8'],
    );
  });

  it('declared in a block don’t change those after it', async () => {
    assert.deepEqual(
      await routes({
        'main.go': `${head}func main() {\n\tr := chi.NewRouter()\n\tif admin {\n\t\tr := r.Route("/admin", nil)\n\t\tr.Get("/x", x)\n\t}\n\tr.Get("/y", y)\n}\n`,
      }),
      ['GET /admin/x 7', 'GET /y 9'],
    );
  });

  it('kept in a field count from where it is set, wherever that is read', async () => {
    assert.deepEqual(
      await routes({
        'a.go': `${head}type S struct{ r chi.Router }\nfunc (s *S) routes() {\n\ts.r.Get("/x", x)\n}\n`,
        'b.go': `${head}func New() *S {\n\troot := chi.NewRouter()\n\ts := &S{}\n\ts.r = root.Route("/api", nil)\n\treturn s\n}\n`,
      }),
      ['GET /api/x 5'],
    );
  });

  it('of functions that nothing calls with a router stand as they are', async () => {
    assert.deepEqual(await routes({ 'a.go': `${head}func Routes(r chi.Router) {\n\tr.Get("/x", x)\n}\n` }), [
      'GET /x 4',
    ]);
  });

  it('of code that calls itself, or is broken or hostile, end', async () => {
    const started = Date.now();
    assert.deepEqual(
      await routes({
        'a.go': `${head}func f(r chi.Router) {\n\tr.Get("/x", x)\n\tf(r.Route("/y", f))\n\tr.Mount("/z", r)\n}\n`,
        'b.go': `${head}func main() { r := chi.NewRouter(); r.Get("/b", "`,
        'c.go': `${head}func main() { ${'f('.repeat(50_000)}`,
        'd.go': `${head}func main() { x := ${'"a" + '.repeat(20_000)}"b" }`,
      }).then((found) => found.filter((route) => /^GET \/(?:x|b) /.test(route))),
      ['GET /x 4'],
    );
    assert.ok(Date.now() - started < 6000);
  });

  it('of a known receiver aren’t given to another of the same method', async () => {
    assert.deepEqual(
      await routes({
        'main.go': `${head}type Bacs struct{}
func (b *Bacs) Routes(r chi.Router) {
\tr.Get("/bacs", x)
}
type Quais struct{}
func (q *Quais) Routes(r chi.Router) {
\tr.Get("/quais", x)
}
func main() {
\tr := chi.NewRouter()
\tapi := chi.NewRouter()
\tr.Mount("/api", api)
\tbacs := &Bacs{}
\tbacs.Routes(api)
\tquais := choix.Entre(ouvert, &Quais{})
\tquais.Routes(r)
}
`,
      }),
      ['GET /api/bacs 5', 'GET /quais 9'],
    );
  });

  it('whose prefix can’t be told cost one note a file', async () => {
    const { notes } = await surveyFiles(
      {
        'main.go': `${head}func main() {\n\tr := chi.NewRouter()\n\tr.Get(lire()+"/a", a)\n\tr.Get(lire()+"/b", b)\n}\n`,
      },
      [chi],
    );
    assert.deepEqual(notes, [
      { path: 'main.go', line: 5, about: 'api', message: 'préfixe de routes calculé : lu sans lui' },
    ]);
  });
});
