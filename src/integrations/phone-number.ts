/** E.164: `+`, the country code and the number, 15 digits at most (ITU-T E.164, 6.2.1). */
const E164 = /^\+[1-9]\d{7,14}$/u;

/** Why a number cannot be called or written to, or undefined. */
export function checkPhoneNumber(address: string): string | undefined {
  return E164.test(address)
    ? undefined
    : "is not a phone number in international form: + and 8 to 15 digits, such as +4915112345678";
}
