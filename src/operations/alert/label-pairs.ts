/**
 * Labels as numbers, one for each name with a value. Alerts are many and their labels differ little: a
 * matcher is held against each value once, and against each alert by looking numbers up.
 */

import { assert } from "../../domain/assert.ts";
import { compileValue, type Labels, type Matcher } from "../../domain/matcher.ts";

/** Of an alert's labels; one that is empty is as one that is absent. */
export type Pairs = readonly number[];
export type PairPredicate = (pairs: Pairs) => boolean;

interface Pair {
  readonly number: number;
  readonly name: string;
  readonly value: string;
  uses: number;
}

export class LabelPairs {
  readonly #names = new Map<string, Map<string, Pair>>();
  readonly #pairs: (Pair | undefined)[] = [];
  readonly #free: number[] = [];
  #characters = 0;

  /** Of all names and values that are in use. */
  get characters(): number {
    return this.#characters;
  }

  /** To be given back by `release` when they are needed no more. */
  take(labels: Labels): Pairs {
    const pairs: number[] = [];
    for (const name of Object.keys(labels)) {
      const value = labels[name];
      if (value === undefined || value === "") continue;
      const pair = this.#names.get(name)?.get(value) ?? this.#add(name, value);
      pair.uses += 1;
      pairs.push(pair.number);
    }
    return pairs;
  }

  release(pairs: Pairs): void {
    for (const number of pairs) {
      const pair = this.#pairs[number];
      assert(pair !== undefined, "pairs are given back once");
      pair.uses -= 1;
      if (pair.uses === 0) this.#remove(pair);
    }
  }

  /** What `compileMatchers` makes, for pairs. It holds until pairs are taken or given back. */
  compile(matchers: readonly Matcher[]): PairPredicate {
    const tests = matchers.map((matcher) => this.#compileOne(matcher));
    return (pairs) => tests.every((test) => test(pairs));
  }

  #compileOne(matcher: Matcher): PairPredicate {
    const holds = compileValue(matcher);
    const isHeldByAbsence = holds("");
    const deciding = new Uint8Array(this.#pairs.length);
    for (const { number, value } of this.#names.get(matcher.name)?.values() ?? []) {
      if (holds(value) !== isHeldByAbsence) deciding[number] = 1;
    }
    return (pairs) => {
      for (const number of pairs) if (deciding[number] === 1) return !isHeldByAbsence;
      return isHeldByAbsence;
    };
  }

  #add(name: string, value: string): Pair {
    const number = this.#free.pop() ?? this.#pairs.length;
    const pair: Pair = { number, name, value, uses: 0 };
    this.#pairs[number] = pair;
    const values = this.#names.get(name) ?? new Map<string, Pair>();
    this.#names.set(name, values.set(value, pair));
    this.#characters += name.length + value.length;
    return pair;
  }

  #remove({ number, name, value }: Pair): void {
    const values = this.#names.get(name);
    values?.delete(value);
    if (values?.size === 0) this.#names.delete(name);
    this.#pairs[number] = undefined;
    this.#free.push(number);
    this.#characters -= name.length + value.length;
  }
}
