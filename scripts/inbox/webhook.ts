import { z } from "zod";
import { startJsonServer } from "./json-server.ts";
import { addressPart, type StartVendor } from "./vendor.ts";

const notified = z.looseObject({
  type: z.string(),
  data: z.looseObject({
    summary: z.string(),
    acknowledgeUrl: z.string().nullable(),
    incident: z.looseObject({ url: z.string().nullable() }),
  }),
});

/** An endpoint of somebody's own. */
export const startWebhook: StartVendor = async (inbox, port) => {
  const server = await startJsonServer(port, (path, body) => {
    const { data } = notified.parse(body);
    inbox.take({
      channel: "webhook",
      to: path,
      title: data.summary,
      text: JSON.stringify(body, null, 2),
      links: { Acknowledge: data.acknowledgeUrl ?? "", Open: data.incident.url ?? "" },
    });
    return {};
  });
  return {
    env: {},
    contact: (person) => ({ kind: "webhook", address: `${server.url}/${addressPart(person)}` }),
    close: () => server.close(),
  };
};
