import { expect, test } from "vitest";
import { isOwnHost } from "./own-host.ts";

const own = (host: string | undefined) => isOwnHost(host, "https://tocsin.example/on-call");

test("this machine's own names, and the public one, with any port", () => {
  for (const host of [
    undefined,
    "localhost",
    "LOCALHOST:8420",
    "127.0.0.1:8420",
    "127.1.2.3",
    "[::1]:8420",
    "tocsin.example",
    "tocsin.example:8420",
  ])
    expect(`${host} ${own(host)}`).toBe(`${host} true`);
});

test("no name that somebody else can have lead here", () => {
  for (const host of [
    "",
    "attacker.example:8420",
    "127.0.0.1.attacker.example",
    "localhost.attacker.example",
    "tocsin.example.attacker.example",
    "attacker.example#127.0.0.1",
    "attacker.example/@127.0.0.1",
    "localhost@attacker.example",
    "10.0.0.5:8420",
    "a b",
  ])
    expect(`${host} ${own(host)}`).toBe(`${host} false`);
});
