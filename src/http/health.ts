/** How the installation is, from the parts that can tell. */

import type { HealthJson } from "../contract/health.ts";
import { instant } from "../contract/wire.ts";
import type { HttpDependencies } from "./dependencies.ts";

/** An engine that has not finished a pass for this long is not doing its work. */
const ENGINE_PASS_AGE_MS_MAX = 30_000;

type Check = HealthJson["checks"][number];

const RANK = { ok: 0, warning: 1, failing: 2 } as const;

/** Whether requests should be sent here: the store answers and the engine passes. */
export async function readiness(dependencies: HttpDependencies): Promise<readonly Check[]> {
  return [await storeCheck(dependencies), engineCheck(dependencies)];
}

/** Everything that is known about how it is. */
export async function health(dependencies: HttpDependencies): Promise<HealthJson> {
  const checks = [...(await readiness(dependencies)), ...(await dependencies.health.checks())];
  const { settings, context } = dependencies;
  return {
    status: worstOf(checks),
    version: settings.version,
    startedAt: instant(settings.startedAt),
    now: instant(context.clock.now()),
    checks,
  };
}

export function worstOf(checks: readonly Check[]): Check["status"] {
  let worst: Check["status"] = "ok";
  for (const { status } of checks) if (RANK[status] > RANK[worst]) worst = status;
  return worst;
}

async function storeCheck({ health: port, context }: HttpDependencies): Promise<Check> {
  try {
    await port.probeStore();
    return { name: "store", status: "ok", detail: "The store answers." };
  } catch (error) {
    context.log.error({ err: error }, "the store does not answer");
    const detail = "The store does not answer; the log says why. Senders are asked to try again.";
    return { name: "store", status: "failing", detail };
  }
}

function engineCheck({ health: port, context, settings }: HttpDependencies): Check {
  const lastPassAt = port.engine().lastPassAt;
  const ageMs = context.clock.now() - (lastPassAt ?? settings.startedAt);
  const seconds = Math.max(0, Math.round(ageMs / 1000));
  if (ageMs > ENGINE_PASS_AGE_MS_MAX) {
    const detail = `The engine finished its last pass ${seconds} s ago; nobody is paged meanwhile. Restart Tocsin if it stays so.`;
    return { name: "engine", status: "failing", detail };
  }
  if (lastPassAt === null)
    return { name: "engine", status: "failing", detail: "The engine has not passed yet." };
  return { name: "engine", status: "ok", detail: `The last pass ended ${seconds} s ago.` };
}
