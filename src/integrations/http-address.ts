const URL_LENGTH_MAX = 2048;

/** Why an address cannot be posted to, or undefined. Where it leads is checked when it is connected to. */
export function checkHttpAddress(address: string): string | undefined {
  if (address.length > URL_LENGTH_MAX) return `is longer than ${URL_LENGTH_MAX} characters`;
  const url = URL.parse(address);
  if (url === null || /\s/u.test(address)) return "is not a URL";
  if (url.protocol !== "https:" && url.protocol !== "http:") return "is not an http(s) URL";
  if (url.username !== "" || url.password !== "") return "must not contain a user name or password";
  return undefined;
}
