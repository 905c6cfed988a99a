import { Clue } from '../clues';
import type { Detector } from '../detector';
import type { Access, Dependency } from '../facts';
import { isCommented } from '../readers/commentedLine';
import { compare, type SurveyedFile } from '../repository';
import type { SourceText } from '../sourceText';

/** Places of one kind kept. */
const mostPlaces = 6;

/** Libraries that let people in, by the names of their packages: what they are for, not each of their parts. */
const libraries =
  /^(?:passport|next-auth|@auth\/core|@auth\/[\w-]+|@nestjs\/passport|jsonwebtoken|jose|express-session|iron-session|cookie-session|openid-client|keycloak-js|keycloak-connect|nest-keycloak-connect|react-oidc-context|oidc-client(?:-ts)?|@clerk\/\w+|better-auth|lucia|@fastify\/(?:jwt|secure-session)|devise|devise-jwt|omniauth|omniauth[-_][\w-]+|sorcery|clearance|doorkeeper|django-allauth|django-magicauth|mozilla-django-oidc|social-auth-app-django|djangorestframework-simplejwt|django-rest-knox|drf-jwt|dj-rest-auth|django-oauth-toolkit|django-cas-ng|flask-login|flask-jwt-extended|flask-security(?:-too)?|authlib|python-jose|pyjwt|fastapi-users|laravel\/(?:sanctum|passport|fortify|jetstream|breeze|socialite)|lexik\/jwt-authentication-bundle|knpuniversity\/oauth2-client-bundle|symfony\/security-bundle|tymon\/jwt-auth|org\.springframework\.boot:spring-boot-starter-(?:security|oauth2-\w[\w-]*)|org\.springframework\.security:spring-security-[\w-]+|org\.keycloak:[\w-]+|io\.jsonwebtoken:jjwt[\w-]*|github\.com\/golang-jwt\/jwt(?:\/v\d)?|github\.com\/coreos\/go-oidc(?:\/v\d)?|microsoft\.aspnetcore\.authentication\.\w+)$/i;

interface Rule {
  readonly kind: 'default' | 'session';
  readonly files: RegExp;
  /** Its first group is the name. */
  readonly pattern: RegExp;
}

const rules: readonly Rule[] = [
  {
    kind: 'default',
    files: /\.py$/,
    pattern: /['"]?DEFAULT_PERMISSION_CLASSES['"]?[ \t]*[:=][ \t]*[[(]\s{0,40}['"](?:[\w.]+\.)?(\w+)['"]/g,
  },
  {
    kind: 'default',
    files: /\.(?:java|kt)$/,
    pattern: /\.anyRequest\(\)\s{0,40}\.(authenticated|permitAll|denyAll|hasRole|hasAuthority|fullyAuthenticated)\(/g,
  },
  {
    kind: 'default',
    files: /(?:^|\/)application_controller\.rb$/,
    pattern:
      /^[ \t]*before_action[ \t(]+:(authenticate_\w+|require_login|require_authentication|login_required)\b(?![^\n]*\b(?:only|if|unless):)/gm,
  },
  { kind: 'default', files: /\.py$/, pattern: /^[ \t]*['"][\w.]+\.(LoginRequiredMiddleware)['"]/gm },
  {
    kind: 'default',
    files: /\.[cm]?ts$/,
    // A guard that counts calls lets anybody in.
    pattern: /provide[ \t]*:[ \t]*APP_GUARD\s{0,10},\s{0,40}useClass[ \t]*:[ \t]*(?!\w*(?:Throttl|RateLimit))(\w+)/g,
  },
  {
    kind: 'session',
    files: /\.(?:[cm]?[jt]sx?)$/,
    pattern:
      /\b(?:setHeader|header)\([ \t]*['"`](Set-Cookie)['"`]|\b\w+\.(cookie|setCookie)\([ \t]*['"`](?=\w*(?:token|jwt|session|auth))|\bcookies\(\)\.(set)\([ \t]*['"`](?=\w*(?:token|jwt|session|auth))/gi,
  },
];

/** A text without any of these has none. */
const mayGuard = new Clue(
  /DEFAULT_PERMISSION_CLASSES|anyRequest|before_action|LoginRequiredMiddleware|APP_GUARD|cookie/i,
);

/** How people are let in, where the session is opened, and the rule that holds for every route which says nothing. */
export const access: Detector = {
  name: 'access',
  start() {
    const found: Access[] = [];
    return {
      wants: ({ name, isTest }: SurveyedFile) => !isTest && /\.(?:py|[cm]?[jt]sx?|rb|java|kt)$/.test(name),
      read(source, file) {
        if (mayGuard.test(source.text)) {
          found.push(...rulesIn(source, file));
        }
      },
      find: ({ dependencies }) => ({ access: gathered([...used(dependencies), ...found]) }),
    };
  },
};

function rulesIn(source: SourceText, { path }: SurveyedFile): Access[] {
  return rules
    .filter(({ files }) => files.test(path))
    .flatMap(({ kind, pattern }) =>
      [...source.text.matchAll(pattern)].flatMap((match): Access[] => {
        const name = match.slice(1).find((group) => group !== undefined) ?? '';
        const at = match.index + match[0].lastIndexOf(name);
        return isCommented(source.text, at)
          ? []
          : [{ name, kind, evidence: [{ path: source.path, line: source.lineAt(at) }] }];
      }),
    );
}

function used(dependencies: readonly Dependency[]): Access[] {
  return dependencies.flatMap(({ name, dev, certainty, evidence }): Access[] =>
    !dev && certainty === undefined && libraries.test(name)
      ? [{ name, kind: 'authentication', evidence: evidence.slice(0, 1) }]
      : [],
  );
}

function gathered(all: readonly Access[]): Access[] {
  const groups = new Map<string, Access>();
  for (const fact of all) {
    const key = `${fact.kind} ${fact.name}`;
    const known = groups.get(key);
    groups.set(key, known ? { ...known, evidence: [...known.evidence, ...fact.evidence].slice(0, mostPlaces) } : fact);
  }
  return [...groups.values()].sort((a, b) => compare(a.kind, b.kind) || compare(a.name, b.name));
}
