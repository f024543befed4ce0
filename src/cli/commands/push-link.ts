/** The link with which a person gets pages on a device. */

import type { Command } from "../command.ts";
import { listPeople, makePushLink } from "../endpoints.ts";
import { JSON_OPTION } from "../options.ts";
import { pickByName } from "../pick-by-name.ts";
import { showInstant } from "../when.ts";

export const personPushLink: Command = {
  name: "person push-link",
  takes: "PERSON",
  summary: "Make a link with which a person gets pages on a phone or computer, without an app",
  about: [
    "The person opens it on the device and presses one button. It works once, for a day; whoever has it gets the person's pages, so send it to nobody else.",
  ],
  example: "tocsin person push-link Bob",
  options: JSON_OPTION,
  async run({ api, args, terminal }) {
    const [written = ""] = args.positionals;
    const { id } = pickByName((await listPeople(api)).people, written, "person");
    const link = await makePushLink(api, id);
    if (args.flag("json")) {
      terminal.json(link);
      return 0;
    }
    terminal.print(
      [{ text: link.url, style: "bold" }],
      `For ${link.person} alone, on the device that is to get the pages. Works once, until ${showInstant(link.expiresAt, terminal.viewer)}.`,
    );
    return 0;
  },
};
