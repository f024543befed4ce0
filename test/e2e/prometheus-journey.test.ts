/** Tocsin in the place of an Alertmanager: Debian's Prometheus and amtool, unmodified. */

import { expect, it } from "vitest";
import { parse } from "yaml";
import { amtool } from "../support/amtool.ts";
import { describeWith } from "../support/describe-with.ts";
import { type HttpReceiver, startHttpReceiver } from "../support/http-receiver.ts";
import { useLab } from "../support/lab.ts";
import { ANY_PLAYBOOK, writePlaybookFolder } from "../support/playbook-folder.ts";
import { startPrometheus, type WatchedNumber } from "../support/prometheus-server.ts";
import { startTocsinProcess, type TocsinProcess } from "../support/tocsin-process.ts";
import { waitUntil } from "../support/wait-until.ts";

interface QueriedAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly status: { readonly state: string; readonly silencedBy: readonly string[] };
}

describeWith(
  ["prometheus", "amtool"],
  "Prometheus and amtool, with Tocsin for an Alertmanager",
  () => {
    const lab = useLab();
    const [alice, , carol] = ANY_PLAYBOOK.people;
    let outside: HttpReceiver;
    let tocsin: TocsinProcess;
    let service: WatchedNumber;
    let asAmtool: (...args: readonly string[]) => Promise<string>;
    let number: string;

    const query = async (...matchers: readonly string[]): Promise<readonly QueriedAlert[]> =>
      JSON.parse(await asAmtool("-o", "json", "alert", "query", ...matchers));
    const states = async (): Promise<readonly string[]> =>
      (await tocsin.incidents()).map(({ status }) => status).sort();

    it("starts, with what `tocsin integration create` says to paste", async () => {
      outside = await startHttpReceiver(lab);
      const onCall = { primary: alice, secondary: carol, escalation: carol };
      const playbook = writePlaybookFolder(`${lab.folder}/playbook`, {
        text: ANY_PLAYBOOK,
        onCall,
        contacts: {
          [alice]: [{ kind: "ntfy", address: `${outside.url}/alice` }],
          [carol]: [{ kind: "ntfy", address: `${outside.url}/carol` }],
        },
        after: ["0s", "3m", "20m"],
      });
      tocsin = await startTocsinProcess(lab, { playbook });
      const args = ["integration", "create", "straight", "--kind", "prometheus"];
      const printed = await tocsin.succeed(args);
      const key = /Key, shown this once: (\S+)/u.exec(printed)?.[1] ?? "";
      const { alerting } = parse(printed.slice(printed.indexOf("alerting:")));
      const address = `${tocsin.url.replace("://", `://amtool:${key}@`)}/`;
      asAmtool = (...words) => amtool(address, words);
      service = await startPrometheus(lab, {
        alertmanager: alerting,
        alert: {
          name: "ApiPodsDown",
          labels: { severity: "critical", service: "api" },
          annotations: { summary: "API pods are down" },
        },
      });
      expect(await query()).toEqual([]);
    });

    it("pages when a rule fires, once however often it is reported", async () => {
      service.set(0);
      const page = await outside.post("the page", ({ json }) => json["topic"] === "alice");
      number = /\d{8}-\d{3}/u.exec(String(page.json["title"]))?.[0] ?? "";
      await waitUntil("it was reported again", async () => {
        const [alert] = (await tocsin.incident(number)).alerts;
        return (alert?.receivedCount ?? 0) >= 3;
      });
      expect(await states()).toEqual(["open"]);
    });

    it("shows amtool what fires, by its filters", async () => {
      expect(await query("alertname=ApiPodsDown")).toMatchObject([
        { labels: { service: "api" }, status: { state: "active" } },
      ]);
      expect(await query("service=~a.*", "severity!=info")).toHaveLength(1);
      expect(await query("service=~b.*")).toEqual([]);
      expect(await asAmtool("alert", "query")).toContain("ApiPodsDown");
    });

    it("resolves when the rule does", async () => {
      service.set(1);
      await waitUntil("it has resolved itself", async () => (await states())[0] === "resolved");
      expect(await query()).toEqual([]);
    });

    it("takes alerts from amtool, which say no end", async () => {
      await asAmtool("alert", "add", "BackupFailed", "service=backup", "severity=warning");
      expect(await query("service=backup")).toHaveLength(1);
      expect(await states()).toEqual(["open", "resolved"]);
    });

    it("silences by amtool, and pages when the silence is expired", async () => {
      const add = ["silence", "add", "--author=ann", "--comment=deploy", "--duration=1h"];
      const id = (await asAmtool(...add, "service=~db|web", "alertname=Slow")).trim();
      expect(await asAmtool("silence", "query", "service=~db|web")).toContain(id);
      await asAmtool("alert", "add", "Slow", "service=db");
      expect(await states()).toEqual(["open", "resolved"]);
      const [silenced] = await query("--silenced", "service=db");
      expect(silenced?.status).toMatchObject({ state: "suppressed", silencedBy: [id] });
      expect(await query("service=db")).toEqual([]);
      await asAmtool("silence", "update", "--duration=2h", "--comment=longer", id);
      expect(await asAmtool("silence", "query")).toContain("longer");
      await asAmtool("silence", "expire", id);
      await waitUntil("it pages", async () => (await states()).length === 3);
      expect(await asAmtool("silence", "query", "--expired")).toContain("longer");
      expect(await asAmtool("silence", "query")).not.toContain(id);
    });

    it("says what is wrong with a silence", async () => {
      const add = ["silence", "add", "--author=ann", "--comment=x"];
      await expect(asAmtool(...add, "--duration=1000h", "a=b")).rejects.toThrow("30 days at most");
      await expect(asAmtool(...add, "a=~.*")).rejects.toThrow("one must ask for a value");
    });
  },
);
