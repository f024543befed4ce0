/**
 * Lets time act on alerts: those that are held are looked at again when what holds them may be over. What
 * fails is put off for a minute, recorded as a fault, and the others go on.
 */

import { MS } from "../domain/duration.ts";
import { AppError } from "../domain/error.ts";
import { reviewAlerts } from "../operations/alert/review.ts";
import { findIntegrationToReview, loadAlertsToReview, putReviewOff } from "../store/alerts.ts";
import type { EngineContext } from "./engine-context.ts";

const BATCH_MAX = 250;
const PUT_OFF_MS = MS.minute;

/** Returns how many alerts were due; call again until none is. */
export async function runReviews(engine: EngineContext): Promise<number> {
  try {
    return await reviewAlerts(engine, { limit: BATCH_MAX });
  } catch (error) {
    if (isUnavailable(error)) throw error;
    engine.log.error({ err: error }, "alerts are reviewed one by one");
    engine.observe.fault("review-batch");
    return reviewOne(engine);
  }
}

/** The next one alone. What fails does not keep its place in front of the others. */
async function reviewOne(engine: EngineContext): Promise<number> {
  try {
    return await reviewAlerts(engine, { limit: 1 });
  } catch (error) {
    if (isUnavailable(error)) throw error;
    engine.log.error({ err: error }, "an alert could not be reviewed");
    engine.observe.fault("review");
    return putFirstOff(engine);
  }
}

function putFirstOff(engine: EngineContext): Promise<number> {
  return engine.database.transaction(async (tx) => {
    const now = engine.clock.now();
    const integrationId = await findIntegrationToReview(tx, now);
    if (integrationId === undefined) return 0;
    const due = await loadAlertsToReview(tx, { integrationId, now, limit: 1 });
    for (const { id } of due) await putReviewOff(tx, id, now + PUT_OFF_MS);
    return due.length;
  });
}

function isUnavailable(error: unknown): boolean {
  return error instanceof AppError && error.code === "unavailable";
}
