/** What `tocsin login` remembers: a server and the token for it, in a file that only its owner reads. */

import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import { CliFailure } from "./failure.ts";

export interface SignIn {
  readonly url: string;
  readonly token: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** `$XDG_CONFIG_HOME/tocsin`, else `~/.config/tocsin`; relative values do not count (XDG base directories). */
export function configFolder(env: Environment): string {
  const configured = env["XDG_CONFIG_HOME"];
  const base =
    configured !== undefined && isAbsolute(configured)
      ? configured
      : join(env["HOME"] ?? homedir(), ".config");
  return join(base, "tocsin");
}

export function profilePath(env: Environment): string {
  return join(configFolder(env), "profile.json");
}

/** The sign-in a file holds; undefined when there is no such file. @throws CliFailure when it is damaged */
export function readSignIn(path: string): SignIn | undefined {
  const value = readJsonFile(path);
  if (value === undefined) return undefined;
  const { url, token } = value;
  if (typeof url === "string" && typeof token === "string") return { url, token };
  throw damaged(path);
}

/** An object from a JSON file; undefined when there is no such file. @throws CliFailure when it is damaged */
export function readJsonFile(path: string): Readonly<Record<string, unknown>> | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw new CliFailure("invalid-input", `cannot read ${path}`, { cause: error });
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw damaged(path);
}

/** Writes a file with mode 0600, whole or not at all. */
export function writePrivateJson(path: string, value: object): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // A new file, then a rename: the mode of a file that exists already would stay as it was.
  const fresh = `${path}.${process.pid}`;
  try {
    writeFileSync(fresh, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600, flag: "wx" });
    renameSync(fresh, path);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw new CliFailure("invalid-input", `cannot write ${path}`, { cause: error });
  }
}

function damaged(path: string): CliFailure {
  return new CliFailure("invalid-input", `${path} is damaged`, {
    help: ["Delete it, and run `tocsin login` again."],
  });
}

function isMissing(error: unknown): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    (error.code === "ENOENT" || error.code === "ENOTDIR")
  );
}
