import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CALL_STATUSES, MESSAGE_STATUSES } from "../../test/support/twilio-published.ts";
import { isSignedByTwilio, readTwilioStatus } from "./twilio-callbacks.ts";

/** The example of Twilio's own libraries. */
const TOKEN = "12345";
const URL_OF_EXAMPLE = "https://mycompany.com/myapp.php?foo=1&bar=2";
const SIGNATURE = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";
const FIELDS = {
  Digits: "1234",
  CallSid: "CA1234567890ABCDE",
  To: "+18005551212",
  Caller: "+14158675309",
  From: "+14158675309",
};

function isSigned({ url = URL_OF_EXAMPLE, fields = {}, signature = SIGNATURE } = {}): boolean {
  const form = new URLSearchParams({ ...FIELDS, ...fields });
  return isSignedByTwilio({ url, fields: form, signature }, TOKEN);
}

describe("Twilio's signature", () => {
  it("is that of its own example, in whatever order the fields come", () => {
    expect(isSigned()).toBe(true);
    const reversed = new URLSearchParams(Object.entries(FIELDS).toReversed());
    const request = { url: URL_OF_EXAMPLE, fields: reversed, signature: SIGNATURE };
    expect(isSignedByTwilio(request, TOKEN)).toBe(true);
    expect(isSignedByTwilio(request, "54321")).toBe(false);
  });

  it("may have been made with the port or without", () => {
    expect(isSigned({ url: URL_OF_EXAMPLE.replace(".com/", ".com:443/") })).toBe(true);
    expect(isSigned({ url: URL_OF_EXAMPLE.replace(".com/", ".com:8420/") })).toBe(true);
    // What Twilio makes of the same request when it signs the port.
    const withPort = { url: "https://mycompany.com/a", signature: "" };
    expect(isSigned(withPort)).toBe(false);
  });

  it("is of no other address and of no other fields", () => {
    expect(isSigned({ url: URL_OF_EXAMPLE.replace("bar=2", "bar=3") })).toBe(false);
    expect(isSigned({ url: URL_OF_EXAMPLE.replace("https:", "http:") })).toBe(false);
    expect(isSigned({ fields: { Digits: "1235" } })).toBe(false);
    expect(isSigned({ fields: { More: "" } })).toBe(false);
  });

  it("is not found in anything else", () => {
    fc.assert(
      fc.property(fc.oneof(fc.base64String(), fc.string({ unit: "binary" })), (signature) => {
        expect(isSigned({ signature })).toBe(false);
      }),
    );
    const fields = new URLSearchParams(FIELDS);
    expect(isSignedByTwilio({ url: URL_OF_EXAMPLE, fields, signature: undefined }, TOKEN)).toBe(
      false,
    );
  });
});

describe("a report", () => {
  const read = (fields: Record<string, string>) => readTwilioStatus(new URLSearchParams(fields));

  it.each([
    ["MessageStatus", "accepted", "queued"],
    ["MessageStatus", "sent", "sent"],
    ["MessageStatus", "read", "delivered"],
    ["MessageStatus", "undelivered", "undelivered"],
    ["CallStatus", "in-progress", "answered"],
    ["CallStatus", "no-answer", "no-answer"],
    ["CallStatus", "canceled", "canceled"],
  ])("%s=%s means %s", (name, value, status) => {
    expect(read({ [name]: value })).toEqual({ status, sequence: null, detail: "Twilio" });
  });

  it("is understood with each status that Twilio publishes for what goes out", () => {
    const incoming = new Set(["receiving", "received"]);
    const unknown = [
      ...MESSAGE_STATUSES.filter((status) => read({ MessageStatus: status }) === undefined),
      ...CALL_STATUSES.filter((status) => read({ CallStatus: status }) === undefined),
    ];
    expect(new Set(unknown)).toEqual(incoming);
  });

  it("has its number, and the code of what went wrong", () => {
    expect(read({ CallStatus: "failed", SequenceNumber: "3", ErrorCode: "13224" })).toEqual({
      status: "failed",
      sequence: 3,
      detail: "Twilio error 13224",
    });
    const odd = { CallStatus: "failed", SequenceNumber: "-1", ErrorCode: "<b>" };
    expect(read(odd)).toEqual({ status: "failed", sequence: null, detail: "Twilio" });
  });

  it("of a phone that is switched off is no answer", () => {
    expect(read({ CallStatus: "failed", SipResponseCode: "480" })?.status).toBe("no-answer");
    expect(read({ CallStatus: "failed", SipResponseCode: "404" })?.status).toBe("failed");
  });

  it.each(["", "teleported", "constructor", "__proto__"])("%j says nothing", (status) => {
    expect(read({ MessageStatus: status })).toBeUndefined();
  });
});
