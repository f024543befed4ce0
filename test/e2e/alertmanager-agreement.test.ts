/**
 * Whether silences and inhibition here are Alertmanager's: random sets of alerts, silences and rules are
 * given to Debian's and to Tocsin, which have to say the same of every alert. `AGREEMENT_SEED` repeats a
 * run; the seed stands in the test's name.
 */

import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { expect, it } from "vitest";
import { compileRule, inhibits, sourceParts, targetParts } from "../../src/domain/inhibition.ts";
import { formatMatchers, type Labels, type Matcher } from "../../src/domain/matcher.ts";
import type { OverlayInhibition } from "../../src/domain/playbook.ts";
import { createIntegration } from "../../src/operations/integration/create.ts";
import { loadAlerts } from "../../src/store/alerts.ts";
import { startAlertmanager } from "../support/alertmanager-server.ts";
import { describeWith } from "../support/describe-with.ts";
import { httpFixture } from "../support/http-fixture.ts";
import { useLab } from "../support/lab.ts";
import { activateTestPlaybook, SETUP } from "../support/operation-context.ts";

const SETS = 1000;
const SETS_AT_ONCE = 50;
const SEED = Number(process.env["AGREEMENT_SEED"] ?? Date.now() % 2 ** 31);
const HOUR_MS = 3_600_000;
const SETTLES_WITHIN_MS = 20_000;
const LOOKS_EVERY_MS = 500;

const value = fc.constantFrom("1", "2", "x y", 'q"uote', "back\\slash", "ü", "new\nline", "1|2");
const pattern = fc.constantFrom(
  ...[".*", ".+", "1|2", "(?:1|2)?", "[^1]", "x.*", ".* y", "^1$", "(?i)X Y", "\\d", "", "1|"],
  ...["back\\\\.*", "ü|1", 'q"uote', "new.line", "(?s)new.line", "\\w+", "[[:alpha:]].*", "(1|2)"],
);
const name = fc.constantFrom("a", "b", "c");
const matcher: fc.Arbitrary<Matcher> = fc.oneof(
  fc.record({
    name,
    operator: fc.constantFrom<Matcher["operator"]>("=", "!="),
    value: fc.oneof(value, fc.constant("")),
  }),
  fc.record({
    name,
    operator: fc.constantFrom<Matcher["operator"]>("=~", "!~"),
    value: pattern,
  }),
);
const matchers = fc.array(matcher, { minLength: 1, maxLength: 3 });

interface RandomSet {
  readonly alerts: readonly Labels[];
  readonly silences: readonly {
    readonly matchers: readonly Matcher[];
    readonly isPending: boolean;
  }[];
  readonly rules: readonly {
    readonly source: readonly Matcher[];
    readonly target: readonly Matcher[];
    readonly equal: readonly string[];
  }[];
}

const randomSet: fc.Arbitrary<RandomSet> = fc.record({
  alerts: fc.array(fc.dictionary(name, value) as fc.Arbitrary<Labels>, {
    minLength: 3,
    maxLength: 5,
  }),
  silences: fc.array(fc.record({ matchers, isPending: fc.boolean() }), { maxLength: 2 }),
  rules: fc.array(
    fc.record({ source: matchers, target: matchers, equal: fc.subarray(["a", "b", "c"]) }),
    { maxLength: 2 },
  ),
});

/** Sets do not meet: each has a label of its own, and asks for it. */
function apart(sets: readonly RandomSet[]): readonly RandomSet[] {
  return sets.map(({ alerts, silences, rules }, index) => {
    const set = `s${index}`;
    const own: Matcher = { name: "set", operator: "=", value: set };
    return {
      alerts: alerts.map((labels, place) => ({ ...labels, set, alertname: `n${place}` })),
      silences: silences.map((one) => ({ ...one, matchers: [...one.matchers, own] })),
      rules: rules.map(({ source, target, equal }) => ({
        source: [own, ...source],
        target: [own, ...target],
        equal,
      })),
    };
  });
}

