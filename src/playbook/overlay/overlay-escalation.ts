/** Escalation policies of `tocsin.yaml`, where the matrix of the playbook does not say enough: their form. */

import * as z from "zod";
import { durationMs } from "../../domain/duration.ts";
import { statedDuration } from "./overlay-duration.ts";
import { window } from "./overlay-schedules.ts";
import { duration, text, timeZone } from "./overlay-values.ts";

const WHO = {
  person: text("A person by name.", ["Priya"]).exactOptional(),
  role: text("Whoever fills a role.", ["Incident Commander"]).exactOptional(),
  schedule: text("Whoever is on call in a schedule, or in a column of a rotation.").exactOptional(),
  team: text("Everybody in a team.").exactOptional(),
};
const WHO_KINDS = ["person", "role", "schedule", "team"] as const;

/** Who may answer: people, however they are named. */
const acknowledger = z
  .strictObject(WHO)
  .transform((written, context) => oneOf(WHO_KINDS, written, context));

const target = z
  .strictObject({ ...WHO, webhook: text('A program: one of "webhooks".').exactOptional() })
  .transform((written, context) => oneOf([...WHO_KINDS, "webhook"] as const, written, context));

/** The one of these kinds that was written. */
function oneOf<K extends string>(
  kinds: readonly K[],
  written: Readonly<Partial<Record<K, string>>>,
  context: z.RefinementCtx,
): { readonly kind: K; readonly name: string } {
  const given = kinds.filter((kind) => written[kind] !== undefined);
  const [kind] = given;
  if (kind !== undefined && given.length === 1) return { kind, name: written[kind] ?? "" };
  const listed = kinds.map((name) => `"${name}"`);
  const message = `must give one of ${listed.slice(0, -1).join(", ")} and ${listed.at(-1)}`;
  context.addIssue({ code: "custom", message });
  return z.NEVER;
}

const step = z.strictObject({
  role: text(
    "What the step is called; whoever fills this role is called on where no targets are given.",
    ["On-Call Engineer"],
  ),
  after: duration.meta({ description: "When it is called on, from the start of the round." }),
  targets: z
    .array(target)
    .min(1)
    .max(20)
    .meta({ description: "Whom it calls on, all at once, instead of whoever fills the role." })
    .exactOptional(),
  nextEachTime: z
    .literal(true)
    .meta({ description: "true: one of them each time, in turn, instead of all at once." })
    .exactOptional(),
  only: z
    .enum(["within working hours", "outside working hours"])
    .meta({ description: "At any other time the step is passed over at once, not waited for." })
    .exactOptional(),
  moreThan: z
    .strictObject({
      alerts: z.int().min(1).max(100).meta({ description: "More alerts than that." }),
      within: duration,
    })
    .meta({ description: "The step is passed over unless more alerts than that fired lately." })
    .exactOptional(),
});

export const workingHours = z
  .strictObject({
    timeZone: timeZone("Where its times are. Default: the playbook's.").exactOptional(),
    when: z.array(window).min(1).meta({ description: "Stretches of the week." }),
  })
  .meta({
    description:
      "What working hours are, for steps that are called on only then. Default: weekdays, 09:00 to 17:00.",
  });

export const escalation = z.strictObject({
  after: z
    .array(duration)
    .min(1)
    .refine(isAscending, {
      error: "must not go back in time: each step starts after the one before",
    })
    .meta({
      description: "When each step starts, counted from the start of the round.",
      examples: [["0m", "5m", "10m"]],
    })
    .exactOptional(),
  repeat: z
    .int()
    .min(0)
    .max(100)
    .meta({
      description: "How often the steps are gone through again before the catch-all is paged.",
    })
    .exactOptional(),
  steps: z
    .array(step)
    .min(1)
    .max(50)
    .refine((steps) => isNotFalling(steps.map(({ after }) => after)), {
      error: "must not go back in time: each step starts no earlier than the one before",
    })
    .meta({ description: "The steps, in place of those of the playbook's matrix." })
    .exactOptional(),
  acknowledgements: z
    .int()
    .min(1)
    .max(10)
    .meta({ description: "How many people must acknowledge before paging stops. Default: 1." })
    .exactOptional(),
  acknowledgers: z
    .array(acknowledger)
    .min(1)
    .max(20)
    .meta({
      description: "Who may acknowledge, beside whoever was told. Default: every responder.",
    })
    .exactOptional(),
  acknowledgementLapses: z
    .string()
    .transform((written, context) => {
      const lapses = written.trim() === "never" ? "never" : statedDuration(written);
      if (lapses !== undefined) return lapses;
      context.addIssue({ code: "custom", message: 'must be a duration such as "30m", or "never"' });
      return z.NEVER;
    })
    .meta({
      description:
        "After how long without anybody's entry an acknowledgement lapses and paging resumes. Default: 30m where the severity pages, else never.",
      examples: ["30m", "never"],
    })
    .exactOptional(),
});

function isAscending(durations: readonly string[]): boolean {
  return distances(durations).every((ms) => ms > 0);
}

function isNotFalling(durations: readonly string[]): boolean {
  return distances(durations).every((ms) => ms >= 0);
}

/** From each to the next, in milliseconds. */
function distances(durations: readonly string[]): readonly number[] {
  const starts = durations.map(durationMs);
  return starts.slice(1).map((start, index) => start - (starts[index] ?? 0));
}
