import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HOSTILE_TEXTS, hostileMessage, sampleMessage } from "../../test/support/sample-message.ts";
import type { Message } from "../domain/message.ts";
import { cutForSms, smsLength, toGsm7 } from "./gsm7.ts";
import { smsText } from "./sms-text.ts";

/** Characters of the alphabet, written down apart from the program's own table. */
const ALPHABET =
  /^[\n\r !"#$%&'()*+,\-./0-9:;<=>?@A-Z_a-z¡£¤¥§¿ÄÅÆÇÉÑÖØÜßàäåæèéìñòöøùüΔΦΓΛΩΠΨΣΘΞ^{}\\[~\]|€]*$/u;

/** How many parts a phone network makes of it. */
function segments(text: string): number {
  if (ALPHABET.test(text)) {
    const septets = [...text].reduce((sum, one) => sum + (/[\^{}\\[~\]|€]/u.test(one) ? 2 : 1), 0);
    return septets <= 160 ? 1 : Math.ceil(septets / 153);
  }
  return text.length <= 70 ? 1 : Math.ceil(text.length / 67);
}

const CODES = "Reply 1a to acknowledge, 5a to escalate, 6a to resolve";
const LINK = "https://tocsin.example.test/a/id.mc3x9d.sig";

function lines(changes: Partial<Message>): string[] {
  return smsText(sampleMessage(changes)).text.split("\n");
}

describe("an SMS", () => {
  it("has the headline, what to reply, and the link", () => {
    expect(lines({})).toEqual(["P0 20261123-001 Checkout queue stands still", CODES, LINK]);
  });

  it("leads to the incident where nothing is to be acknowledged", () => {
    const { acknowledgeUrl: _, ...inform } = sampleMessage({ purpose: "resolution-proposed" });
    expect(smsText(inform).text.split("\n").slice(1)).toEqual([
      "Reply 6a to resolve",
      "https://tocsin.example.test/incidents/20261123-001",
    ]);
    expect(lines({ purpose: "resolved" })).toHaveLength(2);
  });

  it("stays in the short alphabet where that reads as well", () => {
    const title = "Łódź – “Größe” naïve… 🚨 kaputt";
    const { text, encoding } = smsText(sampleMessage({ incidentTitle: title }));
    expect(encoding).toBe("gsm-7");
    expect(text).toContain('Lodz - "Größe" naive... kaputt');
  });

  it("is sent as it is written in other scripts, with its codes, and without a link that does not fit", () => {
    const title = "Очередь заказов стоит, покупатели не могут платить";
    const long = `https://tocsin.example.test/a/${"x".repeat(88)}`;
    const message = sampleMessage({ incidentTitle: title, acknowledgeUrl: long, incidentUrl: "" });
    const { text, encoding } = smsText(message);
    expect(encoding).toBe("ucs-2");
    expect(text).toContain("Очередь заказов стоит");
    expect(text).toContain(CODES);
    expect(text).not.toContain("https://");
  });

  it("cuts a long title, not the codes", () => {
    const { text } = smsText(sampleMessage({ incidentTitle: "disk full ".repeat(40) }));
    expect(segments(text)).toBeLessThanOrEqual(2);
    expect(text).toMatch(/^P0 20261123-001 disk full .*…?\.{0,3}\nReply 1a/u);
    expect(text).toContain(LINK);
  });

  it("takes no more than two parts, and always says what to reply, whatever is in it", () => {
    const texts = fc.oneof(
      fc.constantFrom(...HOSTILE_TEXTS),
      fc.string({ unit: "binary", maxLength: 400 }),
      fc.string({
        unit: fc.constantFrom("[", "€", "a", "é", "я", "漢", "🚨", "\n"),
        maxLength: 400,
      }),
    );
    fc.assert(
      fc.property(texts, fc.webUrl(), fc.nat(1500), (text, url, more) => {
        const acknowledgeUrl = `${url}/${"p".repeat(more)}`;
        const message = { ...hostileMessage(text), acknowledgeUrl, incidentUrl: url };
        const sms = smsText(message).text;
        expect(segments(sms)).toBeLessThanOrEqual(2);
        expect(sms).toContain(CODES);
        expect(sms.isWellFormed()).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe("the short alphabet", () => {
  it("takes every text it gives, and measures it as the network does", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const short = toGsm7(text);
        if (short === undefined) return;
        expect(short).toMatch(ALPHABET);
        expect(toGsm7(short)).toBe(short);
      }),
    );
    expect(smsLength("{€}", "gsm-7")).toBe(6);
  });

  it("is cut between characters, and says so", () => {
    expect(cutForSms("abcdef", "gsm-7", 6)).toBe("abcdef");
    expect(cutForSms("abcdefg", "gsm-7", 6)).toBe("abc...");
    expect(cutForSms("[[[[", "gsm-7", 7)).toBe("[[...");
    expect(cutForSms("漢🚨漢字", "ucs-2", 3)).toBe("漢…");
  });
});
