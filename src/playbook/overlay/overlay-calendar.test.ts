import { expect, test } from "vitest";
import { readOverlay } from "./overlay.ts";
import { overlayContacts } from "./overlay-references.ts";

// biome-ignore lint/suspicious/noTemplateCurlyInString: this is how a reference is written
const REFERENCE = "${BACKEND_CALENDAR_URL}";

const read = (layer: string) =>
  readOverlay("tocsin.yaml", `schedules:\n  backend:\n    layers: [${layer}]\n`);

test("a layer may be a calendar, with a name and a zone", () => {
  const { overlay, diagnostics } = read(
    `{ name: theirs, timeZone: Europe/Berlin, calendar: "${REFERENCE}" }`,
  );
  expect(diagnostics).toEqual([]);
  expect(overlay.schedules?.["backend"]?.layers).toEqual([
    { name: "theirs", timeZone: "Europe/Berlin", calendar: REFERENCE },
  ]);
  expect(overlayContacts(overlay)).toEqual([
    {
      path: ["schedules", "backend", "layers", 0, "calendar"],
      method: { kind: "webhook", address: REFERENCE },
    },
  ]);
});

test.each([
  ['{ calendar: "https://calendars.example.com/x", until: "2026-02-01T00:00" }', "TOC503"],
  ['{ calendar: "https://calendars.example.com/x", people: [Ann] }', "TOC503"],
  ['{ calendar: "calendar.ics" }', "TOC503"],
  ['{ calendar: "https://calendars.example.com/x.ics?token=0815" }', "TOC506"],
])("%s is refused", (layer, code) => {
  expect(read(layer).diagnostics.map((finding) => finding.code)).toEqual([code]);
});
