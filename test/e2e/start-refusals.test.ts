/** What somebody sees who starts Tocsin where it cannot keep its promises: a sentence that says what to do. */

import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { beforeAll, describe, expect, it } from "vitest";
import { describeWith } from "../support/describe-with.ts";
import { useLab } from "../support/lab.ts";
import {
  ANY_PLAYBOOK,
  type PlaybookSetup,
  writeOverlay,
  writePlaybookFolder,
} from "../support/playbook-folder.ts";
import { startPostgres } from "../support/postgres-server.ts";
import type { RunningProgram } from "../support/running-program.ts";
import { dataFolder, spawnTocsin, startTocsinProcess } from "../support/tocsin-process.ts";
import { waitUntil } from "../support/wait-until.ts";

const UNAVAILABLE = 6;

const [alice, bob, carol] = ANY_PLAYBOOK.people;
const SETUP: PlaybookSetup = {
  text: ANY_PLAYBOOK,
  onCall: { primary: alice, secondary: bob, escalation: carol },
  contacts: { [alice]: [{ kind: "console" }] },
  after: ["0s", "10m", "20m"],
};

/** Waits for it to give up, and returns what it said. */
async function refusal(program: RunningProgram, code: number): Promise<string> {
  const exit = await waitUntil(`${program.name} ends`, () => !program.isRunning && program.exited);
  expect(exit, program.output).toEqual({ code, signal: null });
  expect(program.stdout).not.toContain("is running at");
  // One sentence and what helps, not a trace.
  expect(program.output).not.toMatch(/^\s+at /mu);
  return program.output;
}

describe("a start that is refused", () => {
  const lab = useLab();
  let playbook: string;

  beforeAll(() => {
    playbook = writePlaybookFolder(`${lab.folder}/playbook`, SETUP);
  });

  it("names the file that another process has open, and what to use for several", async () => {
    const first = await startTocsinProcess(lab, { name: "twice", playbook });
    const said = await refusal(spawnTocsin(lab, { name: "twice", playbook }), UNAVAILABLE);
    expect(said).toContain(`Another Tocsin has ${dataFolder(lab, "twice")}/tocsin.db open.`);
    expect(said).toContain("for several servers on one database use PostgreSQL");
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
    await first.program.stop();
  });

  it("names the schema that is newer, and the version to start", async () => {
    const first = await startTocsinProcess(lab, { name: "newer", playbook });
    await first.program.stop();
    const database = new DatabaseSync(join(dataFolder(lab, "newer"), "tocsin.db"));
    database.exec("insert into migration values (9999, 'of the future', 0, '99.0.0')");
    database.close();
    const said = await refusal(spawnTocsin(lab, { name: "newer", playbook }), UNAVAILABLE);
    expect(said).toContain("The database has schema 9999, made by Tocsin 99.0.0");
    expect(said).toContain("Start Tocsin 99.0.0 or newer on it, or restore a backup");
  });

  it("names the address that another program listens on", async () => {
    const first = await startTocsinProcess(lab, { name: "listening", playbook });
    const second = spawnTocsin(lab, { name: "late", playbook, port: first.port });
    const said = await refusal(second, UNAVAILABLE);
    expect(said).toContain(`Another program listens on 127.0.0.1:${first.port} already.`);
    await first.program.stop();
  });

  it("names every setting that is wrong, each on its line", async () => {
    const env = { TOCSIN_LOG_LEVEL: "loud", TOCSIN_TRUSTED_PROXIES: "many" };
    const said = await refusal(spawnTocsin(lab, { name: "settings", playbook, env }), 2);
    expect(said).toContain("2 settings cannot be used");
    expect(said).toMatch(/^ {2}TOCSIN_LOG_LEVEL must be/mu);
    expect(said).toMatch(/^ {2}TOCSIN_TRUSTED_PROXIES /mu);
  });

  it("names the first finding of a broken playbook where there is no good one before it", async () => {
    const broken = lab.subfolder("broken");
    writeFileSync(join(broken, "playbook.md"), "# Our playbook\n\nTo be written.\n");
    const said = await refusal(spawnTocsin(lab, { name: "broken", playbook: broken }), 1);
    expect(said).toContain("playbook.md:1: no severity levels were found");
    expect(said).toContain(`Run \`tocsin check ${broken}\` to see every finding.`);
  });
});

