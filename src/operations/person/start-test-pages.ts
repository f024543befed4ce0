import type { ContactMethod, Person } from "../../domain/person.ts";
import { testNotice } from "../../domain/test-page.ts";
import { insertNotices } from "../../store/notices.ts";
import type { Tx } from "../../store/schema.ts";
import { startTestPage } from "../../store/test-pages.ts";
import type { OperationContext } from "../context.ts";

/** A test page that goes out. */
export interface StartedTest {
  readonly id: string;
  readonly method: ContactMethod;
}

/** Stores a test page over each of the methods; they are sent after the transaction. */
export async function startTestPages(
  context: OperationContext,
  tx: Tx,
  { person, methods }: { readonly person: Person; readonly methods: readonly ContactMethod[] },
): Promise<readonly StartedTest[]> {
  const now = context.clock.now();
  const started = methods.map((method) => ({ id: context.newId(), method }));
  const notices = started.map(({ id, method }) => ({
    id,
    personId: person.id,
    notice: testNotice(person, method),
    over: { kind: method.kind, address: method.address },
  }));
  await insertNotices(tx, notices, now);
  for (const { id, method } of started) await startTestPage(tx, method.id, { id, sentAt: now });
  return started;
}
