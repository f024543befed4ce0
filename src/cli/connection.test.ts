import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DEFAULT_URL, findConnection, isLoopback, normalUrl } from "./connection.ts";
import { configFolder, profilePath, readSignIn, writePrivateJson } from "./profile.ts";

let folder: string;
let env: Record<string, string>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tocsin-connection-"));
  env = { XDG_CONFIG_HOME: join(folder, "config"), TOCSIN_DATA_DIR: join(folder, "data") };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function signedIn(url: string): void {
  writePrivateJson(profilePath(env), { url, token: "of-profile" });
}

function ranHere(url: string): void {
  mkdirSync(join(folder, "data"));
  writeFileSync(join(folder, "data", "cli-token"), JSON.stringify({ url, token: "of-server" }));
}

describe("findConnection", () => {
  it("is this machine without anything", () => {
    expect(findConnection(env)).toEqual({ url: DEFAULT_URL, urlFrom: "the default" });
  });

  it("takes what the environment says before anything else, and reads no file then", () => {
    mkdirSync(configFolder(env), { recursive: true });
    writeFileSync(profilePath(env), "damaged");
    const given = { ...env, TOCSIN_URL: "https://tocsin.example/", TOCSIN_TOKEN: "t" };
    expect(findConnection(given)).toMatchObject({ url: "https://tocsin.example", token: "t" });
    expect(() => findConnection(env)).toThrow(/is damaged/);
  });

  it("takes the profile before the server that ran here", () => {
    signedIn("https://tocsin.example");
    ranHere("http://127.0.0.1:8420");
    expect(findConnection(env)).toMatchObject({
      url: "https://tocsin.example",
      token: "of-profile",
    });
  });

  it("takes the token that the first run left", () => {
    ranHere("http://127.0.0.1:9000");
    expect(findConnection(env)).toMatchObject({
      url: "http://127.0.0.1:9000",
      token: "of-server",
      tokenFrom: join(folder, "data", "cli-token"),
    });
  });

  it("sends no server the token of another one", () => {
    signedIn("https://tocsin.example");
    ranHere("http://127.0.0.1:8420");
    const found = findConnection({ ...env, TOCSIN_URL: "https://evil.example" });
    expect(found).toEqual({ url: "https://evil.example", urlFrom: "TOCSIN_URL" });
    expect(findConnection({ ...env, TOCSIN_URL: "http://127.0.0.1:8420/" }).token).toBe(
      "of-server",
    );
  });

  it("lets no file in the working folder send commands off this machine", () => {
    ranHere("https://evil.example");
    expect(findConnection(env)).toEqual({ url: DEFAULT_URL, urlFrom: "the default" });
  });

  it("refuses a URL that is none", () => {
    expect(() => findConnection({ ...env, TOCSIN_URL: "tocsin.example" })).toThrow(
      /no http\(s\) URL/,
    );
  });
});

describe("the profile", () => {
  it("is readable by its owner only, also where another file stood", () => {
    mkdirSync(configFolder(env), { recursive: true });
    writeFileSync(profilePath(env), "{}");
    chmodSync(profilePath(env), 0o644);
    signedIn("https://tocsin.example");
    expect(statSync(profilePath(env)).mode & 0o777).toBe(0o600);
    expect(readSignIn(profilePath(env))?.token).toBe("of-profile");
    expect(readFileSync(profilePath(env), "utf8")).toMatch(/\n$/);
  });

  it("stands where XDG says, and in the home folder where that says nothing usable", () => {
    expect(configFolder({ XDG_CONFIG_HOME: "/x" })).toBe("/x/tocsin");
    expect(configFolder({ XDG_CONFIG_HOME: "x", HOME: "/home/a" })).toBe("/home/a/.config/tocsin");
  });
});

describe("URLs", () => {
  it.each([
    ["HTTPS://Tocsin.Example/", "https://tocsin.example"],
    ["https://a.example/tocsin//", "https://a.example/tocsin"],
    ["https://user:secret@a.example", "https://a.example"],
    ["localhost:8420", undefined],
    ["file:///etc", undefined],
  ])("%s is %s", (written, url) => {
    expect(normalUrl(written)).toBe(url);
  });

  it.each([
    ["http://127.0.0.1:8420", true],
    ["http://127.9.9.9", true],
    ["http://localhost", true],
    ["http://[::1]:8420", true],
    ["http://127.0.0.1.evil.example", false],
    ["http://localhost.evil.example", false],
    ["https://tocsin.example", false],
  ])("%s on this machine: %s", (url, here) => {
    expect(isLoopback(url)).toBe(here);
  });
});
