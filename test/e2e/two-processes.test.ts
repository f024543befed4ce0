/** Two processes on one PostgreSQL share the work. One dies with mail half sent and pages due; the other goes on. */

import { expect, it } from "vitest";
import { describeWith } from "../support/describe-with.ts";
import { useLab } from "../support/lab.ts";
import type { Mail } from "../support/maildir.ts";
import { ANY_PLAYBOOK, writePlaybookFolder } from "../support/playbook-folder.ts";
import { MAIL_DOMAIN, type PostfixServer, startPostfix } from "../support/postfix-server.ts";
import { type PostgresServer, startPostgres } from "../support/postgres-server.ts";
import { startTocsinProcess, type TocsinProcess } from "../support/tocsin-process.ts";
import { waitUntil } from "../support/wait-until.ts";

/** Fewer than make a storm, which would be one incident. */
const INCIDENTS_MAX = 16;
const TAKEN_OVER_WITHIN_MS = 30_000;
const REPEAT_NOTE = "You may have had this before";

describeWith(
  ["postgresql", "postfix", "root"],
  "kill -9 of one of two processes on one PostgreSQL",
  () => {
    const lab = useLab();
    const [alice, bob, carol] = ANY_PLAYBOOK.people;
    let postfix: PostfixServer;
    let postgres: PostgresServer;
    let databaseUrl: string;
    let doomed: TocsinProcess;
    let survivor: TocsinProcess;
    let numbers: readonly string[];
    let killedAt: number;

    const rows = (sql: string) => postgres.query(sql, databaseUrl);
    const pagesOf = (mailbox: string): readonly Mail[] =>
      postfix.mails(mailbox).filter(({ subject }) => subject.startsWith("P0 "));

    it("starts both", async () => {
      [postfix, postgres] = await Promise.all([
        // It thinks about each message, so that there are always some half sent.
        startPostfix(lab, { mailboxes: ["alice", "bob"], acceptsAfterSeconds: 1 }),
        startPostgres(lab),
      ]);
      databaseUrl = await postgres.createDatabase("tocsin");
      const playbook = writePlaybookFolder(`${lab.folder}/playbook`, {
        text: ANY_PLAYBOOK,
        onCall: { primary: alice, secondary: bob, escalation: carol },
        contacts: {
          [alice]: [{ kind: "email", address: `alice@${MAIL_DOMAIN}` }],
          [bob]: [{ kind: "email", address: `bob@${MAIL_DOMAIN}` }],
          [carol]: [{ kind: "console" }],
        },
        after: ["0s", "5s", "10m"],
      });
      const shared = { playbook, databaseUrl, smtpUrl: postfix.url };
      doomed = await startTocsinProcess(lab, { ...shared, name: "doomed" });
      const { token } = doomed;
      survivor = await startTocsinProcess(lab, { ...shared, name: "survivor", token });
      const { out } = await survivor.command(["whoami"]);
      expect(out).toContain("admin");
    });

    it("dies while both have mail half sent", async () => {
      const { key } = await doomed.createIntegration("alertmanager");
      let count = 0;
      await waitUntil("both are sending", async () => {
        if (count < INCIDENTS_MAX) {
          count += 2;
          await Promise.all([fire(doomed, key, `a${count}`), fire(survivor, key, `b${count}`)]);
        }
        const sending = await rows(
          "select distinct lease_owner from notification where state = 'sending'",
        );
        return sending.length === 2;
      });
      await doomed.kill();
      killedAt = Date.now();
      numbers = (await survivor.incidents()).map(({ number }) => number);
      expect(numbers).toHaveLength(count);
    });

    it("leaves nobody forgotten: every incident pages its first and its second step", async () => {
      await waitUntil("each incident has paged both", () =>
        ["alice", "bob"].every((mailbox) => {
          const paged = new Set(pagesOf(mailbox).map(incidentOf));
          return numbers.every((number) => paged.has(number));
        }),
      );
      for (const number of numbers) {
        const entries = await survivor.timeline(number);
        expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
        const steps = entries.filter(({ kind }) => kind === "escalation.step");
        expect(steps.map(({ data }) => data["step"])).toEqual([0, 1]);
      }
    });

    it(`takes over what was half sent within ${TAKEN_OVER_WITHIN_MS / 1000} s`, async () => {
      await waitUntil("nothing is half sent any more", async () => {
        const [left] = await rows(
          `select count(*)::int as count from notification
           where state in ('sending', 'pending') and channel = 'email'`,
        );
        return left?.["count"] === 0;
      });
      const again = await rows(
        "select notification_id, max(started_at) as at from notification_attempt group by 1 having count(*) > 1",
      );
      // The one that died was sending, so there is something to take over.
      expect(again.length).toBeGreaterThan(0);
      for (const { at } of again) {
        expect(Number(at) - killedAt).toBeLessThan(TAKEN_OVER_WITHIN_MS);
      }
    });

    it("repeats a message at most once, and says in it that it may be a repetition", async () => {
      const mails = [...postfix.mails("alice"), ...postfix.mails("bob")];
      const copies = Map.groupBy(mails, ({ headers }) => headers["message-id"] ?? "");
      for (const [id, same] of copies) {
        expect(same.length, `copies of ${id}`).toBeLessThanOrEqual(2);
        const unmarked = same.filter(({ text }) => !text.includes(REPEAT_NOTE));
        expect(unmarked.length, `copies of ${id} that do not say so`).toBeLessThanOrEqual(1);
      }
      const marked = mails.filter(({ text }) => text.includes(REPEAT_NOTE));
      const told = await rows(
        "select count(*)::int as count from timeline_entry where kind = 'notification.unknown'",
      );
      expect(marked.length).toBe(told[0]?.["count"]);
    });
  },
);

async function fire(tocsin: TocsinProcess, key: string, name: string): Promise<void> {
  const labels = { alertname: name, severity: "critical" };
  const alert = { status: "firing", labels, annotations: {}, fingerprint: name };
  const answer = await fetch(`${tocsin.url}/ingest/alertmanager`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ version: "4", status: "firing", groupKey: name, alerts: [alert] }),
  });
  expect(answer.status).toBe(200);
}

function incidentOf({ headers }: Mail): string {
  return headers["x-tocsin-incident"] ?? "";
}
