/** Debian's Chromium without a window, steered by its own protocol: https://chromedevtools.github.io/devtools-protocol/ */

import { writeFileSync } from "node:fs";
import type { Lab } from "./lab.ts";
import { waitUntil } from "./wait-until.ts";

type Parameters = Readonly<Record<string, unknown>>;
type Result = Readonly<Record<string, unknown>>;

/** Makes small things large enough to be seen. */
const PIXELS_PER_POINT = 2;

export class Chromium {
  readonly #socket: WebSocket;
  readonly #answers = new Map<number, (answer: Result) => void>();
  readonly #events: { readonly method: string; readonly params: Result }[] = [];
  #lastId = 0;

  static async start(lab: Lab): Promise<Chromium> {
    const program = lab.start({
      name: "chromium",
      command: "chromium",
      args: [
        ...["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"],
        ...["--remote-debugging-port=0", `--user-data-dir=${lab.subfolder("chromium")}`],
      ],
      env: { HOME: lab.folder },
    });
    const url = await program.waitUntil(
      "says where it listens",
      () => /^DevTools listening on (\S+)$/mu.exec(program.output)?.[1],
    );
    const socket = new WebSocket(url);
    await new Promise((resolve, reject) => {
      socket.addEventListener("open", resolve);
      socket.addEventListener("error", reject);
    });
    return new Chromium(socket);
  }

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => {
      const message = JSON.parse(String(data)) as {
        id?: number;
        method?: string;
        params?: Result;
        result?: Result;
        error?: { message: string };
      };
      if (message.id !== undefined) {
        this.#answers.get(message.id)?.(message.result ?? { error: message.error?.message });
      } else if (message.method !== undefined) {
        this.#events.push({ method: message.method, params: message.params ?? {} });
      }
    });
  }

  /** Says something to the browser, or to one of its pages. @throws when it refuses */
  async command(method: string, params: Parameters = {}, sessionId?: string): Promise<Result> {
    this.#lastId += 1;
    const id = this.#lastId;
    const answer = new Promise<Result>((resolve) => this.#answers.set(id, resolve));
    this.#socket.send(JSON.stringify({ id, method, params, ...(sessionId ? { sessionId } : {}) }));
    const result = await answer;
    if (result["error"] !== undefined) throw new Error(`${method}: ${result["error"]}`);
    return result;
  }

  /** The last event of a name that fits. */
  event(method: string, fits: (params: Result) => boolean): Promise<Result> {
    return waitUntil(
      `Chromium says ${method}`,
      () => this.#events.findLast((event) => event.method === method && fits(event.params))?.params,
    );
  }

  /** A page of a phone's width, in a profile of its own. */
  async page(width = 360, height = 740): Promise<BrowserPage> {
    const { browserContextId } = await this.command("Target.createBrowserContext");
    const target = await this.command("Target.createTarget", {
      url: "about:blank",
      browserContextId,
    });
    const attached = await this.command("Target.attachToTarget", {
      targetId: target["targetId"],
      flatten: true,
    });
    const page = new BrowserPage(this, String(attached["sessionId"]), String(browserContextId));
    await page.command("Page.enable");
    await page.command("Emulation.setDeviceMetricsOverride", {
      ...{ width, height, deviceScaleFactor: PIXELS_PER_POINT, mobile: true },
    });
    return page;
  }
}

export class BrowserPage {
  readonly #browser: Chromium;
  readonly #session: string;
  readonly #context: string;

  constructor(browser: Chromium, session: string, context: string) {
    this.#browser = browser;
    this.#session = session;
    this.#context = context;
  }

  command(method: string, params: Parameters = {}): Promise<Result> {
    return this.#browser.command(method, params, this.#session);
  }

  /** Runs a script in each document before its own. */
  async before(script: string): Promise<void> {
    await this.command("Page.addScriptToEvaluateOnNewDocument", { source: script });
  }

  /** What somebody answers when the page asks for notifications. */
  async notifications(setting: "granted" | "denied" | "prompt", origin: string): Promise<void> {
    const permission = { name: "notifications" };
    const browserContextId = this.#context;
    const params = { permission, setting, origin, browserContextId };
    await this.#browser.command("Browser.setPermission", params);
  }

  async open(url: string): Promise<void> {
    await this.command("Page.navigate", { url });
    await waitUntil(`${url} is there`, () => this.evaluate("document.readyState === 'complete'"));
  }

  /** The value of an expression in the page; a promise is waited for. */
  async evaluate<T>(expression: string): Promise<T> {
    const params = { expression, awaitPromise: true, returnByValue: true, userGesture: true };
    const { result, exceptionDetails } = await this.command("Runtime.evaluate", params);
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return (result as { value: T }).value;
  }

  /** What a reader sees of an element; "" for one that is hidden. */
  text(selector: string): Promise<string> {
    return this.evaluate(
      `[document.querySelector(${JSON.stringify(selector)})]
        .map((one) => (one?.checkVisibility() ? one.innerText : ""))[0]`,
    );
  }

  /** Touches the button with this text. */
  async press(label: string): Promise<void> {
    await this.evaluate(
      `[...document.querySelectorAll("button")].find((one) => one.innerText === ${JSON.stringify(label)}).click()`,
    );
  }

  /** Delivers a push message to the page's worker, as the browser's vendor would. */
  async deliver(origin: string, data: string): Promise<void> {
    await this.command("ServiceWorker.enable");
    const updated = await this.#browser.event("ServiceWorker.workerRegistrationUpdated", (params) =>
      (params["registrations"] as { scopeURL: string }[]).some(({ scopeURL }) =>
        scopeURL.startsWith(origin),
      ),
    );
    const registrations = updated["registrations"] as { registrationId: string }[];
    const registrationId = registrations[0]?.registrationId;
    await this.command("ServiceWorker.deliverPushMessage", { origin, registrationId, data });
  }

  /** The whole page as a PNG, for whoever wants to look at it. */
  async screenshot(path: string): Promise<void> {
    const shot = await this.command("Page.captureScreenshot", { captureBeyondViewport: true });
    writeFileSync(path, Buffer.from(String(shot["data"]), "base64"));
  }
}
