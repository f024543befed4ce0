import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ConfigError, readConfig } from "./config.ts";
import { SETTINGS } from "./settings.ts";

const SECRET = `whsec_${Buffer.alloc(32, 1).toString("base64")}`;
const OTHER_SECRET = `whsec_${Buffer.alloc(24, 2).toString("base64")}`;

const ACCOUNT_SID = `AC${"0a".repeat(16)}`;

function read(env: Record<string, string>, files: Record<string, string> = {}) {
  return readConfig({
    env,
    folder: "/srv/tocsin",
    readFile: (path) => {
      const content = files[path];
      if (content === undefined) throw Object.assign(new Error("x"), { code: "ENOENT" });
      return content;
    },
  });
}

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    read(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe("readConfig", () => {
  test("nothing has to be set", () => {
    expect(read({ PATH: "/bin", TOCSIN_LISTEN: " " })).toEqual({
      config: {
        listen: { host: "127.0.0.1", port: 8420 },
        publicUrl: "http://127.0.0.1:8420",
        dataDir: "/srv/tocsin/tocsin-data",
        database: { kind: "sqlite", path: "/srv/tocsin/tocsin-data/tocsin.db" },
        playbook: undefined,
        smtp: undefined,
        mailFrom: "",
        ntfyToken: undefined,
        ntfyServer: undefined,
        telegram: { token: undefined, webhookSecret: undefined, apiUrl: undefined },
        pushoverToken: undefined,
        pushoverApiUrl: undefined,
        pagerdutyWebhookSecrets: [],
        pagerdutyApiUrl: undefined,
        webhookSecrets: [],
        phone: undefined,
        trustedProxies: 0,
        tls: undefined,
        allowPrivateAddresses: [],
        retention: { receipt: 2_592_000_000, alert: 7_776_000_000, incident: null },
        logLevel: "info",
        heartbeatUrl: undefined,
      },
      warnings: [],
    });
  });

  test("everything may be", () => {
    const { config, warnings } = read(
      {
        TOCSIN_LISTEN: "[::]:443",
        TOCSIN_PUBLIC_URL: "https://tocsin.example.test/on-call/",
        TOCSIN_DATA_DIR: "/var/lib/tocsin",
        TOCSIN_DATABASE_URL: "file:/run/secrets/database",
        TOCSIN_PLAYBOOK: "playbook",
        TOCSIN_SMTP_URL: "smtp://u:p@mail.example.test",
        TOCSIN_MAIL_FROM: "Tocsin <pager@example.test>",
        TOCSIN_NTFY_TOKEN: "$" + "{NTFY}",
        NTFY: "tk_abc",
        TOCSIN_NTFY_SERVER: "https://ntfy.example.test/",
        TOCSIN_WEBHOOK_SECRETS: `${SECRET}, ${OTHER_SECRET}`,
        TOCSIN_TWILIO_ACCOUNT_SID: ACCOUNT_SID,
        TOCSIN_TWILIO_AUTH_TOKEN: "file:/run/secrets/twilio",
        TOCSIN_TWILIO_FROM: "+12025550100",
        TOCSIN_PHONE_GATEWAY_URL: "https://gateway.example.test/send",
        TOCSIN_PHONE_GATEWAY_SECRETS: SECRET,
        TOCSIN_TRUSTED_PROXIES: "2",
        TOCSIN_TLS_CERT: "cert.pem",
        TOCSIN_TLS_KEY: "/etc/key.pem",
        TOCSIN_ALLOW_PRIVATE_ADDRESSES: "10.2.0.0/16 fd00:7::/32",
        TOCSIN_LOG_LEVEL: "DEBUG",
        TOCSIN_HEARTBEAT_URL: "https://watch.example.test/ping/abc?x=1",
      },
      {
        "/run/secrets/database": "postgres://tocsin:pw@db/tocsin\n",
        "/run/secrets/twilio": "token\n",
      },
    );
    expect(warnings).toEqual([]);
    expect(config).toMatchObject({
      listen: { host: "::", port: 443 },
      publicUrl: "https://tocsin.example.test/on-call",
      dataDir: "/var/lib/tocsin",
      database: { kind: "postgres", url: "postgres://tocsin:pw@db/tocsin" },
      playbook: "/srv/tocsin/playbook",
      smtp: { host: "mail.example.test", startTls: "required" },
      mailFrom: "Tocsin <pager@example.test>",
      ntfyToken: "tk_abc",
      ntfyServer: "https://ntfy.example.test",
      webhookSecrets: [SECRET, OTHER_SECRET],
      phone: {
        twilio: {
          accountSid: ACCOUNT_SID,
          authToken: "token",
          from: "+12025550100",
          callsFrom: "+12025550100",
          answers: ["+12025550100"],
          baseUrl: "https://api.twilio.com",
        },
        gateway: { url: "https://gateway.example.test/send", secrets: [SECRET] },
      },
      trustedProxies: 2,
      tls: { certPath: "/srv/tocsin/cert.pem", keyPath: "/etc/key.pem" },
      allowPrivateAddresses: [
        { address: "10.2.0.0", prefix: 16, family: "ipv4" },
        { address: "fd00:7::", prefix: 32, family: "ipv6" },
      ],
      logLevel: "debug",
      heartbeatUrl: "https://watch.example.test/ping/abc?x=1",
    });
  });

  test.each([
    ["0.0.0.0:80", "http://localhost:80"],
    ["[::]:8420", "http://localhost:8420"],
    ["[::1]:8420", "http://[::1]:8420"],
    ["tocsin.internal:8420", "http://tocsin.internal:8420"],
    ["127.0.0.1:0", undefined],
  ])("listening on %s people reach it at %s unless told otherwise", (listen, url) => {
    expect(read({ TOCSIN_LISTEN: listen }).config.publicUrl).toBe(url);
  });

  test.each([
    ["sqlite:/data/t.db", "/data/t.db"],
    ["sqlite:///data/t.db", "/data/t.db"],
    ["sqlite:t.db", "/srv/tocsin/t.db"],
    ["sqlite::memory:", ":memory:"],
  ])("%s is a database file", (url, path) => {
    expect(read({ TOCSIN_DATABASE_URL: url }).config.database).toEqual({ kind: "sqlite", path });
  });

  test("everything that is wrong is said at once, each with its name", () => {
    const env = {
      TOCSIN_LISTEN: "8420",
      TOCSIN_PUBLIC_URL: "tocsin.example.test",
      TOCSIN_DATABASE_URL: "mysql://root:canary@db",
      TOCSIN_SMTP_URL: "smtp://u:canary@mail.example.test?starttls=off",
      TOCSIN_MAIL_FROM: "nobody",
      TOCSIN_NTFY_TOKEN: "file:/run/secrets/none",
      TOCSIN_WEBHOOK_SECRETS: "whsec_canary",
      TOCSIN_TRUSTED_PROXIES: "all",
      TOCSIN_TLS_CERT: "cert.pem",
      TOCSIN_ALLOW_PRIVATE_ADDRESSES: "10.0.0.0/8, internal",
      TOCSIN_LOG_LEVEL: "loud",
      TOCSIN_HEARTBEAT_URL: "ftp://watch/canary",
    };
    const problems = problemsOf(env);
    const named = problems.map((problem) => /^TOCSIN_\w+/u.exec(problem)?.[0]);
    const expected = Object.keys(env).map((name) =>
      name === "TOCSIN_TLS_CERT" ? "TOCSIN_TLS_KEY" : name,
    );
    expect(named.sort()).toEqual(expected.sort());
    expect(problems.join()).not.toContain("canary");
    expect(new ConfigError(problems).message).toMatch(
      /^12 settings cannot be used:\n {2}- TOCSIN_/u,
    );
  });

  test.each([
    ["TOCSIN_LISTEN", "127.0.0.1"],
    ["TOCSIN_LISTEN", "127.0.0.1:70000"],
    ["TOCSIN_LISTEN", "[nonsense]:80"],
    ["TOCSIN_LISTEN", "::1:80"],
    ["TOCSIN_PUBLIC_URL", "https://user@tocsin.example.test"],
    ["TOCSIN_PUBLIC_URL", "https://tocsin.example.test/#/app"],
    ["TOCSIN_DATABASE_URL", "postgres://u:p%zz@[db/x"],
    ["TOCSIN_DATABASE_URL", "sqlite:"],
    ["TOCSIN_MAIL_FROM", "Tocsin <pager@example.test"],
    ["TOCSIN_MAIL_FROM", "a@b.test, c@d.test"],
    ["TOCSIN_MAIL_FROM", "Tocsin\r\nBcc: x@y.test <pager@example.test>"],
    ["TOCSIN_WEBHOOK_SECRETS", "not-a-secret"],
    ["TOCSIN_WEBHOOK_SECRETS", `${SECRET},${SECRET},${SECRET}`],
    ["TOCSIN_TRUSTED_PROXIES", "-1"],
    ["TOCSIN_TRUSTED_PROXIES", "11"],
    ["TOCSIN_TLS_KEY", "key.pem"],
    ["TOCSIN_SMTP_URL", "smtp://mail.example.test"],
    ["TOCSIN_TWILIO_CALLS_FROM", "02025550100"],
    ["TOCSIN_TWILIO_ANSWERS", "+12025550100, 02025550100"],
    ["TOCSIN_TWILIO_URL", "api.twilio.com"],
  ])("%s=%j is refused", (name, value) => {
    expect(problemsOf({ [name]: value })).toHaveLength(1);
  });

  test("what is set up by half says what it lacks", () => {
    const publicUrl = { TOCSIN_PUBLIC_URL: "https://tocsin.example.test" };
    expect(problemsOf({ ...publicUrl, TOCSIN_TWILIO_FROM: "+12025550100" })).toEqual([
      "TOCSIN_TWILIO_ACCOUNT_SID is needed with TOCSIN_TWILIO_FROM",
      "TOCSIN_TWILIO_AUTH_TOKEN is needed with TOCSIN_TWILIO_FROM",
    ]);
    const gateway = { TOCSIN_PHONE_GATEWAY_URL: "https://gateway.example.test" };
    expect(problemsOf({ ...publicUrl, ...gateway })).toEqual([
      "TOCSIN_PHONE_GATEWAY_SECRETS is needed with TOCSIN_PHONE_GATEWAY_URL",
    ]);
    expect(problemsOf({ ...gateway, TOCSIN_PHONE_GATEWAY_SECRETS: SECRET })).toEqual([
      "TOCSIN_PUBLIC_URL is needed for SMS and calls: answers and reports of delivery are brought there",
    ]);
    const twilio = { TOCSIN_TWILIO_AUTH_TOKEN: "canary", TOCSIN_TWILIO_FROM: "+12025550100" };
    expect(problemsOf({ ...publicUrl, ...twilio, TOCSIN_TWILIO_ACCOUNT_SID: "AC12" })).toEqual([
      "TOCSIN_TWILIO_ACCOUNT_SID must be AC and 32 hexadecimal digits, as Twilio's console shows it",
    ]);
  });

  test("a name that nobody reads is warned of, with the one that was meant", () => {
    const { warnings } = read({
      TOCSIN_DATADIR: "x",
      TOCSIN_WEBHOOK_SECRET: "x",
      TOCSIN_SOMETHING_ELSE_ALTOGETHER: "x",
      TOCSIN_URL: "x",
      TOCSIN_TOKEN: "x",
      TOCSIN_TEST_POSTGRES_URL: "x",
    });
    expect(warnings).toEqual([
      "TOCSIN_DATADIR is not a setting and is ignored; did you mean TOCSIN_DATA_DIR?",
      "TOCSIN_WEBHOOK_SECRET is not a setting and is ignored; did you mean TOCSIN_WEBHOOK_SECRETS?",
      "TOCSIN_SOMETHING_ELSE_ALTOGETHER is not a setting and is ignored",
    ]);
  });
});

describe("docs/configuration.md", () => {
  const page = readFileSync(new URL("../../docs/configuration.md", import.meta.url), "utf8");
  const rows = page
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) => line.replaceAll("\\|", "\u0001").split("|"))
    .map((cells) => cells.map((cell) => cell.replaceAll("\u0001", "|").trim()));

  test("has exactly the settings there are, with their defaults and meanings", () => {
    expect(
      rows.map(([, name, fallback, secret, meaning]) => [name, fallback, secret, meaning]),
    ).toEqual(
      SETTINGS.map(({ name, defaultText, isSecret, description }) => [
        `\`${name}\``,
        defaultText,
        isSecret ? "yes" : "",
        description,
      ]),
    );
  });

  test("names no other variable of ours than those that somebody reads", () => {
    const named = new Set(page.match(/TOCSIN_[A-Z_]+/gu));
    for (const name of [
      ...SETTINGS.map((setting) => setting.name),
      "TOCSIN_URL",
      "TOCSIN_TOKEN",
      "TOCSIN_RUNNER_TOKEN",
      "TOCSIN_RUNNER_PROGRAMS",
      "TOCSIN_RUNNER_OBSERVE_ENV",
      "TOCSIN_RUNNER_CHANGE_ENV",
      "TOCSIN_DEBUG",
      "TOCSIN_",
    ]) {
      named.delete(name);
    }
    expect([...named]).toEqual([]);
  });
});
