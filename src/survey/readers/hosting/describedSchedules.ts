/** A schedule that an object of code gives to what it names. */
export interface DescribedSchedule {
  readonly name: string;
  readonly schedule: string;
  /** Where the name is written. In UTF-16 code units. */
  readonly offset: number;
}

const scheduled =
  /\b(?:cron(?:Time|Expression|Pattern|_string|_expression|String)?|schedule|pattern)\s{0,9}:\s{0,20}(["'`])((?:[\d*][\d*/,#L-]{0,20}[ \t]{1,5}){4,5}[\d*?A-Za-z][\d*/,#LA-Za-z-]{0,20}|@(?:hourly|daily|midnight|weekly|monthly|yearly))\1/g;

const named = /(?:^|[\s,{])(?:name|jobName|taskName|id)\s{0,9}:\s{0,20}(["'`])([^"'`\n]{2,100})\1/;

const handled =
  /(?:^|[\s,{])(?:handler|job|task|onTick|run|fn|func|callback|process|execute|action)\s{0,9}(?::\s{0,20}(?:async\s{1,5})?(?:\(\w{0,20}\)\s{0,5}=>\s{0,20}(?:\{\s{0,60})?)?|\(\)\s{0,5}\{\s{0,60})(?:await\s{1,5})?([A-Za-z_$][\w$.]{1,80})/;

/** What an object is called that only holds the schedule of the one around it. */
const partOfOther = /^(?:trigger|options|opts|repeat|schedule|config|job|cron|default)$/;

/** How far an object that describes a task goes on. In UTF-16 code units. */
const near = 1200;

/** Tasks that objects describe, with their schedules: `{ name: 'purge', cron: '0 3 * * *', handler }`. */
export function describedSchedules(text: string): DescribedSchedule[] {
  return [...text.matchAll(scheduled)].flatMap(({ index, 2: schedule = '' }): DescribedSchedule[] => {
    const line = text.slice(text.lastIndexOf('\n', index) + 1, index);
    const found = /^\s*(?:\/\/|\*)/.test(line) ? undefined : nameAround(text, index, 0);
    return found ? [{ ...found, schedule }] : [];
  });
}

/** The name that the object around a place gives itself, or is given; undefined when it has none. */
function nameAround(text: string, place: number, depth: number): { name: string; offset: number } | undefined {
  const start = openingBefore(text, place);
  if (start === undefined) {
    return undefined;
  }
  const inside = text.slice(start + 1, closingAfter(text, place));
  const own = named.exec(withoutInner(inside));
  if (own?.[2] !== undefined) {
    return { name: own[2], offset: start + 1 + own.index + own[0].lastIndexOf(own[2]) };
  }
  const before = text.slice(Math.max(0, start - 150), start);
  const key = /(?:(["'`])([^"'`\n]{2,120})\1|([A-Za-z_$][\w$]{1,80}))\s{0,9}:\s{0,9}$/.exec(before);
  const given = key?.[2] ?? key?.[3];
  if (key && given !== undefined && !partOfOther.test(given)) {
    return { name: given, offset: start - before.length + key.index + key[0].indexOf(given) };
  }
  const handler = handled.exec(inside);
  if (handler?.[1] !== undefined && !/^(?:async|function|this|new|return|try|if|const)$/.test(handler[1])) {
    return { name: handler[1], offset: start + 1 + handler.index + handler[0].lastIndexOf(handler[1]) };
  }
  return given !== undefined && depth < 2 ? nameAround(text, start, depth + 1) : undefined;
}

/** A text without what stands between braces in it, all else at its place. */
function withoutInner(text: string): string {
  let depth = 0;
  let bare = '';
  for (const sign of text) {
    depth = Math.max(0, depth + (sign === '{' ? 1 : sign === '}' ? -1 : 0));
    bare += depth > 0 ? ' '.repeat(sign.length) : sign;
  }
  return bare;
}

/** The brace that opens the object around a place. */
function openingBefore(text: string, place: number): number | undefined {
  let depth = 0;
  for (let at = place - 1; at >= 0 && at > place - near; at--) {
    if (text[at] === '}') {
      depth++;
    } else if (text[at] === '{' && depth-- === 0) {
      return at;
    }
  }
  return undefined;
}

/** The brace that closes the object around a place, or how far one looks for it. */
function closingAfter(text: string, place: number): number {
  let depth = 0;
  for (let at = place; at < text.length && at < place + near; at++) {
    if (text[at] === '{') {
      depth++;
    } else if (text[at] === '}' && depth-- === 0) {
      return at;
    }
  }
  return Math.min(text.length, place + near);
}
