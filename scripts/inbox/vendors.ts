/** Every vendor whose fake `npm run dev` starts, with its port. A new one is its file and a line here. */

import { startMail } from "./mail.ts";
import { startNtfy } from "./ntfy.ts";
import type { StartVendor } from "./vendor.ts";
import { startWebPush } from "./web-push.ts";
import { startWebhook } from "./webhook.ts";

export const VENDORS: readonly { readonly port: number; readonly start: StartVendor }[] = [
  { port: 8422, start: startMail },
  { port: 8423, start: startNtfy },
  { port: 8424, start: startWebhook },
  { port: 8425, start: startWebPush },
];