/** The same text for both, so that it is read by both. */
function textOf(matchers: readonly Matcher[]): string {
  return formatMatchers(matchers).slice(1, -1);
}

interface AlertAnswer {
  readonly fingerprint: string;
  readonly labels: Labels;
  readonly status: {
    readonly state: string;
    readonly silencedBy: readonly string[];
    readonly inhibitedBy: readonly string[];
  };
}

/** One of the two that are asked. */
interface Judge {
  readonly now: () => number;
  readonly post: (path: string, body: unknown) => Promise<unknown>;
  readonly get: (path: string) => Promise<unknown>;
}

/** Gives everything to one of them. Returns the comment of each silence by its id. */
async function tell(judge: Judge, sets: readonly RandomSet[]): Promise<Map<string, string>> {
  const comments = new Map<string, string>();
  const iso = (afterMs: number): string => new Date(judge.now() + afterMs).toISOString();
  for (const [index, { silences }] of sets.entries()) {
    for (const [place, { matchers, isPending }] of silences.entries()) {
      const comment = `${index}.${place}`;
      const answer = await judge.post("/silences", {
        matchers: matchers.map(({ name, operator, value }) => ({
          name,
          value,
          isRegex: operator.endsWith("~"),
          isEqual: operator.startsWith("="),
        })),
        startsAt: iso(isPending ? HOUR_MS : -HOUR_MS),
        endsAt: iso(2 * HOUR_MS),
        createdBy: "agreement",
        comment,
      });
      comments.set((answer as { silenceID: string }).silenceID, comment);
    }
  }
  for (let first = 0; first < sets.length; first += SETS_AT_ONCE) {
    const alerts = sets.slice(first, first + SETS_AT_ONCE).flatMap((set) => set.alerts);
    const startsAt = iso(0);
    const endsAt = iso(HOUR_MS);
    await judge.post(
      "/alerts",
      alerts.map((labels) => ({ labels, startsAt, endsAt })),
    );
  }
  return comments;
}

interface Verdict {
  readonly state: string;
  /** Their comments. */
  readonly silencedBy: readonly (string | undefined)[];
  readonly isInhibited: boolean;
}

async function verdicts(
  judge: Judge,
  comments: ReadonlyMap<string, string>,
): Promise<{ readonly answers: readonly AlertAnswer[]; readonly of: Map<string, Verdict> }> {
  const answers = (await judge.get("/alerts")) as readonly AlertAnswer[];
  const of = new Map(
    answers.map(({ fingerprint, status }): [string, Verdict] => [
      fingerprint,
      {
        state: status.state,
        silencedBy: status.silencedBy.map((id) => comments.get(id)).sort(),
        isInhibited: status.inhibitedBy.length > 0,
      },
    ]),
  );
  return { answers, of };
}

