/** The lockfile, and why each package is there. */

import type { Finding } from "./finding.ts";

const LOCKFILE = "package-lock.json";
const REASONS = "docs/decisions/dependencies.md";

export interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export interface Lockfile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

interface LockedPackage extends Manifest {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
}

/** Where `npm ci` would refuse the lockfile, or install something that nobody has checked. */
export function findLockfileGaps(lockfile: Lockfile): Finding[] {
  const { packages } = lockfile;
  return Object.entries(packages).flatMap(([place, locked]) => {
    if (place === "") return [];
    const problems: string[] = [];
    if (locked.integrity === undefined) problems.push(`${place} has no integrity hash`);
    if (locked.resolved !== undefined) {
      problems.push(`${place} names the registry it came from (.npmrc keeps it out)`);
    }
    if (locked.hasInstallScript === true) {
      problems.push(`${place} runs a script when it is installed: take a package that does not`);
    }
    for (const name of Object.keys(locked.optionalDependencies ?? {})) {
      if (isLocked(packages, place, name)) continue;
      problems.push(
        `${name}, which ${place} has for another platform, is missing, so npm ci refuses it; ` +
          `see ${REASONS}`,
      );
    }
    return problems.map((message) => ({ path: LOCKFILE, message: `${message}.` }));
  });
}

/** As Node looks for a package: beside its user, then further out. */
function isLocked(packages: Lockfile["packages"], user: string, name: string): boolean {
  for (
    let place = user;
    ;
    place = place.slice(0, Math.max(0, place.lastIndexOf("/node_modules/")))
  ) {
    const folder = place === "" ? "" : `${place}/`;
    if (packages[`${folder}node_modules/${name}`] !== undefined) return true;
    if (place === "") return false;
  }
}

/** Packages without a reason, and reasons without a package. */
export function findUnexplainedPackages(manifest: Manifest, reasons: string): Finding[] {
  const named = [...reasons.matchAll(/^\| .*?\|/gmu)].flatMap(([cell]) =>
    [...cell.matchAll(/`(?<name>[^`]+)`/gu)].map(({ groups }) => groups?.["name"] ?? ""),
  );
  const explains = (name: string): boolean =>
    named.some((one) => one === name || (one.endsWith("/*") && name.startsWith(one.slice(0, -1))));
  const direct = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  const all = [...direct, ...Object.keys(manifest.optionalDependencies ?? {})];
  const unexplained = direct
    .filter((name) => !explains(name))
    .map((name) => ({
      path: "package.json",
      message: `${name} has no reason: add a line to ${REASONS}.`,
    }));
  const gone = named
    .filter((name) => !all.some((one) => one === name || name.endsWith("/*")))
    .map((name) => ({ path: REASONS, message: `${name} is no dependency any more: take it out.` }));
  return [...unexplained, ...gone];
}

/** Packages that only tests may use, in the program: a package without them would not start. */
export function findDevelopmentImports(
  manifest: Manifest,
  imports: readonly { path: string; line: number; specifier: string; typeOnly: boolean }[],
): Finding[] {
  const shipped = { ...manifest.dependencies, ...manifest.optionalDependencies };
  return imports
    .filter(({ specifier, typeOnly }) => !typeOnly && !/^(?:\.|node:)/u.test(specifier))
    .filter(({ specifier }) => shipped[packageName(specifier)] === undefined)
    .map(({ path, line, specifier }) => ({
      path,
      line,
      message: `"${specifier}" is not among the dependencies of package.json, so whoever installs Tocsin does not have it.`,
    }));
}

function packageName(specifier: string): string {
  const parts = specifier.split("/");
  return parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
}
