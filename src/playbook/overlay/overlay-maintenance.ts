/** `maintenance:` in `tocsin.yaml`: windows of the week in which what is worked on pages nobody. */

import * as z from "zod";
import { matchers } from "./overlay-matchers.ts";
import { window } from "./overlay-schedules.ts";
import { text, timeZone } from "./overlay-values.ts";

const WINDOWS_MAX = 100;

const SCOPE = ["matchers", "service", "team"] as const;

export const maintenance = z
  .array(
    z
      .strictObject({
        name: text("What is done then; it is told of what it holds.", ["Database backups"]),
        matchers: matchers({
          description: "Matchers on the labels of alerts; all of them must hold.",
          examples: ['host=~"db-.*"'],
          atLeastOne: true,
        }).exactOptional(),
        service: text(
          "Alerts of this service, by a rule or by their label service.",
        ).exactOptional(),
        team: text("Alerts whose incident would be this team's.").exactOptional(),
        when: z.array(window).min(1).max(20).meta({ description: "Stretches of the week." }),
        timeZone: timeZone("Where its times are. Default: the playbook's.").exactOptional(),
        includeWorst: z
          .boolean()
          .meta({
            description:
              "true: alerts of the playbook's worst severity page nobody either. Default: false.",
          })
          .exactOptional(),
      })
      .refine((one) => SCOPE.some((key) => one[key] !== undefined), {
        error: 'must give at least one of "matchers", "service" and "team"',
      })
      .meta({ anyOf: SCOPE.map((key) => ({ required: [key] })) }),
  )
  .max(WINDOWS_MAX)
  .meta({
    description:
      "Weekly maintenance: alerts of what is worked on page nobody while it lasts; when it ends and they still fire, they page.",
  });
