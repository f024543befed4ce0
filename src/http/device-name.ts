/** "Safari on iPhone", from what a browser says of itself. It is a label for people, and nothing depends on it. */

/** The first that fits: most browsers claim to be several of the others as well. */
const BROWSERS = [
  ["Firefox", /\bFirefox\/|\bFxiOS\//u],
  ["Edge", /\bEdgA?\/|\bEdgiOS\//u],
  ["Samsung Internet", /\bSamsungBrowser\//u],
  ["Opera", /\bOPR\//u],
  ["Chrome", /\bChrome\/|\bCriOS\//u],
  ["Safari", /\bSafari\/|\bAppleWebKit\//u],
] as const;

const SYSTEMS = [
  ["iPhone", /\biPhone\b/u],
  ["iPad", /\biPad\b/u],
  ["Android", /\bAndroid\b/u],
  ["Windows", /\bWindows\b/u],
  ["ChromeOS", /\bCrOS\b/u],
  ["Mac", /\bMacintosh\b/u],
  ["Linux", /\bLinux\b/u],
] as const;

const READ_MAX = 400;

/** @param userAgent of the request; "a browser" where it says nothing we know */
export function deviceName(userAgent: string | undefined): string {
  const said = (userAgent ?? "").slice(0, READ_MAX);
  const browser = BROWSERS.find(([, pattern]) => pattern.test(said))?.[0] ?? "A browser";
  const system = SYSTEMS.find(([, pattern]) => pattern.test(said))?.[0];
  return system === undefined ? browser : `${browser} on ${system}`;
}
