/**
 * The on-call number is called, as Twilio tells it. An error is answered as one: Twilio then asks the
 * fallback that the number is given in its console, which can connect to a person without us.
 */

import type { Principal } from "../../domain/permission.ts";
import { boundedText } from "../../integrations/bounded-text.ts";
import {
  NOT_THE_ON_CALL_LINE,
  ON_CALL_LINE_MENU,
  ON_CALL_LINE_SILENCE,
  type SpokenDuty,
  spokenCall,
  spokenDuties,
} from "../../integrations/on-call-line-text.ts";
import { gatherTwiml, sayTwiml } from "../../integrations/twiml.ts";
import type { OperationContext } from "../../operations/context.ts";
import { answersCallsTo, openByCall } from "../../operations/incident/open-by-call.ts";
import { showOnCall } from "../../operations/on-call/show.ts";
import type { RouteTable } from "../route-table.ts";
import {
  respondTwiml,
  SIGNED_BY_TWILIO,
  signedFields,
  TWIML_RESPONSE,
  type TwilioRouteOptions,
} from "../twilio-request.ts";

const tags = ["phone"];
const WORD_LENGTH_MAX = 64;

/** Who asks for whoever calls: they may know who is on call, and nothing else. */
const CALLER: Principal = { name: "on-call line", role: "viewer", teams: [] };

/** Adds the routes. */
export function addOnCallLineRoutes(table: RouteTable, options: TwilioRouteOptions): void {
  const { context } = options.dependencies;
  table.add(
    SIGNED_BY_TWILIO,
    {
      method: "post",
      path: "/callback/twilio/voice",
      summary: "Somebody calls the on-call number",
      tags,
      responses: TWIML_RESPONSE,
    },
    async (c) => {
      const { fields, callbackUrl, account } = await signedFields(c, options);
      const isOurs = await answersCallsTo(context, fields.get("To") ?? "", account.answers);
      return respondTwiml(isOurs ? menu(callbackUrl) : sayTwiml(NOT_THE_ON_CALL_LINE));
    },
  );
  table.add(
    SIGNED_BY_TWILIO,
    {
      method: "post",
      path: "/callback/twilio/voice/key",
      summary: "A key that was pressed by somebody who called the on-call number",
      tags,
      responses: TWIML_RESPONSE,
    },
    async (c) => {
      const { fields, callbackUrl, account } = await signedFields(c, options);
      if (!(await answersCallsTo(context, fields.get("To") ?? "", account.answers))) {
        return respondTwiml(sayTwiml(NOT_THE_ON_CALL_LINE));
      }
      switch (fields.get("Digits")) {
        case "1": {
          const taken = await openByCall(context, {
            id: `twilio:${word(fields.get("CallSid"))}`,
            from: word(fields.get("From")) || "a withheld number",
          });
          return respondTwiml(sayTwiml(spokenCall(taken)));
        }
        case "2":
          return respondTwiml(menu(callbackUrl, spokenDuties(await dutiesNow(context))));
        default:
          return respondTwiml(menu(callbackUrl));
      }
    },
  );
}

function menu(callbackUrl: string, before = ""): string {
  return gatherTwiml({
    text: `${before} ${ON_CALL_LINE_MENU}`.trim(),
    actionUrl: `${callbackUrl}/twilio/voice/key`,
    silence: ON_CALL_LINE_SILENCE,
  });
}

async function dutiesNow(context: OperationContext): Promise<readonly SpokenDuty[]> {
  const { rotations, schedules } = await showOnCall(context, CALLER, {});
  return [
    ...rotations.flatMap(({ onCall }) =>
      onCall.map(({ column, person }) => ({ as: column, person })),
    ),
    ...schedules.map(({ name, person }) => ({ as: name, person })),
  ];
}

/** A database refuses some characters, and no provider's word is long. */
function word(text: string | null): string {
  return boundedText(text ?? "", WORD_LENGTH_MAX);
}
