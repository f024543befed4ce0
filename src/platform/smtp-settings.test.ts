import { describe, expect, test } from "vitest";
import { readSmtpUrl, type SmtpSettings } from "./smtp-settings.ts";

function settings(text: string): SmtpSettings {
  const read = readSmtpUrl(text);
  if (!read.ok) throw new Error(read.reason);
  return read.settings;
}

describe("readSmtpUrl", () => {
  test("a server with credentials needs STARTTLS", () => {
    expect(settings("smtp://tocsin%40x.test:p%3Aw@mail.example.test")).toEqual({
      host: "mail.example.test",
      port: 587,
      implicitTls: false,
      startTls: "required",
      isLoopback: false,
      credentials: { user: "tocsin@x.test", password: "p:w" },
    });
  });

  test("a relay without credentials takes TLS when it is offered", () => {
    expect(settings("smtp://relay.internal:25")).toMatchObject({
      port: 25,
      startTls: "opportunistic",
    });
    expect(settings("smtp://relay.internal:25?starttls=off")).toMatchObject({ startTls: "off" });
  });

  test("smtps is TLS from the first byte, on its own port", () => {
    expect(settings("smtps://u:p@mail.example.test")).toMatchObject({
      port: 465,
      implicitTls: true,
    });
  });

  test.each(["localhost", "127.0.0.1", "127.1.2.3", "[::1]"])("%s is this machine", (host) => {
    expect(settings(`smtp://u:p@${host}:25?starttls=off`)).toMatchObject({ isLoopback: true });
  });

  test.each([
    ["", "form"],
    ["mail.example.test:25", "form"],
    ["http://mail.example.test", "form"],
    ["smtp://", "host"],
    ["smtp://h?pool=true", "options"],
    ["smtp://h?starttls=maybe", "starttls"],
    ["smtp://u:secret%zz@h", "URL-encoded"],
    ["smtp://u:secret@h?starttls=off", "unencrypted"],
    ["smtp://u:secret@h?starttls=opportunistic", "unencrypted"],
  ])("%j is refused with a reason and without the password", (text, reason) => {
    const read = readSmtpUrl(text);
    expect(read).toEqual({ ok: false, reason: expect.stringContaining(reason) });
    expect(JSON.stringify(read)).not.toContain("secret");
  });
});
