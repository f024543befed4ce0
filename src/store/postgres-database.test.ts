import { sql } from "kysely";
import { describe, expect, onTestFinished, test } from "vitest";
import { freshPostgresUrl, ON_POSTGRES } from "../../test/support/database.ts";
import { aNote, aNotification, anAlert, anIncident } from "../../test/support/store-fixtures.ts";
import { openTcpProxy } from "../../test/support/tcp-proxy.ts";
import { insertAlerts } from "./alerts.ts";
import { type Database, type DatabaseOptions, openDatabase, type Tx } from "./database.ts";
import {
  claimDueIncidents,
  insertIncidents,
  loadIncident,
  loadIncidents,
  saveIncidents,
} from "./incidents.ts";
import {
  claimDueNotifications,
  completeNotification,
  insertNotifications,
} from "./notifications.ts";
import { loadSetting, saveSetting } from "./settings.ts";
import { isUniqueViolation } from "./store-error.ts";
import { appendEntries, listEntries } from "./timeline.ts";
import { together } from "./together.ts";

const TIMEOUT_MS = 60_000;

async function open(url: string, options: Partial<DatabaseOptions> = {}): Promise<Database> {
  const database = await openDatabase({ applicationVersion: "1", ...options, url });
  onTestFinished(() => database.close());
  return database;
}

/** Two processes' worth of connections to one database. */
async function openTwo(): Promise<[Database, Database]> {
  const url = await freshPostgresUrl();
  return [await open(url), await open(url)];
}

/** A transaction that has done something and waits to be told to end. */
async function holding(database: Database, work: (tx: Tx) => Promise<unknown>) {
  const entered = Promise.withResolvers<void>();
  const leave = Promise.withResolvers<void>();
  const done = database.transaction(async (tx) => {
    await work(tx);
    entered.resolve();
    await leave.promise;
  });
  await Promise.race([entered.promise, done]);
  return {
    async end() {
      leave.resolve();
      await done;
    },
  };
}

