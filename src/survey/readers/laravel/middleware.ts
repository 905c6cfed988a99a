import type { RouteGroup } from './routeRun';

/** Middleware that lets some people in and others not, by its alias or its class. */
const guards =
  /auth|^can\b|abilit|^scopes?\b|role|permission|admin|verified|signed|guest|password\.confirm|login|policy|2fa|mfa|two[-_.]?factor|otp\b|ensure|require|^must|^only|^allow|^check|owner|member|moderator|token|\bacl\b|superuser|staff/i;

/** What looks like a guard and is none. */
const technical = /throttle|csrf|cookie|TrimStrings|session\b|tokenmismatch/i;

/** What routes ask of who calls them, among the middleware around them, in its order. */
export function accessAmong({ middleware, without }: RouteGroup): string[] {
  return [...new Set(middleware)].filter(
    (name) => guards.test(name) && !technical.test(name) && !without.includes(name),
  );
}
