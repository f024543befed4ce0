/** Web push: the link, the page behind it, and the files that the page and its notifications need. */

import { z } from "zod";
import { personParamsSchema } from "../../contract/person.ts";
import {
  pushLinkSchema,
  type SubscribedPushJson,
  subscribedPushSchema,
  subscribePushSchema,
} from "../../contract/push.ts";
import { instant } from "../../contract/wire.ts";
import { AppError } from "../../domain/error.ts";
import { writePushAddress } from "../../integrations/push-address.ts";
import { CHANNELS, presentAddress } from "../../integrations/registry.ts";
import type { HttpDependencies } from "../dependencies.ts";
import { deviceName } from "../device-name.ts";
import type { FailedAttempts } from "../failed-attempts.ts";
import { countFailure } from "../guard.ts";
import { respondPage } from "../page.ts";
import { pushPage } from "../push-page.ts";
import type { TestPush } from "../push-port.ts";
import type { RouteTable } from "../route-table.ts";
import { jsonAnswer, jsonBody } from "./json-content.ts";
import { addPushFileRoutes } from "./push-files.ts";

const ACCESS = {
  exempt: "link",
  because: "the link is signed, expires, works once, and is how a phone without a token gets in",
} as const;

const PATH = "/push/{token}";
const params = z.object({ token: z.string().min(1).max(2000) });
const tags = ["web push"];

interface Options {
  readonly dependencies: HttpDependencies;
  readonly attempts: FailedAttempts;
}

/** Adds the routes. */
export function addPushRoutes(table: RouteTable, options: Options): void {
  const { push } = options.dependencies;
  table.add(
    { permission: "person.write" },
    {
      method: "post",
      path: "/api/v1/people/{id}/push-link",
      summary: "Make a link with which a person gets pages on a device",
      tags,
      request: { params: personParamsSchema },
      responses: { 201: jsonAnswer("The link", pushLinkSchema) },
    },
    async (c) => {
      const link = await push.makeLink(c.get("principal"), c.req.valid("param").id);
      return c.json({ ...link, expiresAt: instant(link.expiresAt) }, 201);
    },
  );
  // Previews open every link: GET and HEAD only look.
  table.add(
    ACCESS,
    {
      method: "get",
      path: PATH,
      summary: "The page that subscribes a browser",
      tags,
      request: { params },
      responses: { 200: { description: "A page", content: { "text/html": {} } } },
    },
    async (c) => {
      const state = await push.look(c.req.valid("param").token);
      if (state.kind === "not-valid") countFailure(c, options);
      return respondPage(pushPage(state, push.publicKey));
    },
  );
  addSubscribeRoute(table, options);
  addPushFileRoutes(table, push);
}

/** No check of Origin: another site would need the link, which is the secret. */
function addSubscribeRoute(table: RouteTable, options: Options): void {
  const { push } = options.dependencies;
  table.add(
    ACCESS,
    {
      method: "post",
      path: PATH,
      summary: "Subscribe a browser, and send it a test",
      tags,
      request: { params, body: jsonBody(subscribePushSchema) },
      responses: { 201: jsonAnswer("It is subscribed", subscribedPushSchema) },
    },
    async (c) => {
      const device = deviceName(c.req.header("user-agent"));
      const address = writePushAddress({ ...c.req.valid("json"), device });
      refuseAddress(address);
      const done = await push.subscribe(c.req.valid("param").token, address);
      if (done.kind === "not-valid") countFailure(c, options);
      if (done.kind !== "done") throw refusal(done.kind);
      return c.json(presentSubscribed(address, done.test), 201);
    },
  );
}

function refuseAddress(address: string): void {
  const reason = CHANNELS["web-push"].checkAddress(address);
  if (reason === undefined) return;
  const message = `What this browser gave cannot be used: its subscription ${reason}.`;
  throw new AppError("invalid-input", message);
}

function refusal(kind: "not-valid" | "expired" | "used"): AppError {
  switch (kind) {
    case "not-valid":
      return new AppError("not-found", "This link is not valid. Copy the whole link.");
    case "expired":
      return new AppError("gone", "This link has expired. Ask for another one.");
    case "used":
      return new AppError("gone", "This link was used on another device. Ask for another one.");
  }
}

function presentSubscribed(address: string, test: TestPush): SubscribedPushJson {
  return {
    device: presentAddress("web-push", address),
    testSent: test.sent,
    problem: test.sent ? null : test.problem,
  };
}