describe.runIf(ON_POSTGRES)("two processes on one PostgreSQL", { timeout: TIMEOUT_MS }, () => {
  test("share 1,000 due incidents and save none twice", async () => {
    const processes = await openTwo();
    const incidents = Array.from({ length: 1_000 }, () => anIncident({ dueAt: 5 }));
    await processes[0].transaction((tx) => insertIncidents(tx, incidents));
    const work = async (database: Database) => {
      const taken: string[] = [];
      for (;;) {
        const batch = await database.transaction(async (tx) => {
          const claimed = await claimDueIncidents(tx, { now: 10, limit: 20 });
          await saveIncidents(
            tx,
            claimed.map((incident) => ({ incident: { ...incident, dueAt: 99 }, entries: [] })),
          );
          return claimed;
        });
        taken.push(...batch.map((incident) => incident.id));
        if (batch.length === 0) return taken;
      }
    };
    const taken = await Promise.all(processes.flatMap((each) => [work(each), work(each)]));
    expect(taken.flat().sort()).toEqual(incidents.map((incident) => incident.id).sort());
    expect(taken.filter((ids) => ids.length > 0).length).toBeGreaterThan(1);
  });

  test("share 1,000 due notifications and complete none twice", async () => {
    const processes = await openTwo();
    const incident = anIncident();
    const planned = Array.from({ length: 1_000 }, () => aNotification({ incidentId: incident.id }));
    await processes[0].transaction(async (tx) => {
      await insertIncidents(tx, [incident]);
      await insertNotifications(tx, planned);
    });
    const work = async (database: Database, owner: string) => {
      const sent: string[] = [];
      for (;;) {
        const claimed = await database.transaction((tx) =>
          claimDueNotifications(tx, { now: 1_000, limit: 30, owner, leaseMs: 60_000 }),
        );
        // A second claim would have raised the fence.
        for (const { fence } of claimed) expect(fence).toBe(1);
        if (claimed.length === 0) return sent;
        for (const { id, fence } of claimed) {
          const ours = await database.transaction((tx) =>
            completeNotification(tx, { id, fence, state: "delivered", at: 1_001 }),
          );
          if (ours) sent.push(id);
        }
      }
    };
    const sent = await Promise.all(
      processes.flatMap((each, n) => [work(each, `a${n}`), work(each, `b${n}`)]),
    );
    expect(sent.flat().sort()).toEqual(planned.map((notification) => notification.id).sort());
  });

  test("pass over what the other one is working on", async () => {
    const [one, other] = await openTwo();
    const [busy, free] = [anIncident({ dueAt: 1 }), anIncident({ dueAt: 2 })];
    await one.transaction((tx) => insertIncidents(tx, [busy, free]));
    const working = await holding(one, (tx) => loadIncident(tx, busy.id, { lock: true }));
    const claim = () => other.transaction((tx) => claimDueIncidents(tx, { now: 9, limit: 9 }));
    expect((await claim()).map((incident) => incident.id)).toEqual([free.id]);
    await working.end();
    expect(await claim()).toHaveLength(2);
  });

  test("see an acknowledgement before they send: the claim waits for it, or it for the claim", async () => {
    const [one, other] = await openTwo();
    const incident = anIncident();
    await one.transaction((tx) => insertIncidents(tx, [incident]));
    const acknowledged = { ...incident, status: "acknowledged", acknowledgedAt: 5 } as const;
    const claiming = await holding(one, (tx) => loadIncidents(tx, [incident.id], { share: true }));
    const order: string[] = [];
    // Another claim may look at the same incident meanwhile.
    await other.transaction((tx) => loadIncidents(tx, [incident.id], { share: true }));
    const acknowledging = other.transaction(async (tx) => {
      await loadIncident(tx, incident.id, { lock: true });
      order.push("acknowledged");
      await saveIncidents(tx, [{ incident: acknowledged, entries: [] }]);
    });
    // Entries and notifications of the incident are not held up by the claim's lock.
    await one.transaction((tx) =>
      insertNotifications(tx, [aNotification({ incidentId: incident.id })]),
    );
    order.push("claimed");
    await claiming.end();
    await acknowledging;
    expect(order).toEqual(["claimed", "acknowledged"]);
    expect(await loadIncident(one.read, incident.id)).toMatchObject({ status: "acknowledged" });
  });

  test("end up with one timeline without a gap, whoever appends", async () => {
    const processes = await openTwo();
    const incident = anIncident();
    await processes[0].transaction((tx) => insertIncidents(tx, [incident]));
    await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        processes[n % 2]?.transaction((tx) => appendEntries(tx, incident.id, [aNote(100 - n)])),
      ),
    );
    const entries = await listEntries(processes[1].read, incident.id);
    expect(entries.map((entry) => entry.seq)).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
  });

  test("that wait for each other's locks both succeed in the end", async () => {
    const [one, other] = await openTwo();
    for (const key of ["a", "b"]) await saveSetting(one.read, key, "0");
    const met = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
    let runs = 0;
    const write = (database: Database, keys: readonly [string, string], me: 0 | 1) =>
      database.transaction(async (tx) => {
        runs += 1;
        await saveSetting(tx, keys[0], `${me}`);
        // What is read has been written: the lock is held.
        await loadSetting(tx, keys[0]);
        met[me].resolve();
        await met[me === 0 ? 1 : 0].promise;
        await saveSetting(tx, keys[1], `${me}`);
      });
    await Promise.all([write(one, ["a", "b"], 0), write(other, ["b", "a"], 1)]);
    expect(runs).toBeGreaterThan(2);
    expect(await loadSetting(one.read, "a")).toBe(await loadSetting(one.read, "b"));
  });

  test("hear each other's hints, but each its own only once", async () => {
    const [one, other] = await openTwo();
    const heard = Promise.withResolvers<void>();
    let own = 0;
    one.onHint(() => {
      own += 1;
    });
    other.onHint(heard.resolve);
    await one.transaction((tx) => one.hint(tx));
    await heard.promise;
    await one.now();
    expect(own).toBe(1);
  });
});

test.runIf(ON_POSTGRES)("a newer process may add columns while this one runs", async () => {
  const database = await open(await freshPostgresUrl(), { poolMax: 1 });
  const incident = anIncident();
  await database.transaction((tx) => insertIncidents(tx, [incident]));
  const load = () => loadIncident(database.read, incident.id);
  // The server keeps a plan after it has made one a few times.
  for (let n = 0; n < 8; n++) expect(await load()).toEqual(incident);
  await sql`alter table incident add column added text default 'x'`.execute(database.read);
  expect(await load()).toEqual(incident);
});

test.runIf(ON_POSTGRES)(
  "transactions see what others commit, whatever the server's default is",
  async () => {
    const url = await freshPostgresUrl();
    const name = new URL(url).pathname.slice(1);
    const admin = await open(url);
    const strict = sql`alter database ${sql.id(name)} set default_transaction_isolation = serializable`;
    await strict.execute(admin.read);
    const database = await open(url);
    await database.transaction(async (tx) => {
      expect(await loadSetting(tx, "a")).toBeUndefined();
      await saveSetting(admin.read, "a", "1");
      expect(await loadSetting(tx, "a")).toBe("1");
    });
  },
);

test.runIf(ON_POSTGRES)("an error caught inside a transaction fails its commit", async () => {
  const database = await open(await freshPostgresUrl());
  const committing = database.transaction(async (tx) => {
    await saveSetting(tx, "a", "1");
    await sql`select 1/0`.execute(tx).catch(() => {});
  });
  await expect(committing).rejects.toThrow(/rolled back|aborted/i);
  expect(await loadSetting(database.read, "a")).toBeUndefined();
});

