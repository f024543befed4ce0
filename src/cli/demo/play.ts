/** The acts of the demo, one after the other. */

import type { TimelineEntryJson } from "../../contract/timeline.ts";
import type { ApiClient } from "../api-client.ts";
import { changeIncident, changeRole, readPostmortem, showIncident } from "../endpoints.ts";
import { CliFailure } from "../failure.ts";
import { clockRows, commanderOf, escalationLine } from "../incident-view.ts";
import type { Terminal } from "../terminal.ts";
import type { Story } from "./story.ts";

/** The longest each act is waited for. */
const ARRIVES_WITHIN_MS = 15_000;
const PAGED_WITHIN_MS = 20_000;
const ESCALATES_WITHIN_MS = 60_000;

/** What the acts play on. */
export interface Stage {
  readonly api: ApiClient;
  readonly story: Story;
  /** As of now. */
  readonly terminal: () => Terminal;
  readonly run: string;
  /** On a throw-away server steps are seconds apart, so the escalation is waited for. */
  readonly isThrowAway: boolean;
  /** Somebody is there to press Enter. */
  readonly isInteractive: boolean;
  /** Sends the alert. */
  readonly fire: () => Promise<void>;
  /** Says that the alert has ended. */
  readonly end: () => Promise<void>;
}

/** Plays it to the end. @throws CliFailure when an act does not come in time */
export async function playDemo(stage: Stage): Promise<void> {
  const { story } = stage;
  story.narrate(
    title("An alert comes in, as Prometheus and Alertmanager send it: an API is down."),
  );
  await stage.fire();
  const number = await story.findIncident(stage.run, ARRIVES_WITHIN_MS);
  await pages(stage);
  if (stage.isThrowAway) await escalates(stage);
  else await tellsWhatWouldCome(stage, number);
  await acknowledges(stage, number);
  await resolves(stage, number);
  await pointsToPostmortem(stage, number);
}

/** Ends what an interrupted demo has begun, as far as it got. */
export async function abandonDemo({ api, story, end }: Stage): Promise<void> {
  try {
    await end();
    const { number } = story;
    if (number === undefined) return;
    await changeIncident(api, number, {
      verb: "resolve",
      body: { reason: "the demo was stopped" },
    });
  } catch (error) {
    // It had ended by itself with its alert, or the server is gone: either way nothing is left to do.
    if (!(error instanceof CliFailure)) throw error;
  }
}

async function pages({ story }: Stage): Promise<void> {
  const paged = await story.until(
    (entry) => isPage(entry) || isKind(entry, "escalation.nobody"),
    PAGED_WITHIN_MS,
  );
  if (!paged) story.narrate("Nobody has been paged yet: `tocsin doctor` says what is in the way.");
}

async function escalates({ story }: Stage): Promise<void> {
  story.narrate(title("Nobody answers. The playbook says who is next."));
  const escalated = await story.until(
    (entry) => isPage(entry) && Number(entry.data["step"]) >= 1,
    ESCALATES_WITHIN_MS,
  );
  if (!escalated) throw new CliFailure("internal", "the demo's server did not escalate in time");
}

async function tellsWhatWouldCome({ api, story, terminal }: Stage, number: string): Promise<void> {
  const { escalation } = await showIncident(api, number);
  const shown = terminal();
  story.narrate(title("If nobody answered, this would come:"), [
    "  ",
    ...escalationLine(escalation, shown.viewer),
  ]);
}

async function acknowledges(stage: Stage, number: string): Promise<void> {
  const { api, story } = stage;
  if (stage.isInteractive) await story.ask("Press Enter to acknowledge.");
  else story.narrate(title("Somebody acknowledges."));
  // Whoever was paged may have been quicker.
  const { status } = await showIncident(api, number);
  if (status === "open") await changeIncident(api, number, { verb: "acknowledge" });
  await story.until((entry) => isKind(entry, "incident.acknowledged"), ARRIVES_WITHIN_MS);
  const incident = await showIncident(api, number);
  if (incident.escalation.mode === "role-only") {
    const role = commanderOf(incident);
    story.narrate(title(`The severity wants a role filled, so paging goes on for it: ${role}.`));
    if (stage.isInteractive) await story.ask("Press Enter to take it.");
    await changeRole(api, number, { role, deed: "accept" });
    await story.until((entry) => isKind(entry, "role.accepted"), ARRIVES_WITHIN_MS);
  }
  const { escalation } = await showIncident(api, number);
  story.narrate(["Escalation: ", ...escalationLine(escalation, stage.terminal().viewer)]);
}

async function resolves({ api, story, end, terminal }: Stage, number: string): Promise<void> {
  story.narrate(title("The API is back, and Alertmanager says that its alert has ended."));
  await end();
  await story.until((entry) => isKind(entry, "resolution.proposed"), ARRIVES_WITHIN_MS);
  story.narrate(title("Somebody who has acknowledged decides when it is over. It is."));
  const { status } = await showIncident(api, number);
  if (status !== "resolved") {
    const body = { reason: "the API answers again (demo)" };
    await changeIncident(api, number, { verb: "resolve", body });
  }
  await story.until((entry) => isKind(entry, "incident.resolved"), ARRIVES_WITHIN_MS);
  const { clocks } = await showIncident(api, number);
  const shown = terminal();
  story.narrate(title("The clocks of the playbook:"));
  shown.table({ rows: clockRows(clocks, shown.viewer) });
}

async function pointsToPostmortem(
  { api, story, isThrowAway }: Stage,
  number: string,
): Promise<void> {
  const markdown = await readPostmortem(api, number, "text/markdown");
  const sections = [...markdown.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading ?? "");
  story.narrate(
    title("The postmortem is written, in the playbook's own template:"),
    `  ${sections.join(" · ")}`,
    isThrowAway
      ? "This server is gone now. On one that stays (`tocsin serve`): tocsin postmortem last --output postmortem.md"
      : `Have it: tocsin postmortem ${number} --output postmortem-${number}.md`,
  );
  if (!isThrowAway) story.narrate("To see the escalation too, in seconds: tocsin demo --fast");
}

function title(text: string): { readonly text: string; readonly style: "cyan" } {
  return { text, style: "cyan" };
}

function isKind(entry: TimelineEntryJson, kind: string): boolean {
  return entry.kind === kind;
}

function isPage({ kind, data }: TimelineEntryJson): boolean {
  return kind === "notification.delivered" && data["purpose"] === "page";
}
