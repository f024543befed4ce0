/** Changes that senders have told of, such as deployments. */

import type { ChangeEventJson } from "../../contract/change-event.ts";
import type { Command } from "../command.ts";
import { listChanges } from "../endpoints.ts";
import { JSON_OPTION } from "../options.ts";
import type { Cell } from "../table.ts";
import { showInstant, type Viewer } from "../when.ts";

export const changeList: Command = {
  name: "change list",
  summary: "What was changed lately, as senders tell: deployments, switches",
  about: ["The newest 50. Those of the day before an incident stand in `incident show` too."],
  example: "tocsin change list",
  options: JSON_OPTION,
  async run({ api, args, terminal }) {
    const found = await listChanges(api);
    if (args.flag("json")) terminal.json(found);
    else
      terminal.table({
        headings: ["When", "What", "Where", "Link"],
        rows: changeRows(found.changes, terminal.viewer),
      });
    return 0;
  },
};

/** When, what, where, and the first link. */
export function changeRows(
  changes: readonly ChangeEventJson[],
  viewer: Viewer,
): readonly (readonly Cell[])[] {
  return changes.map(({ happenedAt, summary, source, links }) => [
    showInstant(happenedAt, viewer),
    summary,
    { text: source ?? "", style: "dim" },
    links[0]?.url ?? "",
  ]);
}
