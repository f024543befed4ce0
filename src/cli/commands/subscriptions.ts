/** Who is told of incidents' lives. */

import type { CreateSubscriptionInput, SubscriptionJson } from "../../contract/subscription.ts";
import type { Command } from "../command.ts";
import { createSubscription, endSubscription, listSubscriptions } from "../endpoints.ts";
import { givenOptions, JSON_OPTION } from "../options.ts";
import { pickByName } from "../pick-by-name.ts";
import type { Styled } from "../styled.ts";
import { showInstant } from "../when.ts";

export const subscriptionList: Command = {
  name: "subscription list",
  summary: "Who is told of incidents' lives, and how it stands with each",
  example: "tocsin subscription list",
  options: JSON_OPTION,
  async run({ api, args, terminal }) {
    const found = await listSubscriptions(api);
    if (args.flag("json")) {
      terminal.json(found);
      return 0;
    }
    terminal.table({
      headings: ["Name", "Kind", "Host", "State", "Waiting", "Team", "Since", "Id"],
      rows: found.subscriptions.map((subscription) => [
        { text: subscription.name, style: "bold" },
        subscription.kind,
        subscription.host,
        stateOf(subscription),
        String(subscription.waiting),
        subscription.team ?? "",
        showInstant(subscription.createdAt, terminal.viewer),
        { text: subscription.id, style: "dim" },
      ]),
    });
    return 0;
  },
};

function stateOf({ failures }: SubscriptionJson): Styled {
  return failures === 0
    ? { text: "in use", style: "green" }
    : { text: `failed ${failures} times in a row`, style: "red" };
}

export const subscriptionCreate: Command = {
  name: "subscription create",
  takes: "NAME [URL]",
  summary: "Have an endpoint told of incidents' lives; the secret that signs is shown this once",
  about: [
    "EVENT is incident.opened, incident.acknowledged and so on; all when left out.",
    "With a routing key of PagerDuty in place of a URL, incidents are forwarded there.",
  ],
  example: "tocsin subscription create board https://board.example.com/hook",
  options: {
    event: { type: "string", multiple: true, value: "EVENT", help: "What it is told; repeatable" },
    "routing-key": { type: "string", value: "KEY", help: "Of PagerDuty's Events API v2" },
    team: { type: "string", value: "TEAM", help: "Whose incidents" },
    ...JSON_OPTION,
  },
  async run({ api, args, terminal }) {
    const [name = "", url] = args.positionals;
    const routingKey = args.text("routing-key");
    const events = args.texts("event");
    const created = await createSubscription(api, {
      name,
      ...(url === undefined ? {} : { url }),
      ...(routingKey === undefined ? {} : { routingKey }),
      // The server says which events there are.
      ...(events.length === 0 ? {} : { events: events as CreateSubscriptionInput["events"] }),
      ...givenOptions(args, ["team"]),
    });
    if (args.flag("json")) terminal.json(created);
    else {
      const { subscription, secret, callbackUrl } = created;
      terminal.print([{ text: subscription.name, style: "bold" }, " is told from now on."]);
      if (secret !== null)
        terminal.print(["Secret, shown this once: ", { text: secret, style: "bold" }]);
      if (callbackUrl !== null)
        terminal.print(`To hear of what people do there, have PagerDuty call ${callbackUrl}`);
    }
    return 0;
  },
};

export const subscriptionEnd: Command = {
  name: "subscription end",
  takes: "SUBSCRIPTION",
  summary: "Tell an endpoint nothing more, by its name or id",
  example: "tocsin subscription end board",
  async run({ api, args, terminal }) {
    const { subscriptions } = await listSubscriptions(api);
    const { id, name } = pickByName(subscriptions, args.positionals[0] ?? "", "subscription");
    await endSubscription(api, id);
    terminal.print(`${name} is told nothing more.`);
    return 0;
  },
};
