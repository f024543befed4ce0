/**
 * The main job on real parts: a rule of Prometheus fires, Alertmanager passes it on, Tocsin pages by the
 * playbook through Postfix, ntfy and a webhook, and writes the postmortem.
 */

import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { IncidentDetailJson } from "../../src/contract/incident.ts";
import { type AlertmanagerServer, startAlertmanager } from "../support/alertmanager-server.ts";
import { describeWith } from "../support/describe-with.ts";
import { type HttpReceiver, startHttpReceiver } from "../support/http-receiver.ts";
import { useLab } from "../support/lab.ts";
import type { Mail } from "../support/maildir.ts";
import {
  EXAMPLE,
  isSeedHere,
  type PlaybookText,
  SEED,
  writePlaybookFolder,
} from "../support/playbook-folder.ts";
import { MAIL_DOMAIN, type PostfixServer, startPostfix } from "../support/postfix-server.ts";
import { startPrometheus, type WatchedNumber } from "../support/prometheus-server.ts";
import { startTocsinProcess, type TocsinProcess } from "../support/tocsin-process.ts";
import { waitUntil } from "../support/wait-until.ts";

const SECRET = Buffer.from("the test's own secret, 32 bytes.").toString("base64");
const SUMMARY = "API pods are down";

const NEEDS = ["prometheus", "alertmanager", "postfix", "root"] as const;

for (const text of [SEED, EXAMPLE]) {
  const isHere = text !== SEED || isSeedHere;
  const advice = isHere ? "" : " (SKIPPED: that file is not beside this checkout)";
  describe.skipIf(!isHere)(`${text.name}${advice}`, () => {
    describeWith(NEEDS, "a real alert goes the whole way", () => journey(text));
  });
}

