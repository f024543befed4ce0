/**
 * Amounts as senders write them ("7.2%", "2400ms", "2m 5s", "0.072"), and what they may mean in the unit of
 * a threshold. Prometheus measures in base units (seconds, bytes, ratios from 0 to 1) and its alerts mostly
 * carry the bare number: https://prometheus.io/docs/practices/naming/#base-units
 */

/** A number with the unit that was written beside it; "" where none was. */
export interface Quantity {
  readonly amount: number;
  readonly unit: string;
}

type Dimension = "share" | "time" | "size" | "count" | "multiple" | "rate";

interface Unit {
  readonly dimension: Dimension;
  /** How many of the dimension's first unit (per cent, milliseconds, bytes, one) it is. */
  readonly factor: number;
}

const S = 1000;
const UNITS: ReadonlyMap<string, Unit> = new Map<string, Unit>([
  ...units("share", { "%": 1, percent: 1, pct: 1, ratio: 100 }),
  ...units("time", { ns: 1e-6, us: 1e-3, µs: 1e-3, μs: 1e-3, ms: 1, msec: 1, millis: 1 }),
  ...units("time", { millisecond: 1, milliseconds: 1, s: S, sec: S, secs: S, second: S }),
  ...units("time", { seconds: S, m: 60 * S, min: 60 * S, mins: 60 * S, minute: 60 * S }),
  ...units("time", { minutes: 60 * S, h: 3600 * S, hr: 3600 * S, hrs: 3600 * S, hour: 3600 * S }),
  ...units("time", { hours: 3600 * S, d: 86_400 * S, day: 86_400 * S, days: 86_400 * S }),
  ...units("size", { b: 1, byte: 1, bytes: 1, kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12 }),
  ...units("size", { kib: 2 ** 10, mib: 2 ** 20, gib: 2 ** 30, tib: 2 ** 40 }),
  ...units("size", { ki: 2 ** 10, mi: 2 ** 20, gi: 2 ** 30, ti: 2 ** 40 }),
  ...units("multiple", { x: 1 }),
  ...units("rate", { "req/s": 1, "requests/s": 1, "1/s": 1, rps: 1, qps: 1, ops: 1 }),
]);

function units(
  dimension: Dimension,
  factors: Readonly<Record<string, number>>,
): readonly (readonly [string, Unit])[] {
  return Object.entries(factors).map(([name, factor]) => [name, { dimension, factor }] as const);
}

/** As Prometheus' `humanize` shortens numbers: letters that are units elsewhere. */
const PREFIXES: ReadonlyMap<string, number> = new Map([
  ["m", 1e-3],
  ["k", 1e3],
  ["K", 1e3],
  ["M", 1e6],
  ["G", 1e9],
  ["T", 1e12],
]);

/** Keeps what is no number to a human out: `0.07 * 100` is 7.000000000000001. */
const DIGITS_COMPARED = 12;

const NUMBER = String.raw`[+-]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d{1,3})?|[+-]?Inf(?:inity)?`;
const LETTERS = String.raw`[a-zA-Zµμ%]{1,12}(?:\/s)?`;
const WHOLE = new RegExp(String.raw`^[~≈]?\s*(${NUMBER})\s*(${LETTERS})?$`, "u");
/** "1h 2m 3s", as `humanizeDuration` has it. */
const COMPOUND = /^(?:\d+(?:\.\d+)?\s*(?:d|h|m|s|ms)\s*){2,5}$/u;
const COMPOUND_PART = /(\d+(?:\.\d+)?)\s*(d|h|ms|m|s)/gu;
const TEXT_LENGTH_MAX = 60;

/** The quantity that a text consists of; undefined where it holds anything else. */
export function readQuantity(text: string): Quantity | undefined {
  const trimmed = text.trim();
  if (trimmed.length > TEXT_LENGTH_MAX) return undefined;
  if (COMPOUND.test(trimmed)) return { amount: compoundMs(trimmed), unit: "ms" };
  const [, number, unit = ""] = WHOLE.exec(trimmed) ?? [];
  if (number === undefined) return undefined;
  const amount = numberOf(number);
  return Number.isNaN(amount) ? undefined : { amount, unit };
}

function compoundMs(text: string): number {
  return [...text.matchAll(COMPOUND_PART)].reduce(
    (sum, [, amount, unit = ""]) => sum + Number(amount) * (UNITS.get(unit)?.factor ?? 0),
    0,
  );
}

function numberOf(text: string): number {
  const sign = text.startsWith("-") ? -1 : 1;
  if (/inf/iu.test(text)) return sign * Number.POSITIVE_INFINITY;
  return Number(text.replaceAll(",", ""));
}

/** Whether a word after a number is its unit, or shortens it. */
export function isUnit(word: string): boolean {
  return UNITS.has(word.toLowerCase()) || PREFIXES.has(word);
}

/** A quantity in another unit of its kind; undefined where they are of different kinds, or one is not known. */
export function convert({ amount, unit }: Quantity, wanted: string): number | undefined {
  const [from, to] = [unitNamed(unit), unitNamed(wanted)];
  if (from === undefined || from.dimension !== to?.dimension) return undefined;
  return rounded((amount * from.factor) / to.factor);
}

/**
 * What a quantity may be in a unit of a playbook's thresholds: none where it is of another kind, several
 * where it has no unit of its own and may be meant in more than one.
 */
export function readingsIn(quantity: Quantity, wanted: string): readonly number[] {
  if (wanted === "") return countsOf(quantity);
  const converted = convert(quantity, wanted);
  if (converted !== undefined) return [converted];
  const unit = unitNamed(wanted);
  if (unit === undefined) {
    return quantity.unit === "" || quantity.unit === wanted ? [quantity.amount] : [];
  }
  const prefix = quantity.unit === "" ? 1 : PREFIXES.get(quantity.unit);
  return prefix === undefined ? [] : bareReadings(rounded(quantity.amount * prefix), unit);
}

function countsOf({ amount, unit }: Quantity): readonly number[] {
  const prefix = unit === "" ? 1 : PREFIXES.get(unit);
  return prefix === undefined ? [] : [rounded(amount * prefix)];
}

function unitNamed(name: string): Unit | undefined {
  return UNITS.get(name.toLowerCase());
}

/** A bare number is in the base unit, or in the threshold's own. */
function bareReadings(amount: number, { dimension, factor }: Unit): readonly number[] {
  switch (dimension) {
    case "share":
      // A ratio is at most 1; as much may also be meant in per cent.
      return Math.abs(amount) <= 1 ? [amount, rounded(amount * 100)] : [rounded(amount)];
    case "time":
      return distinct(rounded((amount * S) / factor), amount);
    case "size":
      return distinct(rounded(amount / factor), amount);
    default:
      return [amount];
  }
}

function distinct(base: number, own: number): readonly number[] {
  return base === own ? [own] : [base, own];
}

function rounded(amount: number): number {
  return Number.isFinite(amount) ? Number(amount.toPrecision(DIGITS_COMPARED)) : amount;
}
