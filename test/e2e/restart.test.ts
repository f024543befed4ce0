/** A process that dies in the middle of a storm: what it answered is there afterwards, and the rest arrives again. */

import { randomInt } from "node:crypto";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { type AlertmanagerServer, startAlertmanager } from "../support/alertmanager-server.ts";
import { describeWith } from "../support/describe-with.ts";
import { type Lab, useLab } from "../support/lab.ts";
import { ANY_PLAYBOOK, writePlaybookFolder } from "../support/playbook-folder.ts";
import {
  dataFolder,
  startTocsinProcess,
  type TocsinProcess,
  type TocsinProcessOptions,
} from "../support/tocsin-process.ts";
import { waitUntil } from "../support/wait-until.ts";

const KILLS = 4;
const SENDERS = 8;

describeWith(["alertmanager"], "kill -9 in the middle of a storm, and a new start", () => {
  const lab = useLab();
  const [alice, bob, carol] = ANY_PLAYBOOK.people;
  let options: TocsinProcessOptions;
  let tocsin: TocsinProcess;
  let key: string;
  let alertmanager: AlertmanagerServer;

  it("starts", async () => {
    const playbook = writePlaybookFolder(`${lab.folder}/playbook`, {
      text: ANY_PLAYBOOK,
      onCall: { primary: alice, secondary: bob, escalation: carol },
      contacts: { [alice]: [{ kind: "console" }], [bob]: [{ kind: "console" }] },
      after: ["0s", "3s", "20s"],
    });
    tocsin = await startTocsinProcess(lab, { playbook });
    // Where Alertmanager finds it again.
    options = { playbook, port: tocsin.port };
    ({ key } = await tocsin.createIntegration("alertmanager"));
    const printed = await tocsin.succeed(["integration", "create", "production"]);
    alertmanager = await startAlertmanager(lab, printed.slice(printed.indexOf("receivers:")));
  });

  it(`loses nothing that was answered 2xx, killed ${KILLS} times at moments of chance`, async () => {
    const answered: string[] = [];
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const storm = startStorm(tocsin.url, { key, prefix: `storm-${kill}`, answered });
      const enough = answered.length + randomInt(20, 200);
      await waitUntil("so many are answered", () => answered.length >= enough);
      await tocsin.kill();
      await storm.ended;
      tocsin = await startTocsinProcess(lab, options);
    }
    const stored = storedKeys(lab);
    expect(answered.filter((fingerprint) => !stored.has(fingerprint))).toEqual([]);
  });

  it("has every alert of Alertmanager, those too that fired while it was down", async () => {
    const names = Array.from({ length: 40 }, (_, index) => `Restart${index}`);
    const post = (some: readonly string[]) =>
      alertmanager.post(some.map((alertname) => ({ labels: { alertname, severity: "critical" } })));
    await post(names.slice(0, 25));
    await waitUntil("some have arrived", () => storedNames(lab).size > 0);
    await tocsin.kill();
    await post(names.slice(25));
    await waitUntil("Alertmanager has met nobody", async () => {
      const failed = "alertmanager_notification_requests_failed_total";
      return (await alertmanager.counter(failed, 'integration="webhook"')) > 0;
    });
    tocsin = await startTocsinProcess(lab, options);
    await waitUntil("all have arrived", () => {
      const stored = storedNames(lab);
      return names.every((name) => stored.has(name));
    });
    expect(countOfNames(lab)).toBe(names.length);
  });

  it("leaves the auditor nothing to complain about", async () => {
    const { out } = await tocsin.command(["doctor", "--json"]);
    const { checks } = JSON.parse(out) as { checks: { name: string; detail: string }[] };
    expect(checks.filter(({ name }) => name === "auditor")).toEqual([]);
    const incidents = await tocsin.incidents();
    expect(incidents.length).toBeGreaterThan(0);
    for (const { number } of incidents.slice(0, 20)) {
      const seqs = (await tocsin.timeline(number)).map(({ seq }) => seq);
      expect(seqs).toEqual(seqs.map((_, index) => index + 1));
    }
  });
});

interface Storm {
  /** Resolves when every sender has met the dead process. */
  readonly ended: Promise<unknown>;
}

/** Senders that post one new alert after the other, and note each that was answered 2xx. */
function startStorm(
  url: string,
  storm: { readonly key: string; readonly prefix: string; readonly answered: string[] },
): Storm {
  const send = async (sender: number): Promise<void> => {
    for (let count = 0; ; count += 1) {
      const fingerprint = `${storm.prefix}-${sender}-${count}`;
      try {
        const answer = await fetch(`${url}/ingest/alertmanager`, {
          method: "POST",
          headers: { authorization: `Bearer ${storm.key}`, "content-type": "application/json" },
          body: webhook(fingerprint),
        });
        if (answer.ok) storm.answered.push(fingerprint);
      } catch {
        return;
      }
    }
  };
  return { ended: Promise.all(Array.from({ length: SENDERS }, (_, sender) => send(sender))) };
}

function webhook(fingerprint: string): string {
  const labels = { alertname: "Storm", severity: "critical", fingerprint };
  const alert = { status: "firing", labels, annotations: {}, fingerprint };
  return JSON.stringify({ version: "4", status: "firing", groupKey: fingerprint, alerts: [alert] });
}

/** Reads the file beside the process, as a backup would. */
function query(lab: Lab, sql: string): readonly Record<string, unknown>[] {
  const database = new DatabaseSync(join(dataFolder(lab), "tocsin.db"), { readOnly: true });
  try {
    return database.prepare(sql).all();
  } finally {
    database.close();
  }
}

function storedKeys(lab: Lab): ReadonlySet<string> {
  return new Set(query(lab, "select dedup_key from alert").map((row) => String(row["dedup_key"])));
}

const NAMES = `select json_extract(detail, '$.labels.alertname') as name from alert
  where json_extract(detail, '$.labels.alertname') like 'Restart%'`;

function storedNames(lab: Lab): ReadonlySet<string> {
  return new Set(query(lab, NAMES).map((row) => String(row["name"])));
}

function countOfNames(lab: Lab): number {
  return query(lab, NAMES).length;
}
