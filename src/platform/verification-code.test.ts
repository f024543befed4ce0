import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  hashVerificationCode,
  mintVerificationCode,
  verificationCodeMatches,
} from "./verification-code.ts";

function drawing(...values: number[]) {
  return () => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(values.shift() ?? 0);
    return bytes;
  };
}

describe("a verification code", () => {
  it("has six digits, also where it begins with noughts", () => {
    expect(mintVerificationCode(drawing(7))).toBe("000007");
    expect(mintVerificationCode(drawing(1_999_999))).toBe("999999");
    for (let i = 0; i < 100; i += 1) expect(mintVerificationCode(randomBytes)).toMatch(/^\d{6}$/);
  });

  it("is drawn again where some codes would be likelier than others", () => {
    expect(mintVerificationCode(drawing(4_294_000_000, 2 ** 32 - 1, 42))).toBe("000042");
    expect(mintVerificationCode(drawing(4_293_999_999))).toBe("999999");
  });

  it("matches its hash for what it is bound to, and for nothing else", async () => {
    const hash = await hashVerificationCode("012345", "m1", randomBytes);
    expect(hash).not.toContain("012345");
    expect(await hashVerificationCode("012345", "m1", randomBytes)).not.toBe(hash);
    expect(await verificationCodeMatches("012345", "m1", hash)).toBe(true);
    expect(await verificationCodeMatches("012346", "m1", hash)).toBe(false);
    expect(await verificationCodeMatches("012345", "m2", hash)).toBe(false);
    expect(await verificationCodeMatches("012345", "m1", "damaged")).toBe(false);
  });
});
