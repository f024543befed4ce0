/** What operations are given, on a fresh database and a clock that tests move. */

import { hash } from "node:crypto";
import type { Principal, Role } from "../../src/domain/permission.ts";
import type { Overlay, Playbook } from "../../src/domain/playbook.ts";
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
export async function contextWithPlaybook(overlay: Partial<Overlay> = {}): Promise<TestContext> {
  const context = await freshContext();
  await activateTestPlaybook(context, SETUP, overlay);
  return context;
}

/** @param overlay what its `tocsin.yaml` says besides */
export function activateTestPlaybook(
  context: OperationContext,
  principal: Principal,
  overlay: Partial<Overlay> = {},
) {
  return activatePlaybook(context, principal, {
    playbook: {
      ...PLAYBOOK,
      // Another text is another hash, by which compiled playbooks are remembered.
      hash: Object.keys(overlay).length === 0 ? PLAYBOOK.hash : hashOf(overlay),
      overlay: { ...PLAYBOOK.overlay, ...overlay },
    },
    sources: { files: [] },
    resolveAddress: (value) => ({ ok: true, value }),
  });
}

function hashOf(overlay: object): string {
  return hash("sha256", JSON.stringify(overlay), "hex");
}

/** Somebody with a role, confined to the teams that are named. */
export function principalOf(role: Role, ...teams: readonly string[]): Principal {
  return { name: [role, ...teams].join(" of "), role, teams };
}
