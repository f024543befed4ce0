/** Tocsin as its users run it: `tocsin serve` as a process of its own, and the command line against it. */

import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { IncidentDetailJson, IncidentListJson } from "../../src/contract/incident.ts";
import type { CreatedIntegrationJson } from "../../src/contract/integration.ts";
import type { TimelineEntryJson, TimelineJson } from "../../src/contract/timeline.ts";
import type { Lab } from "./lab.ts";
import type { ProgramExit, RunningProgram } from "./running-program.ts";
import { waitUntil } from "./wait-until.ts";

const TOCSIN = fileURLToPath(new URL("../../bin/tocsin.js", import.meta.url));

export interface TocsinProcessOptions {
  /** For the names of its folder and its log. */
  readonly name?: string;
  readonly playbook: string;
  readonly smtpUrl?: string;
  /** Its own SQLite file when left out. */
  readonly databaseUrl?: string;
  /** Any free one when left out. */
  readonly port?: number;
  /** Of an administrator; the one it made at its first start when left out. */
  readonly token?: string;
  /** Further settings. */
  readonly env?: Readonly<Record<string, string>>;
  /** As a user who may read everything and write nowhere but where everybody may. Needs root. */
  readonly asNobody?: boolean;
}

export interface CommandRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The folder of a process's data, which the next process of that name finds again. */
export function dataFolder(lab: Lab, name = "tocsin"): string {
  return join(lab.folder, `${name}-data`);
}

/** Starts the process and no more: it may refuse to. */
export function spawnTocsin(lab: Lab, options: TocsinProcessOptions): RunningProgram {
  // The Node that runs this test, so that a signal meets Tocsin itself and not its launcher.
  const [command, ...args] = [
    ...(options.asNobody === true ? AS_NOBODY : []),
    ...[process.execPath, TOCSIN, "serve"],
  ] as const;
  const name = options.name ?? "tocsin";
  return lab.start({ name, command, args, cwd: lab.folder, env: settings(lab, options) });
}

/** The checkout may lie in a folder of root's, so nobody keeps root's right to read. */
const AS_NOBODY = [
  ...["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"],
  ...["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"],
] as const;

function settings(lab: Lab, options: TocsinProcessOptions): Record<string, string> {
  return {
    HOME: lab.folder,
    TZ: "UTC",
    TOCSIN_LISTEN: `127.0.0.1:${options.port ?? 0}`,
    TOCSIN_DATA_DIR: dataFolder(lab, options.name),
    TOCSIN_PLAYBOOK: options.playbook,
    TOCSIN_ALLOW_PRIVATE_ADDRESSES: "127.0.0.0/8",
    ...(options.databaseUrl === undefined ? {} : { TOCSIN_DATABASE_URL: options.databaseUrl }),
    ...(options.smtpUrl === undefined
      ? {}
      : {
          TOCSIN_SMTP_URL: options.smtpUrl,
          TOCSIN_MAIL_FROM: "Tocsin <tocsin@tocsin.example.test>",
        }),
    ...options.env,
  };
}

/** Starts it and waits until it is ready. */
export async function startTocsinProcess(
  lab: Lab,
  options: TocsinProcessOptions,
): Promise<TocsinProcess> {
  const program = spawnTocsin(lab, options);
  const url = await program.waitUntil(
    "says where it is",
    () => /^Tocsin \S+ is running at (\S+)$/mu.exec(program.stdout)?.[1],
  );
  await program.waitUntil("is ready", async () => (await fetch(`${url}/readyz`)).ok);
  return new TocsinProcess(lab, program, { url, token: options.token ?? firstToken(lab, options) });
}

function firstToken(lab: Lab, { name }: TocsinProcessOptions): string {
  const text = readFileSync(join(dataFolder(lab, name), "cli-token"), "utf8");
  return (JSON.parse(text) as { token: string }).token;
}

export class TocsinProcess {
  readonly url: string;
  /** Of an administrator. */
  readonly token: string;
  readonly program: RunningProgram;
  readonly #lab: Lab;

  constructor(
    lab: Lab,
    program: RunningProgram,
    signIn: { readonly url: string; readonly token: string },
  ) {
    this.#lab = lab;
    this.program = program;
    this.url = signIn.url;
    this.token = signIn.token;
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<ProgramExit> {
    this.program.kill("SIGKILL");
    return this.program.exited;
  }

  /** Runs a command in another process, with this token or the administrator's. */
  command(args: readonly string[], token = this.token): Promise<CommandRun> {
    const env = { TOCSIN_URL: this.url, TOCSIN_TOKEN: token, HOME: this.#lab.folder, TZ: "UTC" };
    return runCommand(args, env);
  }

  /** Runs a command that must succeed, and returns what it printed. */
  async succeed(args: readonly string[], token = this.token): Promise<string> {
    const { code, out, err } = await this.command(args, token);
    if (code === 0) return out;
    throw new Error(`tocsin ${args.join(" ")} ended with ${code}:\n${out}${err}`);
  }

  async createIntegration(kind: string): Promise<CreatedIntegrationJson> {
    const args = ["integration", "create", `${kind} of the test`, "--kind", kind, "--json"];
    return JSON.parse(await this.succeed(args)) as CreatedIntegrationJson;
  }

  async read<T>(path: string): Promise<T> {
    const headers = { authorization: `Bearer ${this.token}` };
    const answer = await fetch(`${this.url}/api/v1/${path}`, { headers });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  async incidents(): Promise<IncidentListJson["incidents"]> {
    return (await this.read<IncidentListJson>("incidents?limit=200")).incidents;
  }

  incident(number: string): Promise<IncidentDetailJson> {
    return this.read(`incidents/${number}`);
  }

  async timeline(number: string): Promise<readonly TimelineEntryJson[]> {
    return (await this.read<TimelineJson>(`incidents/${number}/timeline`)).entries;
  }

  /** Waits for an entry of a kind, and returns it. */
  entry(number: string, kind: string): Promise<TimelineEntryJson> {
    return waitUntil(`${number} has an entry ${kind}`, async () =>
      (await this.timeline(number)).find((entry) => entry.kind === kind),
    );
  }
}

/** Runs one command of the command line to its end. */
export function runCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<CommandRun> {
  return new Promise((resolve) => {
    const options = { env: { PATH: process.env["PATH"], ...env }, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, [TOCSIN, ...args], options, (error, out, err) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
      resolve({ code, out, err });
    });
  });
}
