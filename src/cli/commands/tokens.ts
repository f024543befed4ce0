/** API tokens. The secret is shown once, when one is made. */

import type { CreateTokenInput, TokenJson } from "../../contract/token.ts";
import type { Command } from "../command.ts";
import { createToken, listPeople, listTokens, revokeToken } from "../endpoints.ts";
import { instantOption, JSON_OPTION } from "../options.ts";
import { pickByName } from "../pick-by-name.ts";
import type { Styled } from "../styled.ts";
import { showInstant, type Viewer } from "../when.ts";

export const tokenList: Command = {
  name: "token list",
  summary: "API tokens, without their secrets",
  example: "tocsin token list",
  options: JSON_OPTION,
  async run({ api, args, terminal }) {
    const found = await listTokens(api);
    if (args.flag("json")) {
      terminal.json(found);
      return 0;
    }
    const { viewer } = terminal;
    terminal.table({
      headings: ["Name", "Role", "State", "Last used", "Id"],
      rows: found.tokens.map((token) => [
        { text: token.name, style: "bold" },
        token.teams.length === 0 ? token.role : `${token.role} of ${token.teams.join(", ")}`,
        stateOf(token, viewer),
        token.lastUsedAt === null ? "never" : showInstant(token.lastUsedAt, viewer),
        { text: token.id, style: "dim" },
      ]),
    });
    return 0;
  },
};

export const tokenCreate: Command = {
  name: "token create",
  takes: "NAME",
  summary: "Make an API token; its secret is shown this once",
  example: "tocsin token create laptop --role responder --person Alice",
  options: {
    role: { type: "string", value: "ROLE", help: "viewer, responder, manager or admin; needed" },
    person: {
      type: "string",
      value: "PERSON",
      help: "Whose deeds it does; a program's when left out",
    },
    team: { type: "string", value: "TEAM", multiple: true, help: "Confined to this team" },
    expires: { type: "string", value: "TIME", help: "When it ends; never when left out" },
    ...JSON_OPTION,
  },
  async run({ api, args, terminal, io }) {
    const [name = ""] = args.positionals;
    const person = args.text("person");
    const expiresAt = instantOption(args, "expires", terminal.viewer.zone);
    const created = await createToken(api, {
      name,
      // The server says which roles there are; a token without one would be a guess.
      role: (args.text("role") ?? "") as CreateTokenInput["role"],
      teams: [...args.texts("team")],
      ...(person === undefined
        ? {}
        : { personId: pickByName((await listPeople(api)).people, person, "person").id }),
      ...(expiresAt === undefined ? {} : { expiresAt }),
    });
    if (args.flag("json")) {
      terminal.json(created);
      return 0;
    }
    // The secret alone on stdout: `TOCSIN_TOKEN=$(tocsin token create …)` works.
    terminal.print(created.secret);
    io.stderr("Keep it now: only its hash is stored, so it cannot be shown again.\n");
    return 0;
  },
};

export const tokenRevoke: Command = {
  name: "token revoke",
  takes: "TOKEN",
  summary: "End a token, by its name or id",
  example: "tocsin token revoke laptop",
  async run({ api, args, terminal }) {
    const { tokens } = await listTokens(api);
    const usable = tokens.filter((token) => token.revokedAt === null);
    const token = pickByName(usable, args.positionals[0] ?? "", "token");
    await revokeToken(api, token.id);
    terminal.print(`The token ${token.name} no longer works.`);
    return 0;
  },
};

function stateOf(token: TokenJson, viewer: Viewer): Styled {
  if (token.revokedAt !== null) return { text: "revoked", style: "dim" };
  if (token.expiresAt === null) return { text: "valid", style: "green" };
  return Date.parse(token.expiresAt) <= viewer.now
    ? { text: "expired", style: "dim" }
    : { text: `until ${showInstant(token.expiresAt, viewer)}`, style: "green" };
}
