import * as assert from 'node:assert/strict';
import { springRoles } from '../../../../src/survey/frameworks/springRoles';
import { springRoutes } from '../../../../src/survey/frameworks/springRoutes';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

async function access(files: MemoryFiles): Promise<string[]> {
  const { api } = await surveyFiles(files, [springRoutes]);
  return api.map((each) => `${each.name}: ${each.access?.join(', ') ?? '-'}`);
}

const controller = `package a;
@RestController
@RequestMapping("/api")
class Bacs {
  @GetMapping("/bacs/{id}") void un() {}
  @PostMapping("/bacs") void ouvrir() {}
  @DeleteMapping("/bacs/{id}") @PreAuthorize("hasRole('CHEF')") void fermer() {}
  @GetMapping("/sante") void sante() {}
  @GetMapping("/autres/liste") void autres() {}
}
`;

const roles = `package a;
enum Role { AGENT, CHEF }
`;

const chain = (rules: string, before = ''): string => `package a;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
class Securite {
  static final String API = "/api";
  SecurityFilterChain filtres(HttpSecurity http) throws Exception {
    final String agent = Role.AGENT.name();
    ${before}
    http.authorizeHttpRequests(demandes -> demandes${rules});
    return http.build();
  }
}
`;

describe('Spring’s rules on paths', () => {
  const usual = chain(`
      .requestMatchers("/api/sante").permitAll()
      .requestMatchers(HttpMethod.GET, API + "/bacs/*").hasAnyRole(agent, "CHEF")
      .requestMatchers(HttpMethod.POST, "/api/bacs/**").hasAuthority(Role.CHEF.name())
      .anyRequest().authenticated()`);

  it('say who may call the routes they fit, the first of them, unless a route says it itself', async () => {
    assert.deepEqual(await access({ 'a/Bacs.java': controller, 'a/Role.java': roles, 'a/Securite.java': usual }), [
      'GET /api/autres/liste: authenticated',
      'POST /api/bacs: CHEF',
      'DELETE /api/bacs/{id}: CHEF',
      'GET /api/bacs/{id}: AGENT, CHEF',
      'GET /api/sante: -',
    ]);
  });

  it('are written without what stands before all paths', async () => {
    const files = {
      'src/main/java/a/Bacs.java': controller,
      'src/main/java/a/Role.java': roles,
      'src/main/java/a/Securite.java': usual,
      'src/main/resources/application.properties': 'server.servlet.context-path=/port\n',
    };
    assert.deepEqual((await access(files))[1], 'POST /port/api/bacs: CHEF');
  });

  it('count though another chain lets everybody pass, and not when two ask for something', async () => {
    const open = chain('.anyRequest().permitAll()').replace('Securite', 'Ouvert');
    const other = chain('.anyRequest().hasRole("AUTRE")').replace('Securite', 'Autre');
    const files = { 'a/Bacs.java': controller, 'a/Role.java': roles, 'a/Securite.java': usual };
    assert.equal((await access({ ...files, 'a/Ouvert.java': open }))[1], 'POST /api/bacs: CHEF');
    assert.deepEqual(await access({ ...files, 'a/Autre.java': other }), [
      'GET /api/autres/liste: -',
      'POST /api/bacs: -',
      'DELETE /api/bacs/{id}: CHEF',
      'GET /api/bacs/{id}: -',
      'GET /api/sante: -',
    ]);
  });

  it('for a part of the paths only, and after a path that isn’t known, leave routes untold', async () => {
    const part = chain('.anyRequest().authenticated()', 'http.securityMatcher("/admin/**");');
    const files = { 'a/Bacs.java': controller, 'a/Role.java': roles };
    assert.equal((await access({ ...files, 'a/Securite.java': part }))[1], 'POST /api/bacs: -');
    const list = chain(`
      .requestMatchers(libres()).permitAll()
      .requestMatchers(antMatcher(HttpMethod.POST, "/api/bacs")).hasRole("CHEF")
      .anyRequest().authenticated()`);
    const told = await access({ ...files, 'a/Securite.java': list });
    assert.deepEqual([told[0], told[1]], ['GET /api/autres/liste: -', 'POST /api/bacs: CHEF']);
  });

  it('of several chains count each for its own paths, and for its own module', async () => {
    const part = chain('.anyRequest().hasRole("CHEF")', 'http.securityMatcher("/api/bacs/**");');
    const old = chain('.anyRequest().authenticated()', 'http.antMatcher("/api/autres/**");').replace(
      'Securite',
      'Autres',
    );
    const all = chain('.anyRequest().hasRole("AGENT")').replace('Securite', 'Tout');
    const files = { 'a/Bacs.java': controller, 'a/Securite.java': part, 'a/Tout.java': all, 'a/Autres.java': old };
    assert.deepEqual(await access(files), [
      'GET /api/autres/liste: authenticated',
      'POST /api/bacs: CHEF',
      'DELETE /api/bacs/{id}: CHEF',
      'GET /api/bacs/{id}: CHEF',
      'GET /api/sante: AGENT',
    ]);
    const unknownPart = part.replace('"/api/bacs/**"', 'chemins()');
    assert.equal((await access({ ...files, 'a/Securite.java': unknownPart })).at(-1), 'GET /api/sante: -');
    const modules = {
      'un/src/main/java/a/Bacs.java': controller,
      'un/src/main/java/a/Tout.java': all,
      'deux/src/main/java/a/Autre.java': chain('.anyRequest().hasRole("AUTRE")'),
    };
    assert.equal((await access(modules)).at(-1), 'GET /api/sante: AGENT');
  });

  it('are read in Kotlin’s own way of writing them', async () => {
    const kotlin = `package a
import org.springframework.security.config.annotation.web.builders.HttpSecurity
class Securite {
  fun filtres(http: HttpSecurity): SecurityFilterChain {
    http {
      authorizeHttpRequests {
        authorize(HttpMethod.POST, "/api/bacs", hasRole("CHEF"))
        authorize("/api/sante", permitAll)
        authorize(anyRequest, authenticated)
      }
    }
    return http.build()
  }
}
`;
    const told = await access({ 'a/Bacs.java': controller, 'a/Securite.kt': kotlin });
    assert.deepEqual(told.slice(0, 2), ['GET /api/autres/liste: authenticated', 'POST /api/bacs: CHEF']);
    assert.equal(told.at(-1), 'GET /api/sante: -');
  });
});

