import { AppError } from "../../domain/error.ts";
import type { Incident } from "../../domain/incident.ts";
import { DEFAULT_AUDIENCE } from "../../domain/incident-clocks.ts";
import type { Principal } from "../../domain/permission.ts";
import { blanksIn } from "../../playbook/drafts/blank.ts";
import type { Tx } from "../../store/database.ts";
import type { OperationContext } from "../context.ts";
import { changeIncident } from "./change.ts";
import { type DraftRequest, draftOne, statedFacts } from "./draft.ts";

interface UpdateRequest extends DraftRequest {
  /** What is said; else a template says it. */
  readonly text?: string | undefined;
  readonly audience?: string | undefined;
}

/**
 * Records what an audience was told, in words or by a template of the playbook, and starts its
 * communication clock anew.
 * @throws AppError `invalid-input` where something in it is still to be filled in.
 */
export async function updateOnIncident(
  context: OperationContext,
  principal: Principal,
  request: UpdateRequest,
): Promise<Incident> {
  const { number, audience = DEFAULT_AUDIENCE, publicStatus } = request;
  const facts = statedFacts(request);
  return changeIncident(context, principal, {
    number,
    permission: "incident.update",
    input: async (by, incident, tx) => ({
      kind: "update",
      by,
      audience,
      text: await textOf(tx, incident, request, context.clock.now()),
      ...(publicStatus === undefined ? {} : { publicStatus }),
      ...(Object.keys(facts).length === 0 ? {} : { facts }),
    }),
  });
}

async function textOf(
  tx: Tx,
  incident: Incident,
  request: UpdateRequest,
  now: number,
): Promise<string> {
  const text = request.text ?? (await draftOne(tx, incident, request, now)).text;
  const missing = blanksIn(text);
  if (missing.length > 0) {
    throw new AppError(
      "invalid-input",
      `Not sent: it still has to be filled in (${missing.join("; ")}).`,
    );
  }
  if (text !== "") return text;
  const status = request.publicStatus ?? incident.publicStatus;
  throw new AppError(
    "invalid-input",
    `The playbook's template has no wording for “${status}”: write the text.`,
  );
}
