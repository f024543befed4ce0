import { AppError } from "../../domain/error.ts";
import { findMatcherProblem, type Labels, type Matcher } from "../../domain/matcher.ts";
import type { Principal } from "../../domain/permission.ts";
import { listAlerts } from "../../store/alert-list.ts";
import { listIntegrations } from "../../store/integrations.ts";
import { type OpenAlert, openAlertsMatching, withoutClosed } from "../alert/open-alerts.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";

const SHOWN_MAX = 20;

export interface PreviewedAlert {
  readonly title: string;
  readonly labels: Labels;
  readonly startsAt: number;
}

export interface SilencePreview {
  /** How many alerts fire now that the matchers hold for. */
  readonly count: number;
  /** How many of them have an incident, which a silence does not touch. */
  readonly withIncident: number;
  /** The first of them. */
  readonly alerts: readonly PreviewedAlert[];
}

/**
 * What a silence with these matchers would match of what fires now.
 * @throws AppError `invalid-input` for matchers that are none, `forbidden`
 */
export async function previewSilence(
  context: OperationContext,
  principal: Principal,
  { matchers, team }: { readonly matchers: readonly Matcher[]; readonly team?: string },
): Promise<SilencePreview> {
  authorise(principal, "silence.read", team);
  const problem = findMatcherProblem(matchers);
  if (problem !== undefined) throw new AppError("invalid-input", problem);
  const { database } = context;
  const ids = await integrationsOf(context, team ?? principal.teams[0]);
  const matching = (await openAlertsMatching(database, matchers)).filter(
    ({ integrationId }) => ids === undefined || ids.has(integrationId),
  );
  const concerned = await withoutClosed(database.read, matching);
  const held = concerned.filter(({ isHeld }) => isHeld);
  const inIncidents = concerned.filter(({ isHeld }) => !isHeld);
  return {
    count: concerned.length,
    withIncident: inIncidents.length,
    alerts: await shown(context, [...inIncidents, ...held].slice(0, SHOWN_MAX)),
  };
}

/** In the order in which they were heard of first. */
async function shown(
  { database }: OperationContext,
  alerts: readonly OpenAlert[],
): Promise<readonly PreviewedAlert[]> {
  const ids = alerts.map(({ id }) => id);
  const found = await listAlerts(database.read, { state: "firing", ids, limit: SHOWN_MAX });
  return found
    .map(({ alert: { title, labels, startsAt } }) => ({ title, labels, startsAt }))
    .toReversed();
}

/** The integrations whose alerts a silence of a team is about; undefined for all. */
async function integrationsOf(
  { database }: OperationContext,
  team: string | undefined,
): Promise<ReadonlySet<string> | undefined> {
  if (team === undefined) return undefined;
  const integrations = await listIntegrations(database.read);
  return new Set(integrations.flatMap((one) => (one.team === team ? [one.id] : [])));
}