test.runIf(ON_POSTGRES)(
  "a write that nobody waited for fails what comes after it, the connection stays",
  async () => {
    const database = await open(await freshPostgresUrl(), { poolMax: 1 });
    const pid = async () => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(
        database.read,
      );
      return rows[0]?.pid;
    };
    const before = await pid();
    const alert = anAlert();
    for (const goOn of [true, false]) {
      const twice = database.transaction(async (tx) => {
        await insertAlerts(tx, [alert]);
        await insertAlerts(tx, [alert]);
        if (!goOn) return;
        await together(tx, (tx) =>
          Promise.all([loadSetting(tx, "a"), saveSetting(tx, "a", "1"), saveSetting(tx, "b", "1")]),
        );
      });
      expect(isUniqueViolation(await twice.catch((error: unknown) => error))).toBe(true);
    }
    expect(await loadSetting(database.read, "a")).toBeUndefined();
    expect(await pid()).toBe(before);
  },
);

describe.runIf(ON_POSTGRES)("a PostgreSQL in trouble", { timeout: TIMEOUT_MS }, () => {
  const endAll = sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`;

  test("that ends connections fails what was under way, and nothing after", async () => {
    const url = await freshPostgresUrl();
    const [database, admin] = [await open(url), await open(url)];
    const interrupted = database.transaction(async (tx) => {
      await saveSetting(tx, "a", "1");
      await endAll.execute(admin.read);
      await saveSetting(tx, "b", "2");
    });
    await expect(interrupted).rejects.toMatchObject({ code: "unavailable" });
    await endAll.execute(admin.read);
    await database.transaction((tx) => saveSetting(tx, "c", "3"));
    const found = ["a", "b", "c"].map((key) => loadSetting(database.read, key));
    expect(await Promise.all(found)).toEqual([undefined, undefined, "3"]);
  });

  test("that ends a connection while a transaction holds it does not end the process", async () => {
    const url = await freshPostgresUrl();
    const [database, admin] = [await open(url), await open(url)];
    const interrupted = database.transaction(async (tx) => {
      await endAll.execute(admin.read);
      // By then the connection's end has been noticed, with no query there to report it.
      for (let n = 0; n < 20; n++) await admin.now();
      await saveSetting(tx, "a", "1");
    });
    await expect(interrupted).rejects.toMatchObject({ code: "unavailable" });
    expect(await loadSetting(database.read, "a")).toBeUndefined();
  });

  test("that has become a standby is connected to anew", async () => {
    const database = await open(await freshPostgresUrl(), { poolMax: 1 });
    const demote = sql`set session characteristics as transaction read only`;
    await demote.execute(database.read);
    const writing = saveSetting(database.read, "a", "1");
    await expect(writing).rejects.toMatchObject({ code: "unavailable" });
    // This stands for the new primary.
    await saveSetting(database.read, "a", "2");
    expect(await loadSetting(database.read, "a")).toBe("2");
  });

  test("that ends the listener is listened to again", async () => {
    const url = await freshPostgresUrl();
    const [database, other] = [await open(url), await open(url)];
    const heardAgain = Promise.withResolvers<void>();
    await endAll.execute(other.read);
    // The reconnection itself counts as a hint: some may have been missed.
    database.onHint(heardAgain.resolve);
    await heardAgain.promise;
    const heard = Promise.withResolvers<void>();
    database.onHint(heard.resolve);
    await other.transaction((tx) => other.hint(tx));
    await heard.promise;
  });

  test("that falls silent is given up after the deadline, and used again when it answers", async () => {
    const direct = new URL(await freshPostgresUrl());
    const proxy = await openTcpProxy({ host: direct.hostname, port: Number(direct.port) });
    onTestFinished(() => proxy.close());
    const url = new URL(direct);
    url.port = String(proxy.port);
    const database = await open(url.href, { queryTimeoutMs: 300, poolMax: 1 });
    await saveSetting(database.read, "a", "1");
    proxy.fallSilent();
    await expect(loadSetting(database.read, "a")).rejects.toMatchObject({ code: "unavailable" });
    proxy.speak();
    expect(await loadSetting(database.read, "a")).toBe("1");
  });

  test("that takes too long over a statement is told to stop, and keeps its connection", async () => {
    const database = await open(await freshPostgresUrl(), { queryTimeoutMs: 100, poolMax: 1 });
    const backend = async () => {
      const query = sql<{ pid: number }>`select pg_backend_pid() as pid`;
      return (await query.execute(database.read)).rows[0]?.pid;
    };
    const before = await backend();
    const sleeping = sql`select pg_sleep(10)`.execute(database.read);
    await expect(sleeping).rejects.toMatchObject({ code: "unavailable" });
    expect(await backend()).toBe(before);
  });
});
