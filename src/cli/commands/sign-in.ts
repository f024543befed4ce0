/** Who one is towards a server: login, whoami. */

import { ApiClient } from "../api-client.ts";
import type { Command } from "../command.ts";
import { DEFAULT_URL, isLoopback, normalUrl } from "../connection.ts";
import { whoAmI } from "../endpoints.ts";
import { usageFailure } from "../failure.ts";
import { JSON_OPTION } from "../options.ts";
import { profilePath, writePrivateJson } from "../profile.ts";

export const login: Command = {
  name: "login",
  takes: "[URL]",
  summary: "Remember a server and your token for it",
  about: [
    "The token is asked for, or read from stdin; it is tried before it is stored, in a file only you may read.",
  ],
  example: "tocsin login https://tocsin.example",
  async run({ args, io, surroundings, terminal }) {
    const written = args.positionals[0] ?? io.env["TOCSIN_URL"] ?? DEFAULT_URL;
    const url = normalUrl(written);
    if (url === undefined) throw usageFailure(`"${written}" is no http(s) URL`);
    if (url.startsWith("http:") && !isLoopback(url)) {
      io.stderr(`warning: ${url} is not encrypted; whoever is on the way can read your token.\n`);
    }
    const token = (await surroundings.ask(`Token for ${url}: `, { secret: true }))?.trim();
    if (token === undefined || token === "") {
      throw usageFailure(
        "no token was given",
        "An admin makes one: tocsin token create NAME --role ROLE",
      );
    }
    const me = await whoAmI(new ApiClient({ url, urlFrom: "the command line", token }));
    const path = profilePath(io.env);
    writePrivateJson(path, { url, token });
    terminal.print(`Signed in to ${url} as ${me.name} (${me.role}); stored in ${path}`);
    return 0;
  },
};

export const whoami: Command = {
  name: "whoami",
  summary: "Who you are to the server, and what you may do",
  example: "tocsin whoami",
  options: JSON_OPTION,
  async run({ api, args, terminal }) {
    const me = await whoAmI(api);
    if (args.flag("json")) {
      terminal.json(me);
      return 0;
    }
    const { url, urlFrom, tokenFrom } = api.connection;
    terminal.print([{ text: me.name, style: "bold" }, ` (${me.role})`]);
    terminal.table({
      rows: [
        ["Server", `${url} (from ${urlFrom})`],
        ["Token", `from ${tokenFrom ?? "nowhere"}`],
        ["Teams", me.teams.length === 0 ? "all" : me.teams.join(", ")],
        ["May", me.permissions.join(", ")],
      ],
    });
    return 0;
  },
};
