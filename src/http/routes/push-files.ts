/** The files behind the page for web push, from our own origin: the content policy lets no others in. */

import { z } from "zod";
import type { PushPort } from "../push-port.ts";
import type { RouteTable } from "../route-table.ts";

const ACCESS = {
  exempt: "public",
  because: "it is the same for everybody and holds no data",
} as const;

/** The worker talks to us alone, to acknowledge. */
const WORKER_POLICY = "default-src 'none'; connect-src 'self'; frame-ancestors 'none'";
const JAVASCRIPT = "text/javascript; charset=utf-8";
/** Asked again each time: an old script must not meet a new server. */
const CACHING = "no-cache";

/**
 * No `start_url`: an app on the Home Screen then opens the page that it was added from, with the link in
 * its address (https://www.w3.org/TR/appmanifest/#start_url-member). Its storage is its own, so nothing
 * else could bring the link there.
 */
const MANIFEST = {
  name: "Tocsin",
  short_name: "Tocsin",
  description: "Pages on this device",
  display: "standalone",
  background_color: "#a3161a",
  theme_color: "#a3161a",
  icons: [{ src: "push-icon.png", sizes: "192x192", type: "image/png", purpose: "any maskable" }],
} as const;

/** Adds the routes. */
export function addPushFileRoutes(table: RouteTable, push: PushPort): void {
  const add = (path: string, summary: string, answer: () => Response): void =>
    table.add(
      ACCESS,
      {
        method: "get",
        path,
        summary,
        tags: ["web push"],
        responses: { 200: { description: "The file", content: { "*/*": { schema: z.any() } } } },
      },
      answer,
    );
  add("/push-page.js", "The script of the page", () =>
    file(push.file("page/push-page.js"), { "content-type": JAVASCRIPT }),
  );
  add("/push-worker.js", "What shows notifications", () =>
    file(push.file("worker/push-worker.js"), {
      "content-type": JAVASCRIPT,
      "content-security-policy": WORKER_POLICY,
    }),
  );
  add("/push-icon.png", "The icon of notifications", () =>
    file(push.file("icon.png"), { "content-type": "image/png" }),
  );
  add("/manifest.webmanifest", "What a Home Screen needs to know", () =>
    file(JSON.stringify(MANIFEST), { "content-type": "application/manifest+json" }),
  );
}

function file(
  body: string | Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>>,
): Response {
  return new Response(body, { headers: { "cache-control": CACHING, ...headers } });
}
