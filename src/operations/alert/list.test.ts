import { expect, it } from "vitest";
import { contextWithPlaybook, principalOf } from "../../../test/support/operation-context.ts";
import { anAlert } from "../../../test/support/store-fixtures.ts";
import type { Alert } from "../../domain/alert.ts";
import { compileMatchers, parseMatchers } from "../../domain/matcher.ts";
import { insertAlerts } from "../../store/alerts.ts";
import { listVisibleAlerts } from "./list.ts";

const MANY = 6000;

it("finds the few among many that matchers hold for, also by patterns, and whatever the labels hold", async () => {
  const context = await contextWithPlaybook();
  const odd: readonly Record<string, string>[] = [
    { host: 'a"b' },
    { host: "a\\b" },
    { 'x"host': "shadow", host: "db-1" },
    { host: `long-${"x".repeat(500)}` },
    { other: "db-1" },
  ];
  const alerts = Array.from({ length: MANY }, (_, index): Alert => {
    const labels = odd[index] ?? { host: `web-${index % 50}` };
    return anAlert({ labels, annotations: { host: "db-9" } });
  });
  await context.database.transaction((tx) => insertAlerts(tx, alerts));
  for (const text of [
    'host=~"db-.*"',
    'host=~"a.b"',
    'host=~"long-x+"',
    'host=~"none.*"',
    'host="db-1"',
    'host=~"web-7|db-1"',
    'host=~"web-7.*", other=""',
    'other=~"db.+"',
    'host=""',
  ]) {
    const parsed = parseMatchers(text);
    if (parsed.kind === "invalid") throw new Error(parsed.message);
    const matches = compileMatchers(parsed.matchers);
    const page = await listVisibleAlerts(context, principalOf("viewer"), {
      state: "firing",
      matchers: parsed.matchers,
      limit: 200,
    });
    const expected = alerts.filter(({ labels }) => matches(labels)).map(({ id }) => id);
    expect(page.alerts.map(({ alert }) => alert.id)).toEqual(expected.toReversed().slice(0, 200));
  }
});
