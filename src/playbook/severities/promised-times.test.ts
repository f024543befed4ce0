import { expect, test } from "vitest";
import { promisedTimes } from "./promised-times.ts";

test.each([
  [
    "Acknowledge within 15 minutes and post updates every half hour",
    "response within 15 minutes; communication every half hour",
  ],
  ["Every 2 hours an update is written", "communication Every 2 hours"],
  ["Fix within two days", "resolution within two days"],
  [
    "Status updates every 30 min, resolve within 4 h",
    "communication every 30 min; resolution within 4 h",
  ],
  ["A first message is sent within 5 minutes", "communication within 5 minutes"],
  [
    `${"Bread is good. ".repeat(100)}Updates are given every 20 minutes.`,
    "communication every 20 minutes",
  ],
  ["Retry every 5 minutes", ""],
  ["Restore the backup every night", ""],
  ["Bake within 15 minutes", ""],
  ["Respond every hour", ""],
])("%j promises %j", (text, promised) => {
  expect(
    promisedTimes(text)
      .map(({ clock, text: words }) => `${clock} ${words}`)
      .join("; "),
  ).toBe(promised);
});
