/**
 * The settings of a runner, from its own environment. What its steps are given is in files that it alone
 * reads, one for what looks and one for what changes something: neither the server nor a step sees the
 * other's.
 */

import { accessSync, constants, readFileSync, statSync } from "node:fs";
import { isAbsolute } from "node:path";
import { secretForms, secretsInEnvironment, secretsInFile } from "./secret-forms.ts";

export interface RunnerSettings {
  /** Without a slash at the end. */
  readonly url: string;
  readonly token: string;
  readonly programs: ReadonlyMap<string, string>;
  readonly observe: Readonly<Record<string, string>>;
  /** Absent where it changes nothing. */
  readonly change?: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
}

/** Every problem at once, each a sentence that names the setting and quotes no secret. */
export class RunnerSettingsError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.problems = problems;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws RunnerSettingsError */
export function readRunnerSettings(env: Environment): RunnerSettings {
  const problems: string[] = [];
  const note = <T>(read: () => T, otherwise: T): T => {
    try {
      return read();
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
      return otherwise;
    }
  };
  const url = note(() => readUrl(env["TOCSIN_URL"] ?? ""), "");
  const token = note(() => readToken(env["TOCSIN_RUNNER_TOKEN"] ?? ""), "");
  const programs = note(() => readPrograms(env["TOCSIN_RUNNER_PROGRAMS"] ?? ""), new Map());
  const observe = note(() => readEnvironment("TOCSIN_RUNNER_OBSERVE_ENV", env), undefined);
  const change = note(() => readEnvironment("TOCSIN_RUNNER_CHANGE_ENV", env), undefined);
  if (problems.length > 0) throw new RunnerSettingsError(problems);
  const both = [observe ?? {}, change ?? {}];
  const secrets = [
    token,
    ...both.flatMap(secretsInEnvironment),
    ...both.flatMap(filesOf).flatMap(secretsInFile),
  ];
  return {
    url,
    token,
    programs,
    observe: observe ?? {},
    ...(change === undefined ? {} : { change }),
    secrets: secretForms(secrets),
  };
}

function readUrl(text: string): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/u.test(url.protocol) || url.username !== "")
    throw new Error("TOCSIN_URL must be where the server is, such as https://tocsin.example.");
  const isLocal = /^(?:localhost|127\.|\[::1\])/u.test(url.hostname);
  if (url.protocol === "http:" && !isLocal)
    throw new Error(
      "TOCSIN_URL must begin with https://: orders are not taken over a line that others can write on.",
    );
  return url.href.replace(/\/+$/u, "");
}

function readToken(text: string): string {
  if (/^tocsin_run_[\w-]{43}$/u.test(text)) return text;
  throw new Error("TOCSIN_RUNNER_TOKEN must be the token that `tocsin runner create` printed.");
}

/** `kubectl=/usr/bin/kubectl,psql=/usr/bin/psql` */
function readPrograms(text: string): ReadonlyMap<string, string> {
  const pairs = text
    .split(",")
    .map((pair) => pair.trim())
    .filter((pair) => pair !== "");
  if (pairs.length === 0)
    throw new Error(
      "TOCSIN_RUNNER_PROGRAMS must list what may be started, such as kubectl=/usr/bin/kubectl,psql=/usr/bin/psql.",
    );
  return new Map(
    pairs.map((pair) => {
      const [, name = "", path = ""] = /^([a-z][\w.+-]*)=(.+)$/iu.exec(pair) ?? [];
      if (!isAbsolute(path))
        throw new Error(
          `TOCSIN_RUNNER_PROGRAMS: "${pair}" must be a name and an absolute path, NAME=/PATH.`,
        );
      try {
        accessSync(path, constants.X_OK);
      } catch {
        throw new Error(
          `TOCSIN_RUNNER_PROGRAMS: ${path} cannot be started: it is not there, or no program.`,
        );
      }
      return [name, path] as const;
    }),
  );
}

/** Lines of NAME=VALUE. Undefined where the setting is not given. */
function readEnvironment(
  setting: string,
  env: Environment,
): Readonly<Record<string, string>> | undefined {
  const path = env[setting];
  if (path === undefined || path === "") return undefined;
  let text: string;
  try {
    text = readFileSync(path, "utf8");
    if ((statSync(path).mode & 0o077) !== 0) throw new Error("others may read it");
  } catch (error) {
    const why = error instanceof Error ? error.message : "it cannot be read";
    throw new Error(
      `${setting}: ${path} cannot be used: ${why}. It must be a file that only the runner reads (chmod 600).`,
    );
  }
  const lines = text.split(/\r?\n/u).filter((line) => line.trim() !== "" && !line.startsWith("#"));
  return Object.fromEntries(
    lines.map((line, index) => {
      const [, name = "", value = ""] = /^([A-Za-z_]\w*)=(.*)$/u.exec(line) ?? [];
      if (name === "")
        throw new Error(`${setting}: line ${index + 1} of ${path} is not NAME=VALUE.`);
      return [name, value] as const;
    }),
  );
}

const FILES_MAX = 20;
const FILE_BYTES_MAX = 1024 * 1024;

/** The texts of the files that variables name, such as KUBECONFIG. */
function filesOf(environment: Readonly<Record<string, string>>): readonly string[] {
  return Object.values(environment)
    .filter((value) => isAbsolute(value))
    .slice(0, FILES_MAX)
    .flatMap((path) => {
      try {
        const { size } = statSync(path);
        return size <= FILE_BYTES_MAX ? [readFileSync(path, "utf8")] : [];
      } catch {
        return [];
      }
    });
}
