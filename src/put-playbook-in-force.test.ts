import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../test/support/temporary-folder.ts";
import { CliFailure } from "./cli/failure.ts";
import { AppError } from "./domain/error.ts";
import { createLog } from "./platform/log.ts";
import { readPlaybookFiles } from "./platform/playbook-files.ts";
import { playbookHash } from "./platform/playbook-hash.ts";
import { EXAMPLE_PLAYBOOK } from "./program.ts";
import { putPlaybookInForce } from "./put-playbook-in-force.ts";

/** An installation with a playbook in force, or none, to which activating another does this. */
function installation(inForce: string | undefined, refusal?: Error) {
  const activated: string[] = [];
  const lines: string[] = [];
  return {
    activated,
    lines,
    log: createLog({ level: "info", form: "json", write: (line) => lines.push(line) }),
    activePlaybookHash: async () => inForce,
    async activatePlaybook({ hash }: { readonly hash: string }) {
      if (refusal !== undefined) throw refusal;
      activated.push(hash);
      return { hash, title: "", activatedAt: 0, diagnostics: [] };
    },
  };
}

function somePlaybook(): string {
  const path = join(temporaryFolder(), "playbook.md");
  writeFileSync(path, "# Playbook\n");
  return path;
}

describe("the playbook at the start", () => {
  it("is the configured one", async () => {
    const app = installation("before");
    const path = somePlaybook();
    expect(await putPlaybookInForce(app, { path, log: app.log })).toBe(path);
    expect(app.activated).toHaveLength(1);
  });

  it("is not compiled again unless its text or the compiler has changed", async () => {
    const path = somePlaybook();
    const files = await readPlaybookFiles(path);
    const same = installation(files.hash);
    await putPlaybookInForce(same, { path, log: same.log });
    expect(same.activated).toEqual([]);
    const older = installation(playbookHash(files.files, files.overlay, "an older compiler"));
    await putPlaybookInForce(older, { path, log: older.log });
    expect(older.activated).toEqual([files.hash]);
  });

  it("is the one in force when none is configured, and else the example", async () => {
    const before = installation("before");
    expect(await putPlaybookInForce(before, { path: undefined, log: before.log })).toBe(
      "the one put in force before",
    );
    expect(before.activated).toEqual([]);
    const fresh = installation(undefined);
    const said = await putPlaybookInForce(fresh, { path: undefined, log: fresh.log });
    expect(said).toBe(`the example in ${EXAMPLE_PLAYBOOK}`);
  });

  it.each([
    ["it has errors", new AppError("playbook-refused", "it has 1 error")],
    ["it takes too long", new Error("the playbook takes longer than 60 s to compile")],
    ["the compiler dies of it", new Error("the compiler ended without a result")],
  ])("stays the last good one when %s", async (_, refusal) => {
    const app = installation("before", refusal);
    const said = await putPlaybookInForce(app, { path: somePlaybook(), log: app.log });
    expect(said).toContain("the last good one");
    expect(app.lines.join("")).toContain(refusal.message);
  });

  it("stays the last good one when the configured one is gone", async () => {
    const app = installation("before");
    const said = await putPlaybookInForce(app, { path: "/nowhere/playbook.md", log: app.log });
    expect(said).toContain("the last good one");
  });

  it("keeps the program from starting when there is no last good one", async () => {
    const app = installation(undefined, new AppError("playbook-refused", "it has 1 error"));
    const starting = putPlaybookInForce(app, { path: somePlaybook(), log: app.log });
    await expect(starting).rejects.toBeInstanceOf(CliFailure);
  });

  it("keeps the program from starting when the store is out of order", async () => {
    const down = new AppError("unavailable", "The database cannot be used now.");
    const app = installation("before", down);
    const starting = putPlaybookInForce(app, { path: somePlaybook(), log: app.log });
    await expect(starting).rejects.toBe(down);
  });
});
