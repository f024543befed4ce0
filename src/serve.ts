/** `tocsin serve`: reads the settings, starts everything, says what to do next, and stops in order. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type App, startApp } from "./app.ts";
import { CliFailure, usageFailure } from "./cli/failure.ts";
import type { CliIo } from "./cli/io.ts";
import { compileApart } from "./compile-apart.ts";
import { createAddressPolicy } from "./platform/address-policy.ts";
import { systemClock } from "./platform/clock.ts";
import { type Config, ConfigError, readConfig } from "./platform/config.ts";
import { createHttpClient, type HttpClient } from "./platform/http-client.ts";
import { type Log, processLog } from "./platform/log.ts";
import { createMailer, type Mailer } from "./platform/mailer.ts";
import { makePrivateFolder, writePrivateFile } from "./platform/private-files.ts";
import { createProber } from "./platform/prober.ts";
import { secretsBeside } from "./platform/secret-reference.ts";
import { EXAMPLE_PLAYBOOK, VERSION } from "./program.ts";
import { putPlaybookInForce } from "./put-playbook-in-force.ts";

const SETTINGS_HELP = "All settings are explained in docs/configuration.md.";

/** Runs until a signal asks it to stop. @throws CliFailure when it cannot start, with what to do */
export async function serve(args: readonly string[], io: CliIo): Promise<number> {
  if (args.length > 0) {
    throw usageFailure("serve takes no arguments", "Settings are in docs/configuration.md.");
  }
  const { config, warnings } = settings();
  const log = processLog(config.logLevel);
  for (const warning of warnings) log.warn(warning);
  prepareDataFolder(config.dataDir);
  const policy = createAddressPolicy(config.allowPrivateAddresses);
  const outward = createHttpClient({
    policy,
    userAgent: `Tocsin/${VERSION}`,
  });
  const mailer = createMailer({ server: config.smtp, from: config.mailFrom });
  const playbookPath = config.playbook;
  const app = await startApp({
    databaseUrl:
      config.database.kind === "sqlite" ? `sqlite:${config.database.path}` : config.database.url,
    host: config.listen.host,
    port: config.listen.port,
    ...(config.tls === undefined ? {} : { tls: await readTls(config.tls) }),
    ...(config.publicUrl === undefined ? {} : { publicUrl: config.publicUrl }),
    trustedProxyHops: config.trustedProxies,
    version: VERSION,
    log,
    clock: systemClock,
    channels: {
      mailFrom: config.mailFrom,
      webhookSecrets: config.webhookSecrets,
      ...(config.telegram.token === undefined ? {} : { telegramToken: config.telegram.token }),
      ...(config.telegram.apiUrl === undefined ? {} : { telegramApiUrl: config.telegram.apiUrl }),
      ...(config.pushoverToken === undefined ? {} : { pushoverToken: config.pushoverToken }),
      ...(config.pushoverApiUrl === undefined ? {} : { pushoverApiUrl: config.pushoverApiUrl }),
      ...(config.ntfyToken === undefined ? {} : { ntfyToken: config.ntfyToken }),
      ...(config.ntfyServer === undefined ? {} : { ntfyServer: config.ntfyServer }),
      ...(config.phone === undefined
        ? {}
        : { phone: { ...config.phone, callbackUrl: `${config.publicUrl}/callback` } }),
    },
    ...(config.telegram.webhookSecret === undefined
      ? {}
      : { telegramWebhookSecret: config.telegram.webhookSecret }),
    subscribers:
      config.pagerdutyApiUrl === undefined ? {} : { pagerdutyApiUrl: config.pagerdutyApiUrl },
    pagerdutyWebhookSecrets: config.pagerdutyWebhookSecrets,
    mailConfigured: config.smtp !== undefined,
    retention: config.retention,
    probe: createProber({ http: outward, policy }),
    transports: transports(outward, mailer, io),
    compiling: {
      compile: compileApart,
      resolveAddress: secretsBeside(playbookPath ?? EXAMPLE_PLAYBOOK, process.env),
    },
    ...(config.heartbeatUrl === undefined
      ? {}
      : { heartbeat: heartbeat(outward, config.heartbeatUrl, log) }),
  });
  try {
    const playbook = await putPlaybookInForce(app, { path: playbookPath, log });
    await welcome(app, io, { config, playbook });
  } catch (error) {
    await app.close();
    throw error;
  }
  app.startEngine();
  const signal = await stopSignal();
  log.info({ signal }, "stopping: no new requests; what is under way is finished");
  await app.close();
  // What was not sent by now has had its time; its connections would keep the process alive for longer.
  process.exit(0);
}

