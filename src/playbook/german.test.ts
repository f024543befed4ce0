/** A German playbook is read like its English twin, which says the same line for line. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import type { Playbook } from "../domain/playbook.ts";
import { loadSyntaxParsers } from "../platform/syntax-parsers.ts";
import { assemblePlaybook } from "./assemble-playbook.ts";
import type { SyntaxParsers } from "./syntax-parsers.ts";

const FOLDER = fileURLToPath(new URL("../../test/fixtures/german/", import.meta.url));

let parsers: SyntaxParsers;
let german: Playbook;
beforeAll(async () => {
  parsers = await loadSyntaxParsers();
  german = compile(textOf("vorfallhandbuch.md"));
});

function textOf(file: string): string {
  return readFileSync(FOLDER + file, "utf8");
}

function compile(text: string): Playbook {
  const files = [{ path: "playbook.md", bytes: new TextEncoder().encode(text) }];
  const presentFiles = new Set(["backups.md"]);
  return assemblePlaybook({ files, hash: "0".repeat(64), presentFiles, parsers }).playbook;
}

/** What is in the words of the text. */
const WORDS: ReadonlySet<string> = new Set([
  "audience",
  "because",
  "body",
  "choices",
  "columns",
  "contact",
  "definition",
  "expect",
  "help",
  "id",
  "label",
  "labels",
  "message",
  "metric",
  "name",
  "phase",
  "role",
  "service",
  "text",
  "title",
  "value",
  "what",
  "when",
]);

/** The compiled form without its words: kinds, times, effects, states, places, findings. */
function shapeOf(playbook: Playbook): unknown {
  const wordless = JSON.stringify(playbook, (key, value: unknown) => {
    if (key === "assignments" && typeof value === "object" && value !== null)
      return Object.values(value);
    if (key === "column" || key === "endColumn") return undefined;
    return WORDS.has(key) ? "…" : value;
  });
  return JSON.parse(wordless);
}

describe("a German playbook", () => {
  test("is read like the same in English, its findings included", () => {
    expect(shapeOf(german)).toEqual(shapeOf(compile(textOf("incident-handbook.md"))));
  });

  test("is read the same from a keyboard without umlauts", () => {
    const letters: Record<string, string> = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };
    const plain = textOf("vorfallhandbuch.md").replace(
      /[äöüß]/gu,
      (letter) => letters[letter] ?? letter,
    );
    expect(plain).toContain("taeglich");
    expect(shapeOf(compile(plain))).toEqual(shapeOf(german));
  });

  test("has every shape a playbook can have", () => {
    expect(german.title).toBe("Vorfallhandbuch Wetterdienst");
    expect([german.version, german.lastUpdated]).toEqual(["2.1", "2026-02-02"]);
    expect(german.onCallPhone).toBe("+49 30 23125 456");
    expect(german.severities.map(({ id, name, sla }) => [id, name, sla.response])).toEqual([
      ["P1", "Kritisch", "PT15M"],
      ["P2", "Hoch", "PT30M"],
      ["P3", "Mittel", "PT2H30M"],
      ["P4", "Niedrig", "P1D"],
    ]);
    expect(german.severities.map(({ sla }) => [sla.resolution, sla.communication])).toEqual([
      ["PT4H", "PT30M"],
      ["P1D", "PT2H"],
      ["P3D", "P1D"],
      ["P14D", "P7D"],
    ]);
    expect(
      german.escalation.map(({ severity, steps }) => [
        severity,
        ...steps.map(({ role, after }) => `${role} ${after ?? ""}`.trim()),
      ]),
    ).toEqual([
      ["P1", "Rufbereitschaft PT0S", "Einsatzleitung PT10M", "Geschäftsführung PT30M"],
      ["P2", "Rufbereitschaft PT0S", "Teamleitung PT20M"],
      ["P3", "Rufbereitschaft PT0S", "Einsatzleitung PT1H15M"],
    ]);
    expect(german.phases.map(({ title, start, end }) => [title, start, end])).toEqual([
      ["Erkennung", "PT0S", "PT5M"],
      ["Eindämmung", "PT5M", "PT30M"],
      ["Behebung", "PT30M", "PT4H"],
      ["Nachbereitung", "PT4H", undefined],
    ]);
    expect(german.checklists).toHaveLength(2);
    expect(german.runbooks.map(({ title }) => title)).toEqual([
      "Warnungen kommen zu spät",
      "Datenbank voll",
      "Stationen melden sich nicht",
      "Zwischenspeicher voll",
    ]);
    expect(german.templates.map(({ channel }) => channel)).toEqual([
      "slack",
      "status-page",
      "email",
    ]);
    expect(german.templates[1]?.states).toEqual(["investigating", "identified", "resolved"]);
    expect(german.postmortem.dueAfter).toBe("P2D");
    expect(german.postmortem.sections).toHaveLength(6);
    expect(german.rotations[0]?.shifts.map(({ start }) => start)).toEqual([
      "2026-02-02",
      "2026-02-09",
      "2026-02-16",
    ]);
    expect(german.contacts).toHaveLength(2);
    expect([german.access.length, german.links.length, german.related.length]).toEqual([2, 2, 1]);
  });

  test("asks each role and each audience for what the text asks them", () => {
    expect(
      german.severities.flatMap(({ responseActions }) =>
        responseActions.map(({ kind, role, audiences }) =>
          [kind, role, ...(audiences ?? []).map(({ audience }) => audience)]
            .filter(Boolean)
            .join(" "),
        ),
      ),
    ).toEqual([
      "page Rufbereitschaft",
      "notify Einsatzleitung",
      "notify Geschäftsführung Kunden",
      "page Rufbereitschaft",
      "status-page",
      "ticket",
      "monitor",
      "ticket",
      "schedule",
    ]);
  });
});

