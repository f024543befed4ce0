/** What operations are given, on a fresh database and a clock that tests move. */

import type { Principal, Role } from "../../src/domain/permission.ts";
import type { Playbook } from "../../src/domain/playbook.ts";
import type { OperationContext } from "../../src/operations/context.ts";
import { activatePlaybook } from "../../src/operations/playbook/activate.ts";
import { createIdSource } from "../../src/platform/ids.ts";
import { createLog } from "../../src/platform/log.ts";
import { pooledRandomBytes } from "../../src/platform/random.ts";
import { freshDatabase } from "./database.ts";
import { START } from "./incident-fixtures.ts";
import { playbook } from "./playbook-fixture.ts";
import { VirtualClock } from "./virtual-clock.ts";

/** Whom tests set things up as. */
export const SETUP: Principal = { name: "setup", role: "admin", teams: [] };
/** What the playbook in force requires of responders. */
export const REQUIRED_ACCESS = "Kubernetes cluster access";

const PLAYBOOK: Playbook = {
  ...playbook,
  access: [{ text: REQUIRED_ACCESS, source: { file: "playbook.md", line: 9 } }],
};

export interface TestContext extends OperationContext {
  readonly clock: VirtualClock;
  readonly logLines: readonly string[];
}

/** A context with no playbook in force yet. */
export async function freshContext(): Promise<TestContext> {
  const clock = new VirtualClock(START);
  const now = (): number => clock.now();
  const logLines: string[] = [];
  return {
    database: await freshDatabase({ now }),
    clock,
    newId: createIdSource({ now, randomBytes: pooledRandomBytes() }),
    log: createLog({ level: "debug", form: "json", write: (line) => logLines.push(line) }),
    logLines,
  };
}

/** A context with a playbook of four levels and the rotation of Ann, Ben and Cleo in force. */
export async function contextWithPlaybook(): Promise<TestContext> {
  const context = await freshContext();
  await activateTestPlaybook(context, SETUP);
  return context;
}

export function activateTestPlaybook(context: OperationContext, principal: Principal) {
  return activatePlaybook(context, principal, {
    playbook: PLAYBOOK,
    sources: { files: [] },
    resolveAddress: (value) => ({ ok: true, value }),
  });
}

/** Somebody with a role, confined to the teams that are named. */
export function principalOf(role: Role, ...teams: readonly string[]): Principal {
  return { name: [role, ...teams].join(" of "), role, teams };
}
