import { z } from "zod";
import { startJsonServer } from "./json-server.ts";
import { addressPart, type StartVendor } from "./vendor.ts";

/** https://docs.ntfy.sh/publish/#publish-as-json, as far as we use it; anything else is refused. */
const published = z.strictObject({
  topic: z.string().regex(/^[\w-]{1,64}$/u),
  title: z.string(),
  message: z.string(),
  priority: z.int().min(1).max(5),
  tags: z.array(z.string()),
  click: z.url().optional(),
  actions: z
    .array(z.strictObject({ action: z.literal("view"), label: z.string(), url: z.url() }))
    .max(3)
    .optional(),
});

/** A server of ntfy. */
export const startNtfy: StartVendor = async (inbox, port) => {
  const server = await startJsonServer(port, (_path, body) => {
    const { topic, title, message, actions = [] } = published.parse(body);
    const links = Object.fromEntries(actions.map(({ label, url }) => [label, url]));
    inbox.take({ channel: "ntfy", to: topic, title, text: message, links });
    return { id: "development" };
  });
  return {
    env: {},
    contact: (person) => ({ kind: "ntfy", address: `${server.url}/${addressPart(person)}` }),
    close: () => server.close(),
  };
};