describe("another way to write German", () => {
  test("severities in a table, with names instead of codes", () => {
    const { severities } = compile(
      [
        "# Störungen",
        "",
        "## Einstufung",
        "",
        "| Schweregrad | Beschreibung | Reaktionszeit | Wiederherstellung |",
        "| --- | --- | --- | --- |",
        "| Kritisch | Der Ofen ist aus | sofort, spätestens 10 Minuten | 2 Stunden |",
        "| Mittel | Der Ofen raucht | innerhalb von 4 Std. | 2 Werktage |",
        "| Niedrig | Der Ofen quietscht | nächster Werktag | zwei Wochen |",
      ].join("\n"),
    );
    expect(severities.map(({ id, sla }) => [id, sla.response, sla.resolution])).toEqual([
      ["Kritisch", "PT10M", "PT2H"],
      ["Mittel", "PT4H", "P2D"],
      ["Niedrig", "P1D", "P14D"],
    ]);
  });

  test("codes in words", () => {
    const { severities } = compile(
      [
        "# Störungen",
        "",
        "## Schweregrad 1: Totalausfall",
        "",
        "- Reaktionszeit: 5 Minuten",
        "",
        "## Schweregrad 2: Teilausfall",
        "",
        "- Reaktionszeit: 1 Stunde",
      ].join("\n"),
    );
    expect(severities.map(({ sla }) => sla.response)).toEqual(["PT5M", "PT1H"]);
  });

  test("steps of a procedure in the style of notes", () => {
    const { runbooks } = compile(
      [
        "# Anleitung: Ofen aus",
        "",
        "## Vorgehen",
        "",
        "1. Gashahn prüfen",
        "2. Bei Bedarf Zündung neu starten",
        "3. Wenn er aus bleibt, den Heizungsbauer anrufen",
        "4. Geben Sie der Hausverwaltung Bescheid",
      ].join("\n"),
    );
    expect(
      runbooks.flatMap(({ blocks }) =>
        blocks.map((block) =>
          "steps" in block ? block.steps.length : block.options.map(({ when }) => when),
        ),
      ),
    ).toEqual([2, ["er aus bleibt"], 1]);
  });

  test("conditions in a list, each called as it is written", () => {
    const { runbooks } = compile(
      [
        "# Anleitung: Ofen aus",
        "",
        "## Abhilfe",
        "",
        "- Wenn kein Gas kommt: Hahn öffnen",
        "- Falls der Zünder klemmt: Zünder tauschen",
        "- Andernfalls den Heizungsbauer anrufen",
      ].join("\n"),
    );
    const options = runbooks.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === "branch" ? block.options : [])),
    );
    expect(options.map(({ title }) => title)).toEqual([
      "Wenn kein Gas kommt",
      "Falls der Zünder klemmt",
      "Andernfalls den Heizungsbauer anrufen",
    ]);
  });

  test("phases below words for how an outage is handled, and messages to customers", () => {
    const { phases, templates } = compile(
      [
        "# Betriebshandbuch",
        "",
        "## 1. Vorgehen bei Störungen",
        "",
        "### 1.1 Erkennung und Meldung (0-10 Min.)",
        "",
        "1. Alarm bestätigen",
        "",
        "### 1.2 Eindämmung (10-60 Min.)",
        "",
        "1. Letzte Lieferung zurückrollen",
        "",
        "## 2. Kommunikation",
        "",
        "### Erstmeldung an Kunden",
        "",
        "> Zurzeit backen wir kein Brot. Wir melden uns in 30 Minuten wieder.",
      ].join("\n"),
    );
    expect(phases.map(({ start, end }) => [start, end])).toEqual([
      ["PT0S", "PT10M"],
      ["PT10M", "PT1H"],
    ]);
    expect(templates.map(({ channel }) => channel)).toEqual(["external"]);
  });
});
