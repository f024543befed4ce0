import { AppError } from "../../domain/error.ts";
import type { Incident, PublicStatus } from "../../domain/incident.ts";
import { shownTitle } from "../../domain/incident-mode.ts";
import type { Principal } from "../../domain/permission.ts";
import type { Playbook, Template } from "../../domain/playbook.ts";
import { STATED_FACTS, type StatedFacts } from "../../playbook/drafts/draft-facts.ts";
import { type Draft, fillTemplate } from "../../playbook/drafts/fill-template.ts";
import { DRAFT_ENTRY_KINDS, gatherDraftFacts } from "../../playbook/drafts/gather-facts.ts";
import { listAlertsOfIncident } from "../../store/alerts.ts";
import type { Tx } from "../../store/database.ts";
import { listEntriesOfKinds } from "../../store/timeline.ts";
import type { OperationContext } from "../context.ts";
import { loadPinnedPlaybook } from "../playbook/load.ts";
import { visibleIncident } from "./change.ts";

export interface DraftRequest {
  readonly number: string;
  /** A template's id, or words of its title. */
  readonly template?: string | undefined;
  /** The state that is to be told. */
  readonly publicStatus?: PublicStatus | undefined;
  readonly facts?: { readonly [Name in keyof StatedFacts]?: string | undefined } | undefined;
  readonly nextUpdateAt?: number | undefined;
}

interface FilledTemplate extends Draft {
  readonly template: Template;
}

const ALERTS_MAX = 100;

/** The playbook's messages for an incident: one that is named, those that word a state, or all. */
export async function draftMessages(
  context: OperationContext,
  principal: Principal,
  request: DraftRequest,
): Promise<readonly FilledTemplate[]> {
  const tx = context.database.read;
  const incident = await visibleIncident(tx, principal, request.number);
  return fillFor(tx, incident, request, context.clock.now());
}

/** @throws AppError `invalid-input` where no template is meant, or several are. */
export async function draftOne(
  tx: Tx,
  incident: Incident,
  request: DraftRequest,
  now: number,
): Promise<Draft> {
  const drafts = await fillFor(tx, incident, request, now);
  const [only] = drafts;
  if (only !== undefined && drafts.length === 1) return only;
  const titles = titlesOf(drafts.map(({ template }) => template));
  throw new AppError("invalid-input", `Name one message template. Several are meant: ${titles}.`);
}

async function fillFor(
  tx: Tx,
  incident: Incident,
  request: DraftRequest,
  now: number,
): Promise<readonly FilledTemplate[]> {
  const playbook = await loadPinnedPlaybook(tx, incident.playbookHash);
  const templates = templatesFor(playbook, request);
  const entries = await listEntriesOfKinds(tx, incident.id, DRAFT_ENTRY_KINDS);
  const alerts = await listAlertsOfIncident(tx, incident.id, { limit: ALERTS_MAX });
  const facts = gatherDraftFacts(incident, entries, {
    now,
    firstAlertAt: alerts.length === 0 ? undefined : Math.min(...alerts.map((one) => one.startsAt)),
    publicStatus: request.publicStatus,
    stated: statedFacts(request),
    nextUpdateAt: request.nextUpdateAt,
  });
  const severities = playbook.severities.map(({ id }) => id);
  return templates.map((template) => {
    const { text, missing } = fillTemplate(template, facts, severities);
    return { template, text: text === "" ? "" : markedAs(incident, text), missing };
  });
}

/** Nobody may take what is said in a drill for real. */
function markedAs(incident: Incident, text: string): string {
  const mark = shownTitle({ ...incident, title: "" }).trim();
  return mark === "" ? text : `${mark}\n\n${text}`;
}

/** Those that were given. */
export function statedFacts({ facts = {} }: DraftRequest): StatedFacts {
  return Object.fromEntries(
    STATED_FACTS.flatMap((name) => (facts[name] === undefined ? [] : [[name, facts[name]]])),
  );
}

function templatesFor(
  { templates }: Playbook,
  { template: wanted, publicStatus }: DraftRequest,
): readonly Template[] {
  if (wanted !== undefined) {
    const word = wanted.toLowerCase();
    const named = templates.filter(({ id }) => id === wanted);
    const titled = templates.filter(({ title }) => title.toLowerCase().includes(word));
    const found = named.length > 0 ? named : titled;
    if (found.length > 0) return found;
    throw new AppError(
      "invalid-input",
      `The playbook of this incident has no message template “${wanted}”. It has: ${titlesOf(templates)}.`,
    );
  }
  if (publicStatus === undefined) return templates;
  return templates.filter(({ states = [] }) => states.includes(publicStatus));
}

function titlesOf(templates: readonly Template[]): string {
  return templates.length === 0 ? "none" : templates.map(({ title }) => `“${title}”`).join(", ");
}
