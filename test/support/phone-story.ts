/** What the suites about SMS and calls ask of their fixture. */

import { describeEntry } from "../../src/domain/describe-entry.ts";
import type { Incident } from "../../src/domain/incident.ts";
import { declareIncident } from "../../src/operations/incident/declare.ts";
import { showIncident } from "../../src/operations/incident/show.ts";
import { incidentTimeline } from "../../src/operations/incident/timeline.ts";
import { workOff } from "./engine-fixture.ts";
import { SETUP } from "./operation-context.ts";
import type { PhoneFixture } from "./phone-fixture.ts";

export const ANN = "+12025550111";
export const BEN = "+12025550122";

/** Opens an incident, whose first page goes out. */
export async function pageFor(
  { context, engine }: PhoneFixture,
  title = "Checkout is down",
): Promise<Incident> {
  const incident = await declareIncident(context, SETUP, { title, severity: "P1" });
  await workOff(engine);
  return incident;
}

/** Lets time pass, and everything happen that is due then. */
export async function pass({ context, engine }: PhoneFixture, ms: number): Promise<void> {
  await context.clock.advance(ms);
  await workOff(engine);
}

/** The incident's timeline in sentences. */
export async function told(
  { context }: PhoneFixture,
  { number }: Pick<Incident, "number">,
): Promise<readonly string[]> {
  return (await incidentTimeline(context, SETUP, { number })).map(describeEntry);
}

/** The incident as it is now. */
export async function asItIs(
  { context }: PhoneFixture,
  { number }: Pick<Incident, "number">,
): Promise<Incident> {
  return (await showIncident(context, SETUP, { number })).incident;
}
