/** Where a finding's file is for whoever reads findings from outside: from the root of the checkout. */

import { isAbsolute, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";

export interface FindingPlaces {
  /** With forward slashes; absolute for a file that is not below the root. */
  readonly pathOf: (file: string) => string;
  readonly uriOf: (file: string) => string;
}

/**
 * Places of files in a playbook's folder. The root is what GitHub calls its workspace, where there is
 * one, because a job may have changed into a folder of it; else the working directory.
 */
export function findingPlaces(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
): FindingPlaces {
  const workspace = env["GITHUB_WORKSPACE"] ?? "";
  const root = workspace === "" ? process.cwd() : workspace;
  const below = (file: string): string | undefined => {
    const path = relative(root, resolve(folder, file));
    return isAbsolute(path) || path === ".." || path.startsWith(`..${sep}`)
      ? undefined
      : path.split(sep).join("/");
  };
  return {
    pathOf: (file) => below(file) ?? resolve(folder, file),
    uriOf: (file) =>
      below(file)?.split("/").map(encodeURIComponent).join("/") ??
      pathToFileURL(resolve(folder, file)).href,
  };
}
