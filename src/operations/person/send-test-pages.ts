import { describeDuration, MS } from "../../domain/duration.ts";
import { AppError } from "../../domain/error.ts";
import type { Principal } from "../../domain/permission.ts";
import type { ContactMethod } from "../../domain/person.ts";
import { testWaitMs } from "../../domain/test-page.ts";
import { recordDeed } from "../audit/record.ts";
import { authorise } from "../authorise.ts";
import type { OperationContext } from "../context.ts";
import { contactMethodOf, loadPersonConcerned } from "./load-concerned.ts";
import { type StartedTest, startTestPages } from "./start-test-pages.ts";

/**
 * Sends a test page over one or each way to reach a person. They are on their way once this returns; the
 * person's contact methods say what becomes of them.
 * @throws AppError `not-found`, `forbidden` for somebody else's, `conflict` without any contact method,
 * `too-many-requests` with when to ask again.
 */
export async function sendTestPages(
  context: OperationContext,
  principal: Principal,
  input: { readonly personId: string; readonly methodId?: string },
): Promise<readonly StartedTest[]> {
  authorise(principal, "person.self");
  return context.database.transaction(async (tx) => {
    const person = await loadPersonConcerned(tx, principal, input.personId);
    const { methodId } = input;
    const methods =
      methodId === undefined ? person.contactMethods : [contactMethodOf(person, methodId)];
    if (methods.length === 0)
      throw new AppError("conflict", `${person.name} has no contact method to test.`);
    refuseTooSoon(methods, context.clock.now());
    const started = await startTestPages(context, tx, { person, methods });
    await recordDeed(context, tx, {
      principal,
      action: "person.test-page",
      subject: `person ${person.id}`,
      detail: { contactMethodIds: methods.map(({ id }) => id) },
    });
    return started;
  });
}

function refuseTooSoon(methods: readonly ContactMethod[], now: number): void {
  const waitMs = Math.max(...methods.map((method) => testWaitMs(method, now)));
  if (waitMs === 0) return;
  const retryAfterSeconds = Math.ceil(waitMs / MS.second);
  throw new AppError(
    "too-many-requests",
    `A test page went out a short while ago. Look for it, or ask again in ${describeDuration(retryAfterSeconds * MS.second)}.`,
    { details: { retryAfterSeconds } },
  );
}
