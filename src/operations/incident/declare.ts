import { decideAlso } from "../../domain/decide-also.ts";
import { AppError } from "../../domain/error.ts";
import type { Incident } from "../../domain/incident.ts";
import { type IncidentMode, modeOf } from "../../domain/incident-mode.ts";
import { openIncident } from "../../domain/open-incident.ts";
import { isAllowed, type Principal } from "../../domain/permission.ts";
import type { Playbook } from "../../domain/playbook.ts";
import { severityRules } from "../../domain/severity-rules.ts";
import { appendAudit } from "../../store/audit.ts";
import type { OperationContext } from "../context.ts";
import { decisionContext } from "../roster/decision-context.ts";
import { loadInForce } from "../roster/load.ts";
import { actorOf } from "./change.ts";
import { takeNumber } from "./number.ts";
import { saveOpened } from "./save.ts";

export interface DeclareIncident {
  readonly title: string;
  readonly severity?: string;
  readonly team?: string;
  /** What is known so far; it becomes the first note. */
  readonly description?: string;
  /** Real when left out. */
  readonly mode?: IncidentMode;
}

/**
 * Opens an incident by hand. Without a severity it is the worst: a person who is unsure takes the higher,
 * and lowering it is one verb.
 * @throws AppError `invalid-input` when the playbook has no such severity.
 */
export async function declareIncident(
  context: OperationContext,
  principal: Principal,
  input: DeclareIncident,
): Promise<Incident> {
  if (!isAllowed(principal, "incident.declare", input.team)) {
    throw new AppError("forbidden", `${principal.name} may not declare incidents.`);
  }
  return context.database.transaction(async (tx) => {
    const { playbook, roster } = await loadInForce(tx);
    const now = context.clock.now();
    const rules = rulesOf(playbook, input.severity);
    const by = actorOf(principal);
    const deciding = await decisionContext(tx, { now, roster }, [rules]);
    const opened = openIncident(
      {
        id: context.newId(),
        number: await takeNumber(tx, now, playbook.timeZone),
        title: input.title,
        rules,
        severityReason:
          input.severity === undefined ? "declared without one: the worst" : "declared",
        playbookHash: playbook.hash,
        integrationId: null,
        groupKey: null,
        team: input.team ?? principal.teams[0] ?? null,
        by,
        ...(input.mode === undefined || input.mode === "real" ? {} : { mode: input.mode }),
        alerts: [],
      },
      deciding,
    );
    const text = input.description;
    const decision =
      text === undefined ? opened : decideAlso(opened, { kind: "note", by, text }, deciding);
    await saveOpened(context, tx, [decision]);
    await appendAudit(tx, {
      id: context.newId(),
      at: now,
      actor: by,
      action: "incident.declare",
      subject: `incident ${decision.incident.number}`,
      detail: { severity: rules.id, mode: modeOf(decision.incident) },
    });
    return decision.incident;
  });
}

function rulesOf(playbook: Playbook, severity: string | undefined) {
  const wanted = severity ?? playbook.severities[0]?.id ?? "";
  const rules = severityRules(playbook, wanted);
  if (rules !== undefined) return rules;
  const known = playbook.severities.map((candidate) => candidate.id).join(", ");
  throw new AppError("invalid-input", `The playbook has no severity ${wanted}; it has ${known}.`);
}
