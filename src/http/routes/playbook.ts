/** The playbook: what is in force, and a new version of it. */

import {
  activatedPlaybookSchema,
  activatePlaybookSchema,
  activePlaybookSchema,
} from "../../contract/playbook.ts";
import { instant } from "../../contract/wire.ts";
import { showPlaybook } from "../../operations/playbook/show.ts";
import type { HttpDependencies, PlaybookFile } from "../dependencies.ts";
import { presentActor } from "../present-incident.ts";
import { presentPlaybook } from "../present-playbook.ts";
import type { RouteTable } from "../route-table.ts";
import { jsonAnswer, jsonBody } from "./json-content.ts";

const tags = ["playbook"];

/** Adds the routes. */
export function addPlaybookRoutes(table: RouteTable, dependencies: HttpDependencies): void {
  const { context, playbooks } = dependencies;
  table.add(
    { permission: "playbook.read" },
    {
      method: "get",
      path: "/api/v1/playbook",
      summary: "The playbook in force, compiled",
      tags,
      responses: { 200: jsonAnswer("The playbook", activePlaybookSchema) },
    },
    async (c) => {
      const { playbook, activatedAt, activatedBy } = await showPlaybook(
        context,
        c.get("principal"),
      );
      const active = {
        hash: playbook.hash,
        title: playbook.title,
        activatedAt: instant(activatedAt),
        activatedBy: presentActor(activatedBy).name,
        playbook: presentPlaybook(playbook),
      };
      return c.json(active, 200);
    },
  );
  table.add(
    { permission: "playbook.activate" },
    {
      method: "post",
      path: "/api/v1/playbook",
      summary:
        "Compile a playbook and put it in force; one with errors is refused with diagnostics",
      tags,
      request: { body: jsonBody(activatePlaybookSchema) },
      responses: { 200: jsonAnswer("It is in force", activatedPlaybookSchema) },
    },
    async (c) => {
      const { files, overlay } = c.req.valid("json");
      const activated = await playbooks.activate(c.get("principal"), {
        files: files.map(decoded),
        ...(overlay === undefined ? {} : { overlay: decoded(overlay) }),
      });
      const { hash, title, diagnostics } = activated;
      const answer = {
        hash,
        title,
        activatedAt: instant(activated.activatedAt),
        diagnostics: [...diagnostics],
      };
      return c.json(answer, 200);
    },
  );
}

function decoded(file: { readonly path: string; readonly contentBase64: string }): PlaybookFile {
  return { path: file.path, bytes: Buffer.from(file.contentBase64, "base64") };
}
