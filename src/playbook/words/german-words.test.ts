/** German words in sentences, and English ones that only look like them. */

import { describe, expect, test } from "vitest";
import { intentOf } from "../runbooks/runbook-words.ts";
import { readResponseAction } from "../severities/response-actions.ts";
import { isInstruction, isProhibition } from "./instructions.ts";
import { readCondition } from "./read-condition.ts";
import { dateReadings } from "./read-date.ts";
import { readDuration, readTimeWindow } from "./read-duration.ts";
import { readSeverityMention } from "./severity-id.ts";
import { readStepMarker } from "./step-marker.ts";

describe("times", () => {
  test.each([
    ["15 Minuten", "PT15M"],
    ["innerhalb von 15 Minuten", "PT15M"],
    ["2,5 Stunden", "PT2H30M"],
    ["0,5 h", "PT30M"],
    ["eine halbe Stunde", "PT30M"],
    ["anderthalb Stunden", "PT1H30M"],
    ["alle 30 Minuten", "PT30M"],
    ["alle zwei Stunden", "PT2H"],
    ["jede Stunde", "PT1H"],
    ["stündlich", "PT1H"],
    ["taeglich", "P1D"],
    ["zweimal täglich", "PT12H"],
    ["einmal pro Woche", "P7D"],
    ["1 Werktag", "P1D"],
    ["nächster Werktag", "P1D"],
    ["1 Tag", "P1D"],
    ["innerhalb eines Tages", "P1D"],
    ["4 Std.", "PT4H"],
    ["1 Stunde und 30 Minuten", "PT1H30M"],
    ["fünfzehn bis dreißig Minuten", "PT30M"],
    // English.
    ["add a tag to it", undefined],
    ["5,10 minutes", "PT10M"],
    ["24/7 Stunden", undefined],
  ])("%s", (text, duration) => {
    expect(readDuration(text)).toBe(duration);
  });

  test.each([
    ["0–5 Minuten", "PT0S", "PT5M"],
    ["5 bis 30 Minuten", "PT5M", "PT30M"],
    ["erste Stunde", "PT0S", "PT1H"],
    ["die ersten 15 Minuten", "PT0S", "PT15M"],
    ["bis zu 4 Stunden", "PT0S", "PT4H"],
    ["nach 4 Stunden", "PT4H", undefined],
    ["über 4 Stunden", "PT4H", undefined],
    ["4 Stunden und länger", "PT4H", undefined],
  ])("the window %s", (text, start, end) => {
    expect(readTimeWindow(text)).toEqual({ start, ...(end === undefined ? {} : { end }) });
  });

  test.each([
    ["2. Februar 2026", ["2026-02-02"]],
    ["ab Mo, 2. März 2026", ["2026-03-02"]],
    ["14. Okt. 2026", ["2026-10-14"]],
    ["KW 8/2026", ["2026-02-16"]],
    ["Woche 8 2026", ["2026-02-16"]],
    // "do" and "so" are days only by themselves.
    ["done 2026-02-02", []],
    ["sober 5 Jan 2026", []],
  ])("the date %s", (text, dates) => {
    expect(dateReadings(text)).toEqual(dates);
  });
});

describe("thresholds", () => {
  test.each([
    ["Fehlerrate über 2,5 %", { metric: "Fehlerrate", operator: ">", value: 2.5, unit: "%" }],
    ["Fehlerrate ueber 5 %", { metric: "Fehlerrate", operator: ">", value: 5, unit: "%" }],
    ["Antwortzeit < 0,5 s", { metric: "Antwortzeit", operator: "<", value: 0.5, unit: "s" }],
    ["CPU mindestens 90 Prozent", { metric: "CPU", operator: ">=", value: 90, unit: "%" }],
    ["errors > 1,500", { metric: "errors", operator: ">", value: 1500, unit: "" }],
  ])("%s", (text, condition) => {
    expect(readCondition(text)).toEqual(condition);
  });
});

