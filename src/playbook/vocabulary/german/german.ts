/** German. */

import * as columns from "./columns.ts";
import * as dates from "./dates.ts";
import * as drafts from "./drafts.ts";
import * as general from "./general.ts";
import * as impact from "./impact.ts";
import * as instructions from "./instructions.ts";
import * as messages from "./messages.ts";
import * as phases from "./phases.ts";
import * as postmortems from "./postmortems.ts";
import * as procedures from "./procedures.ts";
import * as promises from "./promises.ts";
import * as references from "./references.ts";
import * as runbooks from "./runbooks.ts";

export const GERMAN = {
  columns,
  dates,
  drafts,
  general,
  impact,
  instructions,
  messages,
  phases,
  postmortems,
  procedures,
  promises,
  references,
  runbooks,
};