function journey(text: PlaybookText): void {
  const lab = useLab();
  const [alice, bob, carol] = text.people;
  let postfix: PostfixServer;
  let outside: HttpReceiver;
  let tocsin: TocsinProcess;
  let alertmanager: AlertmanagerServer;
  let service: WatchedNumber;
  /** The incident's number, and that of one declared later whose last step shows that the first one's has passed. */
  let number: string;
  let later: string;
  let firstMail: Mail;

  const aliceToken = async (): Promise<string> => {
    const args = ["token", "create", "laptop", "--role", "responder", "--person", alice];
    return (await tocsin.succeed(args)).trim();
  };
  const toAlice = (what: string, fits: (mail: Mail) => boolean): Promise<Mail> =>
    postfix.mail("alice", what, fits);
  const ntfyPages = (of: string) =>
    outside.received.filter(({ path, json }) => path === "/" && isPageOf(json["title"], of));

  it("starts everything, with what `tocsin integration create` says to paste", async () => {
    postfix = await startPostfix(lab, { mailboxes: ["alice", "bob"] });
    outside = await startHttpReceiver(lab);
    const playbook = writePlaybookFolder(`${lab.folder}/playbook`, {
      text,
      onCall: { primary: alice, secondary: bob, escalation: carol },
      contacts: {
        [alice]: [{ kind: "email", address: `alice@${MAIL_DOMAIN}` }],
        [bob]: [
          { kind: "ntfy", address: `${outside.url}/bob-on-call` },
          { kind: "email", address: `bob@${MAIL_DOMAIN}` },
        ],
        [carol]: [
          // Postfix knows no such mailbox: the page has to fall through to the webhook.
          { kind: "email", address: `moved-away@${MAIL_DOMAIN}` },
          { kind: "webhook", address: `${outside.url}/carol` },
        ],
      },
      after: ["0s", "3s", "20s"],
    });
    tocsin = await startTocsinProcess(lab, {
      playbook,
      smtpUrl: postfix.url,
      env: { TOCSIN_WEBHOOK_SECRETS: `whsec_${SECRET}` },
    });
    const { key } = await tocsin.createIntegration("alertmanager");
    const printed = await tocsin.succeed(["integration", "create", "production"]);
    expect(printed).toContain("webhook_configs:");
    alertmanager = await startAlertmanager(lab, printed.slice(printed.indexOf("receivers:")));
    service = await startPrometheus(lab, {
      alertmanager: alertmanager.address,
      alert: {
        name: "ApiPodsDown",
        labels: { severity: "critical", service: "api" },
        annotations: { summary: SUMMARY },
      },
    });
    expect(key).not.toBe("");
  });

  it("mails the primary when Prometheus's rule fires", async () => {
    service.set(0);
    firstMail = await toAlice("the page", ({ subject }) => /^P0 \d/u.test(subject));
    number = / (\d{8}-\d{3,}) /u.exec(firstMail.subject)?.[1] ?? "";
    expect(firstMail.subject).toBe(`P0 ${number} ${SUMMARY}`);
    expect(firstMail.text).toContain(`${alice}, you are paged as On-Call Engineer.`);
    expect(firstMail.text).toContain(`If nobody answers: `);
    expect(firstMail.text).toContain(bob);
    expect(firstMail.headers["received"]).toContain("with ESMTPS");
    expect(firstMail.headers["auto-submitted"]).toBe("auto-generated");
    expect((await tocsin.incident(number)).status).toBe("open");
  });

  it("pages the secondary when nobody answers", async () => {
    const page = await outside.post("the page to ntfy", ({ json }) =>
      isPageOf(json["title"], number),
    );
    expect(page.json).toMatchObject({ topic: "bob-on-call", priority: 5 });
    expect(page.json["click"]).toMatch(`${tocsin.url}/a/`);
    const step = (await tocsin.timeline(number)).find(
      ({ kind, data }) => kind === "escalation.step" && data["step"] === 1,
    );
    expect(step?.text).toBe(`Called on ${bob} as Incident Commander (round 1, step 2).`);
    const opened = (await tocsin.timeline(number))[0];
    const laterMs = Date.parse(step?.at ?? "") - Date.parse(opened?.at ?? "");
    expect(laterMs).toBeGreaterThanOrEqual(3000);
    expect(laterMs).toBeLessThan(8000);
  });

  it("is not acknowledged by mail scanners, which open every link", async () => {
    const url = firstMail.answerUrl ?? "";
    for (const method of ["GET", "HEAD", "GET"]) {
      const answer = await fetch(url, { method });
      expect(answer.status).toBe(200);
    }
    expect(await (await fetch(url)).text()).toContain('<form method="post">');
    expect((await tocsin.incident(number)).status).toBe("open");
    later = (await declare(tocsin)).number;
  });

  it("is acknowledged by the button behind the link, once", async () => {
    const url = firstMail.answerUrl ?? "";
    const answer = await fetch(url, { method: "POST" });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain(`You have acknowledged ${number}`);
    const incident = await tocsin.incident(number);
    expect(incident).toMatchObject({ status: "acknowledged", acknowledgedBy: alice });
    // This severity engages a commander, whom paging still looks for.
    expect(incident.escalation.mode).toBe("role-only");
    expect((await fetch(url, { method: "POST" })).status).toBe(410);
  });

  it("stops paging when the commander answers his page, unless nothing follows", async () => {
    const [page] = ntfyPages(number);
    const answer = await fetch(String(page?.json["click"]), { method: "POST" });
    expect(answer.status).toBe(200);
    const incident = await tocsin.incident(number);
    expect(incident.escalation).toMatchObject({ mode: "stopped", next: { because: "lapse" } });
    expect(incident.roles).toMatchObject([{ role: "Incident Commander", person: bob }]);
  });

  it("pages nobody after the acknowledgement, while another incident goes on to its last step", async () => {
    const last = await outside.post(
      "the last step of the later incident",
      ({ path, json }) => path === "/carol" && subjectNumber(json) === later,
    );
    verifySignature(last.headers, last.body);
    expect(last.json["type"]).toBe("notification.page");
    // Both began their rounds in this order, so the first incident's last step would have come before.
    const paged = (await tocsin.incident(number)).notifications.filter(
      ({ purpose, state }) => purpose === "page" && state === "delivered",
    );
    expect(paged.map(({ person }) => person)).toEqual([alice, bob]);
    expect(outside.received.filter(({ json }) => subjectNumber(json) === number)).toEqual([]);
    expect(ntfyPages(number)).toHaveLength(1);
    const mails = postfix.mails("alice").filter(({ subject }) => isPageOf(subject, number));
    expect(mails).toHaveLength(1);
    await tocsin.succeed(["incident", "resolve", later, "--reason", "it was a test"]);
  });

  it("asks whether it is over when Prometheus's rule stops firing", async () => {
    service.set(1);
    await toAlice("the question", ({ subject }) => subject.startsWith(`Resolved? P0 ${number}`));
    await tocsin.entry(number, "resolution.proposed");
    expect((await tocsin.incident(number)).status).toBe("acknowledged");
  });

  it("is resolved from the command line", async () => {
    const token = await aliceToken();
    await tocsin.succeed(["incident", "resolve", number, "--reason", "Rolled back"], token);
    const incident = await tocsin.incident(number);
    expect(incident).toMatchObject({ status: "resolved", firingAlerts: 0 });
    // Everybody who was told hears of the end, quietly, but for the one who said so.
    await postfix.mail("bob", "the all-clear", ({ subject }) =>
      subject.startsWith(`Resolved: P0 ${number}`),
    );
  });

  it("has every step in its postmortem, the same bytes each time", async () => {
    const entries = await settledTimeline(tocsin, number);
    const document = await tocsin.succeed(["postmortem", number]);
    expect(await tocsin.succeed(["postmortem", number])).toBe(document);
    const rows = document.split("\n").filter((line) => /^\| \d\d:\d\d/u.test(line));
    const told = rows.map((row) => row.split(" | ").slice(1).join(" | ").replace(/ \|$/u, ""));
    expect(told.map(unescaped)).toEqual(entries.map(({ text }) => text));
    for (const step of [
      `Called on ${alice} as On-Call Engineer (round 1, step 1).`,
      `A page to ${alice} went out by e-mail.`,
      `Called on ${bob} as Incident Commander (round 1, step 2).`,
      `A page to ${bob} went out by ntfy.`,
      `${alice} acknowledged as On-Call Engineer (via link).`,
      `${bob} took the role Incident Commander.`,
      `Resolution proposed: all alerts have ended.`,
      `${alice} resolved the incident: Rolled back.`,
    ]) {
      expect(told.map(unescaped)).toContain(step);
    }
    expect(document).toContain(`# Incident Postmortem: ${SUMMARY}`);
    expect(document).toContain(`**Incident Commander**: ${bob}`);
  });

  it("left neither Alertmanager nor the auditor anything to complain about", async () => {
    const failed = "alertmanager_notifications_failed_total";
    expect(await alertmanager.counter(failed, 'integration="webhook"')).toBe(0);
    expect(alertmanager.complaints()).toEqual([]);
    const { out } = await tocsin.command(["doctor", "--json"]);
    const { checks } = JSON.parse(out) as { checks: { name: string; status: string }[] };
    expect(checks.filter(({ name }) => name === "auditor")).toEqual([]);
    expect(checks.filter(({ status }) => status === "failing")).toEqual([]);
  });
}