function settings(): ReturnType<typeof readConfig> {
  try {
    return readConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const [first = "", ...more] = error.problems;
    throw more.length === 0
      ? usageFailure(first, SETTINGS_HELP)
      : usageFailure(
          `${error.problems.length} settings cannot be used`,
          ...error.problems,
          SETTINGS_HELP,
        );
  }
}

function prepareDataFolder(folder: string): void {
  try {
    makePrivateFolder(folder);
  } catch (error) {
    throw new CliFailure("unavailable", `the data folder ${folder} cannot be made`, {
      help: ["Give another with TOCSIN_DATA_DIR, or make this one writable."],
      cause: error,
    });
  }
}

async function readTls(paths: {
  readonly certPath: string;
  readonly keyPath: string;
}): Promise<{ readonly cert: string; readonly key: string }> {
  try {
    const [cert, key] = await Promise.all([
      readFile(paths.certPath, "utf8"),
      readFile(paths.keyPath, "utf8"),
    ]);
    return { cert, key };
  } catch (error) {
    throw new CliFailure("unavailable", "the TLS certificate or its key cannot be read", {
      help: ["Check TOCSIN_TLS_CERT and TOCSIN_TLS_KEY."],
      cause: error,
    });
  }
}

function transports(
  outward: HttpClient,
  mailer: Mailer,
  io: CliIo,
): Parameters<typeof startApp>[0]["transports"] {
  return {
    http: (request) => outward.send(request),
    mail: (request) => mailer.send(request),
    console: ({ text }) => {
      io.stdout(`\n${text}\n\n`);
      return { kind: "answered", status: 200, headers: {}, body: "" };
    },
  };
}

function heartbeat(outward: HttpClient, url: string, log: Log): () => Promise<void> {
  return async () => {
    const answer = await outward.send({ method: "GET", url, headers: {}, body: "" });
    if (answer.kind !== "answered" || answer.status >= 300) {
      log.warn({ answer: answer.kind }, "the heartbeat could not be told that all is well");
    }
  };
}

async function welcome(
  app: App,
  io: CliIo,
  facts: { readonly config: Config; readonly playbook: string },
): Promise<void> {
  const { config, playbook } = facts;
  const token = await app.firstToken();
  const tokenPath = join(config.dataDir, "cli-token");
  if (token !== undefined) {
    const signIn = JSON.stringify({ url: app.url, token });
    writePrivateFile(tokenPath, `${signIn}\n`);
  }
  const database =
    config.database.kind === "sqlite" ? `${config.database.path} (embedded)` : "PostgreSQL";
  const signIn =
    token === undefined
      ? []
      : [
          `  Sign in    ${token}`,
          `             (shown once; for \`tocsin\` on this machine it is also in ${tokenPath})`,
        ];
  const lines = [
    "",
    `Tocsin ${VERSION} is running at ${app.publicUrl}`,
    `  Database   ${database}`,
    `  Playbook   ${playbook}`,
    ...signIn,
    "",
    "Try, in another terminal:",
    "  npm run -s tocsin -- demo                  an alert goes the whole way while you watch",
    "  npm run -s tocsin -- check PATH            what Tocsin understands of your own playbook",
    "  TOCSIN_PLAYBOOK=PATH npm start             run that playbook",
    "",
  ];
  io.stdout(`${lines.join("\n")}\n`);
}

/** Resolves with the first signal to stop; a second one ends the process at once. */
function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((done) => {
    const stop = (signal: NodeJS.Signals): void => {
      process.once(signal, () => process.exit(130));
      done(signal);
    };
    process.once("SIGTERM", stop);
    process.once("SIGINT", stop);
  });
}
