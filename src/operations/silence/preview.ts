import { setImmediate as othersTurn } from "node:timers/promises";
import { AppError } from "../../domain/error.ts";
import {
  compileMatchers,
  findMatcherProblem,
  type Labels,
  type Matcher,
} from "../../domain/matcher.ts";
import type { Principal } from "../../domain/permission.ts";
import { type FiringQuery, firingSketches, labelText } from "../../store/firing-alerts.ts";
import { listIntegrations } from "../../store/integrations.ts";
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
  const matches = compileMatchers(matchers);
  const tx = context.database.read;
  const ids = await integrationsOf(context, team ?? principal.teams[0]);
  const alerts: PreviewedAlert[] = [];
  let count = 0;
  let withIncident = 0;
  for await (const piece of firingSketches(tx, narrowed(matchers))) {
    for (const alert of piece) {
      if (ids !== undefined && !ids.has(alert.integrationId)) continue;
      if (!matches(alert.labels)) continue;
      count += 1;
      if (alert.incidentId !== null) withIncident += 1;
      if (alerts.length < SHOWN_MAX) {
        const { labels, startsAt } = alert;
        alerts.push({ title: alert.title(), labels, startsAt });
      }
    }
    await othersTurn();
  }
  return { count, withIncident, alerts };
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

/** The database passes over what cannot match, so that it need not be read. */
function narrowed(matchers: readonly Matcher[]): FiringQuery {
  const texts = matchers.flatMap(({ name, operator, value }) =>
    operator === "=" && value !== "" ? [labelText(name, value)] : [],
  );
  const [longest] = texts.sort((a, b) => b.length - a.length);
  return longest === undefined ? {} : { containing: longest };
}