describe('Prefixes that Spring’s configuration adds', () => {
  const configuration = (predicate: string, path = '"/api"'): string => `package a;
class Reglages implements WebMvcConfigurer {
  static final String V1 = "/v1";
  public void configurePathMatch(PathMatchConfigurer configurer) {
    configurer.addPathPrefix(${path}, ${predicate});
  }
}
`;
  const files = {
    'a/web/Quais.java': 'package a.web;\n@RestController\nclass Quais {\n  @GetMapping("/quais") void q() {}\n}\n',
    'a/pages/Page.java': 'package a.pages;\n@Controller\nclass Page {\n  @GetMapping("/page") void p() {}\n}\n',
  };

  it('stand before the routes of the controllers they are for', async () => {
    const paths = async (text: string): Promise<string[]> => access({ ...files, 'a/Reglages.java': text });
    assert.deepEqual(await paths(configuration('HandlerTypePredicate.forAnnotation(RestController.class)')), [
      'GET /api/quais: -',
      'GET /page: -',
    ]);
    assert.deepEqual(await paths(configuration('c -> c.isAnnotationPresent(RestController.class)', 'V1')), [
      'GET /page: -',
      'GET /v1/quais: -',
    ]);
    assert.deepEqual(await paths(configuration('HandlerTypePredicate.forBasePackage("a.pages")')), [
      'GET /api/page: -',
      'GET /quais: -',
    ]);
  });

  it('that can’t be told cost a note', async () => {
    const { api, notes } = await surveyFiles(
      { ...files, 'a/Reglages.java': configuration('c -> c.getPackageName().startsWith(racine)') },
      [springRoutes],
    );
    assert.deepEqual(
      api.map(({ name }) => name),
      ['GET /page', 'GET /quais'],
    );
    assert.deepEqual(notes, [
      { path: 'a/Reglages.java', line: 5, about: 'api', message: 'préfixe de routes calculé : lu sans lui' },
    ]);
  });
});

describe('Routes that functions build', () => {
  it('are only probable where the product’s own code asks for them, to put them elsewhere', async () => {
    const imports = 'import org.springframework.web.reactive.function.server.RouterFunction;\n';
    const { api, notes } = await surveyFiles(
      {
        'a/Acces.java': `package a;\n${imports}interface Acces {\n  RouterFunction<ServerResponse> routes();\n}\n`,
        'a/Bacs.java': `package a;\n${imports}class Bacs implements Acces {\n  public RouterFunction<ServerResponse> routes() {\n    return route().GET("/bacs", this::tous).build();\n  }\n}\n`,
        'a/Quais.java': `package a;\n${imports}class Quais {\n  @Bean RouterFunction<ServerResponse> quais() {\n    return route().GET("/quais", this::tous).build();\n  }\n}\n`,
      },
      [springRoutes],
    );
    assert.deepEqual(
      api.map(({ name, certainty }) => `${name} ${certainty ?? 'proven'}`),
      ['GET /bacs probable', 'GET /quais proven'],
    );
    assert.deepEqual(notes, [
      { path: 'a/Bacs.java', line: 3, about: 'api', message: 'préfixe de routes donné ailleurs : lues sans lui' },
    ]);
  });
});

describe('Expressions that guard a method', () => {
  it('name roles between any quotes, put together or not', async () => {
    const text = `package a;
@RestController
class Bacs {
  static final String CHEF = "ROLE_CHEF";
  @GetMapping("/a") @PreAuthorize("hasAuthority(\\"" + CHEF + "\\")") void a() {}
  @GetMapping("/b") @PreAuthorize("hasAnyRole('A', 'B')") void b() {}
}
`;
    assert.deepEqual(await access({ 'a/Bacs.java': text }), ['GET /a: ROLE_CHEF', 'GET /b: A, B']);
  });
});

describe('Enumerations of authorities', () => {
  it('are roles when users have them, not when they are administrations', async () => {
    const { roles: found } = await surveyFiles(
      {
        'a/AuthorityType.kt': 'package a\nenum class AuthorityType {\n  PREFECTURE,\n  COMMUNE\n}\n',
        'b/AuthorityName.java': 'package b;\nenum AuthorityName { ROLE_AGENT, ROLE_CHEF }\n',
        'c/DroitType.kt':
          'package c\nenum class AuthorityType : GrantedAuthority {\n  INSTRUCTION;\n  override fun getAuthority() = name\n}\n',
      },
      [springRoles],
    );
    assert.deepEqual(
      found.map(({ name }) => name),
      ['INSTRUCTION', 'ROLE_AGENT', 'ROLE_CHEF'],
    );
  });
});