describe("a playbook that breaks later", () => {
  const lab = useLab();

  it("is refused with its findings, and the last good one stays in force and pages", async () => {
    const playbook = writePlaybookFolder(`${lab.folder}/playbook`, SETUP);
    const good = await startTocsinProcess(lab, { playbook });
    const { port } = good;
    writeOverlay(playbook, { ...SETUP, after: ["20m", "10m"] });
    const refused = await good.command(["playbook", "activate", playbook]);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain(
      "must not go back in time: each step starts after the one before",
    );
    expect(refused.err).toMatch(/tocsin\.yaml:\d+:\d+: error TOC503/u);
    const hash = await inForce(good.url, good.token);
    await good.program.stop();

    const restarted = await startTocsinProcess(lab, { playbook, port });
    expect(restarted.program.output).toContain("the last good playbook stays");
    expect(await inForce(restarted.url, restarted.token)).toBe(hash);
    await restarted.succeed(["incident", "declare", "After the broken one", "--severity", "P0"]);
    await restarted.program.waitUntil(`pages ${alice} on its console`, () =>
      restarted.program.stdout.includes(`${alice}, you are paged as On-Call Engineer.`),
    );
    await restarted.program.stop();
  });
});

describeWith(["root"], "a start without the right to write", () => {
  const lab = useLab();

  it("names the folder, and the two ways out", async () => {
    const playbook = writePlaybookFolder(`${lab.folder}/playbook`, SETUP);
    // The lab's folder is root's, and so is what cannot be made within it.
    const unmade = spawnTocsin(lab, { name: "unmade", playbook, asNobody: true });
    expect(await refusal(unmade, UNAVAILABLE)).toContain(
      `the data folder ${dataFolder(lab, "unmade")} cannot be made`,
    );
    chmodSync(lab.subfolder("foreign-data"), 0o755);
    const foreign = spawnTocsin(lab, { name: "foreign", playbook, asNobody: true });
    const said = await refusal(foreign, UNAVAILABLE);
    expect(said).toContain(`Cannot create or write ${dataFolder(lab, "foreign")}/tocsin.db`);
    expect(said).toContain("Give this user the right to write there, or name another folder.");
  });
});

describeWith(["postgresql"], "a start on a PostgreSQL that loses what it acknowledged", () => {
  const lab = useLab();

  it("names the setting, and how to set it; starts once it is set", async () => {
    const playbook = writePlaybookFolder(`${lab.folder}/playbook`, SETUP);
    const postgres = await startPostgres(lab);
    const databaseUrl = await postgres.createDatabase("tocsin");
    await setFsync(postgres, "off");
    const options = { playbook, databaseUrl };
    const said = await refusal(spawnTocsin(lab, { ...options, name: "unsafe" }), UNAVAILABLE);
    expect(said).toContain("PostgreSQL has fsync off: a power failure would lose or damage");
    expect(said).toContain("Set fsync = on in postgresql.conf and reload the server.");
    await setFsync(postgres, "on");
    const safe = await startTocsinProcess(lab, { ...options, name: "safe" });
    await safe.program.stop();
  });
});

async function setFsync(
  postgres: Awaited<ReturnType<typeof startPostgres>>,
  value: "on" | "off",
): Promise<void> {
  await postgres.query(`alter system set fsync = ${value}`);
  await postgres.query("select pg_reload_conf()");
  await waitUntil(`fsync is ${value}`, async () => {
    const [row] = await postgres.query("show fsync");
    return row?.["fsync"] === value;
  });
}

async function inForce(url: string, token: string): Promise<string> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${url}/api/v1/playbook`, { headers });
  return ((await answer.json()) as { hash: string }).hash;
}