describe("severities", () => {
  test.each([
    ["Schweregrad 1", "SEV1"],
    ["Priorität 2: langsam", "P2"],
    ["Prioritaet 2", "P2"],
    ["Stufe 3", "LEVEL3"],
    ["Kritisch: nichts geht", "kritisch"],
    ["Mäßig", "mäßig"],
  ])("%s", (text, key) => {
    expect(readSeverityMention(text, true)?.key).toBe(key);
  });

  test.each(["Schweregrad 1 bis Schweregrad 3", "P1 und P2", "Kritisch ist der Ofen"])(
    "%s is none",
    (text) => {
      expect(readSeverityMention(text, true)).toBeUndefined();
    },
  );
});

describe("instructions", () => {
  test.each([
    "Prüfe die Protokolle",
    "Pruefe die Protokolle",
    "Prüfen Sie die Protokolle",
    "Bitte starten Sie den Dienst neu",
    "Starte den Dienst neu",
    "Protokolle prüfen",
    "Pod neu starten",
    "Prüfen, ob der Dienst nicht antwortet",
    "Neustarten",
    "Wenn der Dienst hängt, starte ihn neu",
    "Falls niemand antwortet, Teamleitung anrufen",
    "Öffne das Übersichtsbild (Grafana)",
    "Zuletzt den Kanal schließen",
  ])("%s", (text) => {
    expect(isInstruction(text)).toBe(true);
  });

  test.each([
    "Die Pods sollen neu starten",
    "Der Dienst kann nicht starten",
    "Das Prüfen",
    "Beheben: das Team arbeitet daran",
    "Wenn die Pods neu starten",
    "Störung der Protokolle",
    "Übergabe an die Schicht",
    "Zuständig ist die Teamleitung",
    // English.
    "The plane is late",
    "A die casts the metal",
    "What was the cause",
  ])("%s is none", (text) => {
    expect(isInstruction(text)).toBe(false);
  });

  test.each([
    "Datenbank nicht neu starten",
    "Starten Sie die Datenbank nicht neu",
    "Niemals löschen",
  ])("%s forbids", (text) => {
    expect(isProhibition(text)).toBe(true);
  });

  test.each([
    ["Protokolle ansehen", "check"],
    ["Prüfe den Zustand", "check"],
    ["Pods neu starten", "change"],
    ["Lösche alte Pods", "change"],
    ["Teamleitung anrufen", undefined],
  ])("%s means to %s", (text, intent) => {
    expect(intentOf(text)).toBe(intent);
  });
});

describe("markers", () => {
  test.each([
    ["Abhilfe 2: mehr Pods", "alternative"],
    ["Schritt 3: Protokolle lesen", "numbered"],
    ["Wenn die Platte voll ist:", "branch"],
    ["Falls der Ofen raucht, Fenster öffnen", "branch"],
    ["Alternativ: Fenster öffnen", "or"],
    ["Oder das Fenster öffnen", "or"],
    ["Wenn nötig:", "label"],
    ["Für alle Räume:", "label"],
  ])("%s", (text, kind) => {
    expect(readStepMarker(text).kind).toBe(kind);
  });
});

describe("response actions", () => {
  test.each([
    ["Einsatzleitung sofort alarmieren", { kind: "page", role: "Einsatzleitung" }],
    ["Rufbereitschaft anrufen, wenn niemand antwortet", { kind: "page", role: "Rufbereitschaft" }],
    ["Benachrichtigen Sie die Teamleitung", { kind: "notify", role: "Teamleitung" }],
    ["Handwerker anrufen", { kind: "other" }],
    ["Ticket eröffnen", { kind: "ticket" }],
    ["Fenster öffnen", { kind: "other" }],
    ["Keine Kunden informieren", { kind: "other" }],
  ])("%s", (text, meaning) => {
    expect(readResponseAction(text)).toEqual(meaning);
  });
});