async function declare(tocsin: TocsinProcess): Promise<IncidentDetailJson> {
  const args = ["incident", "declare", "Declared by hand", "--severity", "P0", "--json"];
  return JSON.parse(await tocsin.succeed(args)) as IncidentDetailJson;
}

/** Whether a headline is that of a page about an incident, and of no other message. */
function isPageOf(headline: unknown, number: string): boolean {
  return typeof headline === "string" && headline.startsWith(`P0 ${number} `);
}

/** The incident that a webhook is about. */
function subjectNumber(json: Readonly<Record<string, unknown>>): string | undefined {
  const { data } = json as { data?: { incident?: { number?: string } } };
  return data?.incident?.number;
}

function verifySignature(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: string,
): void {
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  const key = Buffer.from(SECRET, "base64");
  const digest = createHmac("sha256", key).update(signed).digest("base64");
  expect(headers["webhook-signature"]).toBe(`v1,${digest}`);
}

/** The timeline once everybody has had the all-clear, which is the last that happens. */
function settledTimeline(tocsin: TocsinProcess, number: string) {
  return waitUntil("everybody has had the all-clear", async () => {
    const { notifications } = await tocsin.incident(number);
    const allClear = notifications.filter(({ purpose }) => purpose === "resolved");
    // A person's further channels stand by, and are never used once the first has worked.
    const isOut = allClear.every(({ state }) => state !== "pending" && state !== "sending");
    return isOut && tocsin.timeline(number);
  });
}

function unescaped(markdown: string): string {
  return markdown.replace(/\\([\\`*_{}[\]<>|~#+=-])/gu, "$1");
}
