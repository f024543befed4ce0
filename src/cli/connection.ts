/** Which server a command speaks to, and with which token. */

import { join } from "node:path";
import { usageFailure } from "./failure.ts";
import { profilePath, readSignIn, type SignIn } from "./profile.ts";

export const DEFAULT_URL = "http://127.0.0.1:8420";

export interface Connection {
  /** Without a slash at the end. */
  readonly url: string;
  readonly token?: string;
  /** Where the URL was found, for messages. */
  readonly urlFrom: string;
  /** Where the token was found; absent without one. */
  readonly tokenFrom?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * TOCSIN_URL and TOCSIN_TOKEN; else the profile that `tocsin login` wrote; else what the first run of a
 * server on this machine left in its data folder. A token is only ever sent to the server that it was
 * stored for.
 * @throws CliFailure when TOCSIN_URL is no http(s) URL
 */
export function findConnection(env: Environment): Connection {
  const given = { url: env["TOCSIN_URL"] ?? "", token: env["TOCSIN_TOKEN"] ?? "" };
  const token = given.token === "" ? {} : { token: given.token, tokenFrom: "TOCSIN_TOKEN" };
  // With both given no file is looked at, so a damaged one is not in the way.
  if (given.url !== "" && given.token !== "") return { ...givenUrl(given.url), ...token };
  const stored = storedSignIns(env);
  const { url, urlFrom } = given.url === "" ? storedUrl(stored) : givenUrl(given.url);
  if (given.token !== "") return { url, urlFrom, ...token };
  const known = stored.find((signIn) => signIn.url === url);
  return known === undefined
    ? { url, urlFrom }
    : { url, urlFrom, token: known.token, tokenFrom: known.from };
}

interface StoredSignIn extends SignIn {
  readonly from: string;
}

interface FoundUrl {
  readonly url: string;
  readonly urlFrom: string;
}

function givenUrl(written: string): FoundUrl {
  const url = normalUrl(written);
  if (url !== undefined) return { url, urlFrom: "TOCSIN_URL" };
  throw usageFailure(
    `TOCSIN_URL is "${written}", which is no http(s) URL`,
    `Write it like ${DEFAULT_URL} or https://tocsin.example.`,
  );
}

function storedUrl([first]: readonly StoredSignIn[]): FoundUrl {
  return first === undefined
    ? { url: DEFAULT_URL, urlFrom: "the default" }
    : { url: first.url, urlFrom: first.from };
}

/**
 * The profile, then what a server left in its data folder. That folder is looked for where the command is
 * run, so only a server on this machine counts: a file that somebody put into a repository must not
 * choose where commands go.
 */
function storedSignIns(env: Environment): readonly StoredSignIn[] {
  const profile = signInOf(profilePath(env));
  const local = signInOf(localTokenPath(env)).filter(({ url }) => isLoopback(url));
  return [...profile, ...local];
}

function signInOf(path: string): readonly StoredSignIn[] {
  const found = readSignIn(path);
  const url = found === undefined ? undefined : normalUrl(found.url);
  return found === undefined || url === undefined ? [] : [{ url, token: found.token, from: path }];
}

/** An http(s) URL without user, query, fragment and slash at the end; undefined when it is none. */
export function normalUrl(written: string): string | undefined {
  const url = URL.parse(written);
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}

export function isLoopback(url: string): boolean {
  const host = URL.parse(url)?.hostname ?? "";
  return host === "localhost" || host === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(host);
}

function localTokenPath(env: Environment): string {
  return join(env["TOCSIN_DATA_DIR"] ?? "tocsin-data", "cli-token");
}
