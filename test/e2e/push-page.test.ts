/**
 * The page for web push and its worker in a real browser. Only the browser's subscription is a stand-in:
 * a real one needs the servers of the browser's vendor.
 */

import { beforeAll, expect, it } from "vitest";
import { type BrowserPage, Chromium } from "../support/chromium.ts";
import { describeWith } from "../support/describe-with.ts";
import type { FakeBrowser } from "../support/fake-push-service.ts";
import { useLab } from "../support/lab.ts";
import { type PushFixture, pushFixture } from "../support/push-fixture.ts";
import { waitUntil } from "../support/wait-until.ts";

const BUTTON = "Get pages on this device";
/** A folder to look at the pages afterwards. */
const SCREENSHOTS = process.env["TOCSIN_TEST_SCREENSHOTS"];

/** In place of the browser's own `subscribe`. */
function subscribing({ endpoint, p256dh, auth }: FakeBrowser): string {
  return `PushManager.prototype.subscribe = async ({ applicationServerKey, userVisibleOnly }) => {
    if (!userVisibleOnly || applicationServerKey.length !== 65) throw new Error("not asked so");
    return { toJSON: () => (${JSON.stringify({ endpoint, keys: { p256dh, auth } })}) };
  };`;
}

const REFUSING = `PushManager.prototype.subscribe = async () => {
  throw new DOMException("Registration failed - push service error", "AbortError");
};`;

describeWith(["chromium"], "the page for web push", () => {
  const lab = useLab();
  let chromium: Chromium;
  beforeAll(async () => {
    chromium = await Chromium.start(lab);
  });

  async function opened(
    script: (fixture: PushFixture) => string,
    permission: "granted" | "denied" = "granted",
  ): Promise<{ fixture: PushFixture; page: BrowserPage; origin: string; path: string }> {
    const fixture = await pushFixture({ publicUrl: "own" });
    const origin = fixture.tocsin.url;
    const path = await fixture.link("Jonas");
    const page = await chromium.page();
    await page.notifications(permission, origin);
    await page.before(script(fixture));
    await page.open(origin + path);
    return { fixture, page, origin, path };
  }

  async function look(page: BrowserPage, name: string): Promise<void> {
    if (SCREENSHOTS !== undefined) await page.screenshot(`${SCREENSHOTS}/${name}.png`);
  }

  /** What the page says; it is announced to those who do not see it, too. */
  const said = (page: BrowserPage, pattern: RegExp) =>
    waitUntil(`the page says ${pattern}`, async () => {
      const text = await page.text("[role=status]");
      return pattern.test(text) ? text : undefined;
    });

  /** Titles of what is on the screen. */
  const shown = (page: BrowserPage) =>
    page.evaluate<string[]>(
      `navigator.serviceWorker.ready.then((worker) => worker.getNotifications())
        .then((all) => all.map(({ title }) => title))`,
    );

  it("subscribes, and its worker shows the test and then a page", async () => {
    let browser: FakeBrowser | undefined;
    const { fixture, page, origin } = await opened(({ service }) => {
      browser = service.subscribe();
      return subscribing(browser);
    });
    if (browser === undefined) throw new Error("nobody subscribed");
    expect(await page.text("h1")).toBe("Get pages on this device");
    expect(await page.text("main")).not.toContain("Add to Home Screen");
    await look(page, "ready");
    fixture.knowPublicKey(await page.evaluate("document.querySelector('#push').dataset.key"));
    const test = fixture.service.expect(browser);
    await page.press(BUTTON);
    const { payload } = await test;
    expect(await said(page, /^Done/u)).toContain("pages come to this device");
    await look(page, "done");
    for (const [message, title] of [
      [JSON.stringify(payload), "Pages arrive on this device"],
      ["not what a worker expects", "Tocsin: something is wrong"],
    ] as const) {
      // More than once if need be: on a busy machine Chromium loses what comes while the worker starts.
      await waitUntil(`"${title}" is shown`, async () => {
        await page.deliver(origin, message);
        return (await shown(page)).includes(title);
      });
    }
    const jonas = (await fixture.people()).find(({ name }) => name === "Jonas");
    expect(jonas?.contactMethods.map(({ address }) => address)).toContainEqual(
      expect.stringMatching(/ on Linux \(localhost:/u),
    );
  });

  it("says what to do where notifications are blocked", async () => {
    const { page } = await opened(() => "", "denied");
    expect(await said(page, /blocked/u)).toContain("Allow them");
    expect(await page.text("button")).toBe("");
    await look(page, "blocked");
  });

  it("says so when the browser's push service gives no subscription, and can be pressed again", async () => {
    const { page } = await opened(() => REFUSING);
    await page.press(BUTTON);
    expect(await said(page, /push service/u)).toContain("press again");
    expect(await page.evaluate("document.querySelector('button').disabled")).toBe(false);
    await look(page, "refused");
  });

  it("sends an iPhone to its Home Screen first", async () => {
    const { page } = await opened(
      () => `delete window.PushManager; delete window.Notification;
        Object.defineProperty(navigator, "userAgent", { value: "Mozilla/5.0 (iPhone; …) Safari" });
        Object.defineProperty(navigator, "maxTouchPoints", { value: 5 });`,
    );
    expect(await said(page, /Home Screen/u)).toContain("See below");
    expect(await page.text("main")).toContain("Add to Home Screen");
    await look(page, "iphone");
  });

  it("says what Tocsin said when the link was used by another device meanwhile", async () => {
    const { fixture, page, path } = await opened(({ service }) => subscribing(service.subscribe()));
    const first = fixture.service.subscribe();
    const test = fixture.service.expect(first);
    await fixture.press(path, first);
    await test;
    await page.press(BUTTON);
    expect(await said(page, /another device/u)).toContain("Ask for another one");
  });

  it("runs under its policy without a complaint, and fits a phone", async () => {
    const { page } = await opened(
      () => `window.complaints = [];
        addEventListener("securitypolicyviolation", (event) => complaints.push(event.blockedURI));`,
    );
    await waitUntil("there is a button", async () => (await page.text("button")) === BUTTON);
    expect(await page.evaluate("complaints")).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
  });
});
