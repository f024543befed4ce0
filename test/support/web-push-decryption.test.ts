import { expect, test } from "vitest";
import { openPush } from "./web-push-decryption.ts";

/** RFC 8291, 5 and appendix A. */
const KEYS = {
  privateKey: Buffer.from("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94", "base64url"),
  p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
  auth: "BTBZMqHH6r4Tts7J_aSIgg",
};
const MESSAGE = Buffer.from(
  "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml" +
    "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT" +
    "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
  "base64url",
);

test("the example of RFC 8291 opens", () => {
  expect(openPush(MESSAGE, KEYS)).toBe("When I grow up, I want to be a watermelon");
});

test("a message that was altered does not, nor with another browser's secret", () => {
  const altered = Buffer.from(MESSAGE);
  altered[100] = (altered[100] ?? 0) ^ 1;
  expect(() => openPush(altered, KEYS)).toThrow();
  const auth = Buffer.alloc(16, 1).toString("base64url");
  expect(() => openPush(MESSAGE, { ...KEYS, auth })).toThrow();
});
