/** Which code names which incident in a reply by SMS, for each number. */

import { assert } from "../domain/assert.ts";
import { freeReplyCode } from "../domain/reply-code.ts";
import type { ReplyCodeRow, Tx } from "./schema.ts";
import { defineStatement } from "./statement.ts";

/** A code names another incident once nobody was written to with it for so long. */
const CODE_LASTS_MS = 30 * 24 * 3_600_000;
/** Others take codes for the same number at the same time; each time one is gone for good. */
const TRIES_MAX = 20;
const LISTED_MAX = 50;

export interface ReplyCode {
  readonly code: string;
  readonly incidentId: string;
  readonly personId: string;
  /** The role they answer as. */
  readonly role: string;
}

export interface ReplyCodeWanted extends Omit<ReplyCode, "code"> {
  readonly address: string;
  readonly now: number;
}

const renewRow = defineStatement<{ code: string }>(
  `update reply_code set person_id = $3, role = $4, sent_at = $5
   where address = $1 and incident_id = $2 and sent_at > $6 returning code`,
);
const selectUsed = defineStatement<{ code: string }>(
  "select code from reply_code where address = $1 and sent_at > $2",
);
const takeRow = defineStatement<{ code: string }>(
  `insert into reply_code (address, code, incident_id, person_id, role, sent_at)
   values ($1, $2, $3, $4, $5, $6)
   on conflict (address, code) do update set incident_id = excluded.incident_id,
     person_id = excluded.person_id, role = excluded.role, sent_at = excluded.sent_at
   where reply_code.sent_at <= $7
   returning code`,
);

/** The code under which this number is written to about an incident: the same each time. */
export async function ensureReplyCode(tx: Tx, wanted: ReplyCodeWanted): Promise<string> {
  const { address, incidentId, personId, role, now } = wanted;
  const since = now - CODE_LASTS_MS;
  const [known] = await renewRow(tx, address, incidentId, personId, role, now, since);
  if (known !== undefined) return known.code;
  const used = new Set((await selectUsed(tx, address, since)).map(({ code }) => code));
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const code = freeReplyCode(used);
    const [taken] = await takeRow(tx, address, code, incidentId, personId, role, now, since);
    if (taken !== undefined) return code;
    used.add(code);
  }
  assert(false, "a number's codes are all taken by others at the same time");
}

const selectRecent = defineStatement<Omit<ReplyCodeRow, "address" | "sent_at">>(
  `select code, incident_id, person_id, role from reply_code
   where address = $1 and sent_at > $2 order by sent_at desc, code limit ${LISTED_MAX}`,
);

/** The codes that a number was written to with, the latest first. */
export async function listReplyCodes(tx: Tx, address: string, now: number): Promise<ReplyCode[]> {
  const rows = await selectRecent(tx, address, now - CODE_LASTS_MS);
  return rows.map((row) => ({
    code: row.code,
    incidentId: row.incident_id,
    personId: row.person_id,
    role: row.role,
  }));
}
