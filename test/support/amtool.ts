/** Debian's amtool, pointed at a server that it takes for an Alertmanager. */

import { execFile } from "node:child_process";

/** Runs it and gives what it printed. @throws with what it complained of when it fails */
export function amtool(url: string, args: readonly string[]): Promise<string> {
  const options = { env: { PATH: process.env["PATH"], HOME: "/nonexistent" } };
  const all = [`--alertmanager.url=${url}`, ...args];
  return new Promise((resolve, reject) => {
    execFile("amtool", all, options, (error, out, err) => {
      if (error === null) resolve(out);
      else reject(new Error(`amtool ${args.join(" ")}: ${out}${err}`));
    });
  });
}
