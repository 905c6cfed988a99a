import type { Fiche } from './fiche';
import type { Value } from './nested';

/** What a value says as a date. The site reads plain YAML dates only: quoted, they are text that it refuses. */
export type DateReading =
  | { readonly kind: 'none' }
  /** `date` is ISO 8601: `2026-11-24`, so that the order of texts is that of days. */
  | { readonly kind: 'date'; readonly date: string; readonly isQuoted: boolean }
  /** Quotes with nothing between them. */
  | { readonly kind: 'empty' }
  /** Not a date, or a day that doesn't exist. `meant` is the date it can only mean, if there is one. */
  | { readonly kind: 'wrong'; readonly meant: string | undefined; readonly isUnknownDay: boolean };

/** A day and, when it isn't quoted, an hour: YAML's own form of a moment. */
const moment =
  /^(\d{4}-\d{2}-\d{2})(?:(?:[Tt]|[ \t]+)\d{1,2}:\d{2}:\d{2}(?:\.\d*)?[ \t]*(?:Z|[-+]\d{1,2}(?::?\d{2})?)?)?$/;
const dayFirst = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
const yearFirst = /^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})$/;

export function readDate(value: Value | undefined): DateReading {
  if (value === undefined || value.value === null || value.value === undefined) {
    return { kind: 'none' };
  }
  const text = typeof value.value === 'string' ? value.value.trim() : value.source;
  if (text === '') {
    return { kind: 'empty' };
  }
  const date = moment.exec(text)?.[1];
  if (date !== undefined) {
    return isDay(date)
      ? { kind: 'date', date, isQuoted: /^['"|>]/.test(value.source) }
      : { kind: 'wrong', meant: undefined, isUnknownDay: true };
  }
  return { kind: 'wrong', meant: meantBy(text), isUnknownDay: false };
}

/** In numbers a date is written day first in French, and year first everywhere. */
function meantBy(text: string): string | undefined {
  const [, day, month, year] = dayFirst.exec(text) ?? [];
  const [, isoYear, isoMonth, isoDay] = yearFirst.exec(text) ?? [];
  const parts = [year ?? isoYear, month ?? isoMonth, day ?? isoDay];
  const date = parts.map((part) => (part ?? '').padStart(2, '0')).join('-');
  return isDay(date) ? date : undefined;
}

/** Whether a date is that of a day of the calendar: `2026-02-30` isn't. */
export function isDay(date: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) {
    return false;
  }
  const time = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(date);
}

/** All the values of a sheet that should be dates, in the order they are written. */
export function datesOf(fiche: Fiche | undefined): readonly Value[] {
  return [
    ...(fiche?.phases ?? []).flatMap(({ start, end }) => [start, end]),
    ...(fiche?.events ?? []).map(({ date }) => date),
  ].filter((value) => value !== undefined);
}
