/**
 * How the processes of a step are held together, so that ending one ends all of them. In a PID namespace of
 * its own the first process takes every other along, also those that left its group and session; without
 * one, the process group is ended and whoever still carries the step's mark in its environment.
 *
 * Node's own `timeout` and a kill of the group both leave what called `setsid`.
 */

import { spawn } from "node:child_process";

/** The words before the program that put it into a namespace; empty where the machine has none to give. */
export type Isolation = readonly string[];

const UNSHARE = "/usr/bin/unshare";
const WAYS: readonly (readonly string[])[] = [
  ["--pid", "--fork", "--kill-child", "--mount-proc"],
  ["--user", "--map-current-user", "--pid", "--fork", "--kill-child", "--mount-proc"],
  ["--user", "--map-current-user", "--pid", "--fork", "--kill-child"],
  ["--pid", "--fork", "--kill-child"],
];

/** Tries what this machine allows. */
export async function detectIsolation(): Promise<Isolation> {
  for (const way of WAYS) if (await works(way)) return [UNSHARE, ...way, "--"];
  return [];
}

async function works(way: readonly string[]): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const child = spawn(UNSHARE, [...way, "--", "/bin/true"], { stdio: "ignore", env: {} });
  child.once("error", () => resolve(false));
  child.once("exit", (code) => resolve(code === 0));
  return promise;
}