describeWith(["alertmanager"], "Alertmanager's own answers", () => {
  const lab = useLab();

  it(`are Tocsin's, for ${SETS} random sets (AGREEMENT_SEED=${SEED})`, {
    timeout: 900_000,
  }, async () => {
    const sets = apart(fc.sample(randomSet, { numRuns: SETS, seed: SEED }));
    const rules = sets.flatMap((set) => set.rules);
    const alertmanager = await startAlertmanager(
      lab,
      `receivers: [{ name: tocsin }]\ninhibit_rules: ${JSON.stringify(
        rules.map(({ source, target, equal }) => ({
          source_matchers: source.map((one) => textOf([one])),
          target_matchers: target.map((one) => textOf([one])),
          equal,
        })),
      )}`,
    );
    const theirs = judgeAt(`http://${alertmanager.address}/api/v2`);
    const theirComments = await tell(theirs, sets);

    const inhibit = rules.map(
      ({ source, target, equal }): OverlayInhibition => ({
        source: [textOf(source)],
        target: target.map((one) => textOf([one])),
        equal,
      }),
    );
    const { ours, held } = await startOurs(inhibit);
    const ourComments = await tell(ours, sets);

    const alertCount = sets.reduce((sum, { alerts }) => sum + alerts.length, 0);
    const mine = await verdicts(ours, ourComments);
    expect(mine.of.size).toBe(alertCount);
    // It takes alerts to its inhibitor a moment after it has answered.
    let yours = await verdicts(theirs, theirComments);
    const givenUpAt = performance.now() + SETTLES_WITHIN_MS;
    while (!agree(mine.of, yours.of) && performance.now() < givenUpAt) {
      await pause(LOOKS_EVERY_MS);
      yours = await verdicts(theirs, theirComments);
    }
    expect(yours.of.size).toBe(alertCount);

    for (const { fingerprint, labels } of yours.answers) {
      const about = { labels, set: sets[Number(labels["set"]?.slice(1))] };
      expect({ about, verdict: mine.of.get(fingerprint) }).toEqual({
        about,
        verdict: yours.of.get(fingerprint),
      });
    }
    expectTheirInhibitors(yours.answers, inhibit);
    // What it suppresses pages nobody here, and everything else does.
    const suppressed = yours.answers.filter(({ status }) => status.state === "suppressed");
    const fingerprints = yours.answers.map(({ fingerprint }) => fingerprint);
    expect(await held(fingerprints)).toEqual(
      suppressed.map(({ fingerprint }) => fingerprint).sort(),
    );
    // The sets are worth asking for.
    expect(suppressed.length).toBeGreaterThan(alertCount / 20);
    expect(suppressed.length).toBeLessThan((alertCount * 3) / 4);
  });
});

function agree(a: ReadonlyMap<string, Verdict>, b: ReadonlyMap<string, Verdict>): boolean {
  const sameOf = ([fingerprint, verdict]: [string, Verdict]): boolean =>
    JSON.stringify(b.get(fingerprint)) === JSON.stringify(verdict);
  return a.size === b.size && [...a].every(sameOf);
}

/** Which of several sources it names is chance; each has to be one by our rules too. */
function expectTheirInhibitors(
  answers: readonly AlertAnswer[],
  inhibit: readonly OverlayInhibition[],
): void {
  const rules = inhibit.map(compileRule);
  const byFingerprint = new Map(answers.map((one) => [one.fingerprint, one.labels]));
  for (const { labels, status } of answers) {
    for (const inhibitor of status.inhibitedBy) {
      const sources = sourceParts(rules, byFingerprint.get(inhibitor) ?? {});
      const isOurs = targetParts(rules, labels).some((target) =>
        sources.some((source) => source.key === target.key && inhibits(source, target)),
      );
      expect({ labels, inhibitor, isOurs }).toEqual({ labels, inhibitor, isOurs: true });
    }
  }
}

function judgeAt(root: string): Judge {
  const ask = async (path: string, init?: RequestInit): Promise<unknown> => {
    const answer = await fetch(root + path, init);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  };
  return {
    now: () => Date.now(),
    get: (path) => ask(path),
    post: (path, body) =>
      ask(path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
  };
}

/** Tocsin in this process, with the fingerprints of those alerts that are held. */
async function startOurs(inhibit: readonly OverlayInhibition[]): Promise<{
  readonly ours: Judge;
  readonly held: (fingerprints: readonly string[]) => Promise<readonly string[]>;
}> {
  const { context, send } = await httpFixture();
  await activateTestPlaybook(context, SETUP, { inhibit });
  const made = await createIntegration(context, SETUP, { name: "agreement", kind: "prometheus" });
  const { integration, key } = made;
  const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const headers = { "x-tocsin-key": key };
    const answer = await send(method, `/api/v2${path}`, {
      headers,
      ...(body === undefined ? {} : { body }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  };
  return {
    ours: {
      now: () => context.clock.now(),
      get: (path) => ask("GET", path),
      post: (path, body) => ask("POST", path, body),
    },
    held: async (fingerprints) => {
      const alerts = await loadAlerts(context.database.read, integration.id, fingerprints);
      return [...alerts.values()]
        .filter(({ hold }) => hold !== undefined)
        .map(({ dedupKey }) => dedupKey)
        .sort();
    },
  };
}
