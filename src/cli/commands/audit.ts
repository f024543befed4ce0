import type { Command } from "../command.ts";
import { readAudit } from "../endpoints.ts";
import { JSON_OPTION, wholeNumber } from "../options.ts";
import { showInstant } from "../when.ts";

export const audit: Command = {
  name: "audit",
  summary: "Every write and who did it, the newest first",
  example: "tocsin audit --limit 100",
  options: {
    limit: { type: "string", value: "N", help: "At most so many" },
    before: { type: "string", value: "SEQ", help: "Only entries before this one" },
    ...JSON_OPTION,
  },
  async run({ api, args, terminal }) {
    const limit = wholeNumber(args, "limit");
    const before = wholeNumber(args, "before");
    const found = await readAudit(api, {
      ...(limit === undefined ? {} : { limit }),
      ...(before === undefined ? {} : { before }),
    });
    if (args.flag("json")) {
      terminal.json(found);
      return 0;
    }
    terminal.table({
      headings: ["Seq", "When", "Who", "What", "To", "Details"],
      rows: found.entries.map(({ seq, at, actor, action, subject, details }) => [
        `${seq}`,
        showInstant(at, terminal.viewer, "seconds"),
        actor.name,
        action,
        subject,
        Object.keys(details).length === 0 ? "" : JSON.stringify(details),
      ]),
    });
    if (found.nextBefore !== null)
      terminal.print("", `For older ones add --before ${found.nextBefore}`);
    return 0;
  },
};
