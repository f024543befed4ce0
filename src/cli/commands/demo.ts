/**
 * `tocsin demo`: one alert goes the whole way while one watches.
 *
 * On a running server of this machine everything is real, so it pages whoever is on call and goes only as
 * far as the acknowledgement: what would have come next, minutes later, is told instead. Without a server,
 * or with --fast, a throw-away Tocsin in memory shows all of it, its steps seconds apart. A server
 * elsewhere is never used: the demo must not wake people who did not ask for one.
 */

import { randomBytes } from "node:crypto";
import { ApiClient } from "../api-client.ts";
import type { Command, CommandContext } from "../command.ts";
import { isLoopback } from "../connection.ts";
import { demoWebhook } from "../demo/alert.ts";
import { demoIntegrationKey } from "../demo/integration.ts";
import { abandonDemo, playDemo, type Stage } from "../demo/play.ts";
import { Story } from "../demo/story.ts";
import { listPeople, sendAlertmanagerWebhook, whoAmI } from "../endpoints.ts";
import { CliFailure, usageFailure } from "../failure.ts";

const EXIT_INTERRUPTED = 130;

export const demo: Command = {
  name: "demo",
  summary: "Watch an alert go the whole way: page, escalation, acknowledgement, resolution",
  about: [
    "On a running server of this machine it pages whoever is on call, for real, at the playbook's own speed. Without one, or with --fast, a throw-away Tocsin in memory shows everything within half a minute and reaches nobody.",
  ],
  example: "tocsin demo --fast",
  options: {
    fast: { type: "boolean", help: "On a throw-away server, its steps seconds apart" },
    auto: { type: "boolean", help: "Ask nothing: acknowledge by itself" },
  },
  async run(context) {
    const { args, host, io, terminal } = context;
    const running = args.flag("fast") ? undefined : await runningServer(context);
    if (running !== undefined) {
      await agreeToPaging(context, running);
      return perform(context, { api: running, isThrowAway: false });
    }
    terminal.print(
      "A throw-away Tocsin starts in memory. Nobody outside this terminal is told anything.",
    );
    const server = await host.demoServer(io);
    try {
      const connection = { url: server.url, token: server.token, urlFrom: "the demo" };
      return await perform(context, { api: new ApiClient(connection), isThrowAway: true });
    } finally {
      await server.close();
    }
  },
};

/** The server of this machine when it answers; undefined when there is none to use. */
async function runningServer({ api, terminal }: CommandContext): Promise<ApiClient | undefined> {
  const { url } = api.connection;
  if (!isLoopback(url)) {
    terminal.print(`${url} is not on this machine: the demo leaves it alone.`);
    return undefined;
  }
  try {
    await whoAmI(api);
    return api;
  } catch (error) {
    if (!(error instanceof CliFailure)) throw error;
    if (error.code === "unavailable") return undefined;
    throw new CliFailure(error.code, error.message, {
      help: [...error.help, "`tocsin demo --fast` needs no server."],
      cause: error,
    });
  }
}

/** Asks before anybody's telephone rings. Who is reached on the server's console only is not woken. */
async function agreeToPaging(
  { args, surroundings, terminal }: CommandContext,
  api: ApiClient,
): Promise<void> {
  const { people } = await listPeople(api);
  const reached = people.filter(({ contactMethods }) =>
    contactMethods.some(({ kind }) => kind !== "console"),
  );
  terminal.print(`The demo runs on ${api.connection.url}, at the speed of its playbook.`);
  if (reached.length === 0 || args.flag("auto")) return;
  const names = reached.map(({ name }) => name).join(", ");
  if (!surroundings.canAsk) {
    throw usageFailure(
      `the demo pages whoever is on call, for real; reachable are ${names}`,
      "Add --auto to let it, or --fast to use a throw-away server.",
    );
  }
  await surroundings.ask(
    `It pages whoever is on call, for real; reachable are ${names}.\nPress Enter to send the alert, Ctrl-C to leave.\n`,
  );
}

async function perform(
  { args, io, terminal, surroundings }: CommandContext,
  { api, isThrowAway }: { readonly api: ApiClient; readonly isThrowAway: boolean },
): Promise<number> {
  const abort = new AbortController();
  const { signal } = abort;
  const stopListening = surroundings.onInterrupt(() => abort.abort());
  const key = await demoIntegrationKey(api, isThrowAway ? undefined : io.env);
  const alert = {
    run: randomBytes(8).toString("hex"),
    startsAt: new Date(surroundings.now()).toISOString(),
  };
  const stage: Stage = {
    api,
    story: new Story({ api, terminal, surroundings, signal }),
    terminal: () => terminal.at(surroundings.now()),
    run: alert.run,
    isThrowAway,
    isInteractive: surroundings.canAsk && io.isTty && !args.flag("auto"),
    fire: () => sendAlertmanagerWebhook(api, key, demoWebhook(alert)),
    end: () =>
      sendAlertmanagerWebhook(
        api,
        key,
        demoWebhook(alert, new Date(surroundings.now()).toISOString()),
      ),
  };
  try {
    await playDemo(stage);
    return 0;
  } catch (error) {
    if (!isThrowAway) await abandonDemo(stage);
    if (!signal.aborted) throw error;
    terminal.print("", "The demo was interrupted; its alert has ended.");
    return EXIT_INTERRUPTED;
  } finally {
    stopListening();
    // A question that nobody has answered yet would keep the process alive.
    abort.abort();
  }
}
