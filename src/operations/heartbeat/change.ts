/** What people do to a heartbeat that exists. */

import { AppError } from "../../domain/error.ts";
import { type Heartbeat, pauseHeartbeat, resumeHeartbeat } from "../../domain/heartbeat.ts";
import type { Permission, Principal } from "../../domain/permission.ts";
import { PAGING } from "../../store/database.ts";
import { deleteHeartbeat, lockHeartbeat } from "../../store/heartbeats.ts";
import type { Tx } from "../../store/schema.ts";
import { receiveWithin } from "../alert/receive.ts";
import { recordDeed } from "../audit/record.ts";
import { authorise, reaches } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { feedsHaveChanged } from "./add.ts";
import { saveChange } from "./hear.ts";

interface ById {
  readonly id: string;
}

/**
 * Expects nothing of it until somebody resumes it; the alert that fires for it ends.
 * @throws AppError `not-found` without such a heartbeat among those of the principal's teams.
 */
export function pause(
  context: OperationContext,
  principal: Principal,
  { id }: ById,
): Promise<Heartbeat> {
  const deed = { permission: "heartbeat.pause", action: "heartbeat.pause" } as const;
  return change(context, { principal, id, ...deed }, endAlert);

  async function endAlert(tx: Tx, heartbeat: Heartbeat): Promise<Heartbeat> {
    if (heartbeat.state === "paused") return heartbeat;
    const report = await saveChange(context, tx, pauseHeartbeat(heartbeat));
    if (report.request !== undefined) await receiveWithin(context, tx, report.request);
    return report.heartbeat;
  }
}

/** Expects it again, as if it had been heard now. @throws as `pause` */
export function resume(
  context: OperationContext,
  principal: Principal,
  { id }: ById,
): Promise<Heartbeat> {
  const deed = { permission: "heartbeat.pause", action: "heartbeat.resume" } as const;
  return change(context, { principal, id, ...deed }, async (tx, heartbeat) => {
    const resumed = resumeHeartbeat(heartbeat, context.clock.now());
    return (await saveChange(context, tx, { heartbeat: resumed })).heartbeat;
  });
}

/** Expects it no more; its ping URL is worthless, and the alert that fires for it ends. @throws as `pause` */
export async function removeHeartbeat(
  context: OperationContext,
  principal: Principal,
  { id }: ById,
): Promise<void> {
  const deed = { permission: "heartbeat.write", action: "heartbeat.remove" } as const;
  await change(context, { principal, id, ...deed }, async (tx, heartbeat) => {
    const report = await saveChange(context, tx, pauseHeartbeat(heartbeat));
    if (report.request !== undefined) await receiveWithin(context, tx, report.request);
    await deleteHeartbeat(tx, id);
    if (heartbeat.fedBy !== null) await feedsHaveChanged(context, tx);
    return heartbeat;
  });
}

interface Deed extends ById {
  readonly principal: Principal;
  readonly permission: Permission;
  readonly action: string;
}

function change(
  context: OperationContext,
  { principal, id, permission, action }: Deed,
  doIt: (tx: Tx, heartbeat: Heartbeat) => Promise<Heartbeat>,
): Promise<Heartbeat> {
  authorise(principal, permission);
  return context.database.transaction(async (tx) => {
    const heartbeat = await lockHeartbeat(tx, { id });
    const teams = heartbeat === undefined || heartbeat.team === null ? [] : [heartbeat.team];
    if (heartbeat === undefined || !reaches(principal, teams)) {
      throw new AppError("not-found", `There is no heartbeat ${id}.`);
    }
    const changed = await doIt(tx, heartbeat);
    await recordDeed(context, tx, {
      principal,
      action,
      subject: `heartbeat ${id}`,
      detail: { name: heartbeat.name },
    });
    return changed;
  }, PAGING);
}
