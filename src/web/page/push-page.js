// @ts-check
/**
 * Subscribes this browser to web push. Each way in which it can fail is said in plain words on the page:
 * whoever reads it has a phone in the hand and nobody to ask.
 */

/** What a person can do about a failure; its message is shown. */
class Failure extends Error {}

const DENIED =
  "Notifications are blocked for this address. Allow them in the browser's settings for this site (on an iPhone: Settings, Notifications, Tocsin), then open this page again.";
const NO_WAY =
  "This browser cannot show notifications. Try Chrome, Firefox, Edge or Safari, not in a private window.";
const NOT_SECURE =
  "Notifications need a secure address. Open this page under https, at the address that your administrator has set up.";
const IPHONE_FIRST = "On this device Tocsin has to be on the Home Screen first. See below how.";

const part = /** @param {string} id */ (id) => {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no ${id}`);
  return found;
};
const frame = part("push");
const state = part("push-state");
const button = /** @type {HTMLButtonElement} */ (part("push-button"));

/** @param {string} text @param {"good" | "bad" | ""} kind */
function say(text, kind) {
  state.textContent = text;
  state.className = `note ${kind}`.trim();
  state.hidden = text === "";
}

/** Why the button would be of no use here; undefined when it may be pressed. */
function obstacle() {
  if (!window.isSecureContext) return NOT_SECURE;
  const canPush =
    "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  if (!canPush) return isIPhoneInBrowser() ? IPHONE_FIRST : NO_WAY;
  return Notification.permission === "denied" ? DENIED : undefined;
}

/** An iPad says that it is a Mac, and has a touch screen. */
function isIPhoneInBrowser() {
  const isApple = /iPhone|iPad|Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 0;
  return isApple && !matchMedia("(display-mode: standalone)").matches;
}

async function subscribe() {
  // First of all and at once: browsers ask only as the answer to a touch.
  const permission = await Notification.requestPermission();
  if (permission !== "granted") {
    throw new Failure(
      permission === "denied"
        ? DENIED
        : "Nothing was changed: notifications were not allowed. Press again, and allow them.",
    );
  }
  const registration = await navigator.serviceWorker.register("../push-worker.js");
  await navigator.serviceWorker.ready;
  return send(await subscriptionOf(registration.pushManager));
}

/** @param {PushManager} manager */
async function subscriptionOf(manager) {
  const options = { userVisibleOnly: true, applicationServerKey: publicKey() };
  try {
    return await manager.subscribe(options);
  } catch (error) {
    // A subscription for another key, of a Tocsin that was here before, is in the way.
    const old = await manager.getSubscription();
    if (old === null) throw notSubscribed(error);
    await old.unsubscribe();
  }
  try {
    return await manager.subscribe(options);
  } catch (error) {
    throw notSubscribed(error);
  }
}

/** As bytes: not every browser takes the text. */
function publicKey() {
  const text = (frame.dataset["key"] ?? "").replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** @param {unknown} error */
function notSubscribed(error) {
  const said = error instanceof Error ? error.message : String(error);
  return new Failure(
    `The browser's push service gave no subscription (${said}). Check the connection and press again; some browsers have push turned off in their settings.`,
  );
}

/**
 * @param {PushSubscription} subscription
 * @returns {Promise<{ testSent: boolean, problem: string | null }>}
 */
async function send(subscription) {
  const { endpoint, keys } = subscription.toJSON();
  const body = JSON.stringify({
    endpoint,
    p256dh: keys?.["p256dh"],
    auth: keys?.["auth"],
  });
  let answer;
  try {
    const headers = { "content-type": "application/json" };
    answer = await fetch(location.href, { method: "POST", headers, body });
  } catch {
    throw new Failure("Tocsin could not be reached. Check the connection, and press again.");
  }
  const said = await answer.json().catch(() => ({}));
  if (answer.ok) return said;
  throw new Failure(said.detail ?? `Tocsin answered ${answer.status}. Press again in a minute.`);
}

button.addEventListener("click", async () => {
  button.disabled = true;
  say("Asking this browser …", "");
  try {
    const { testSent, problem } = await subscribe();
    button.hidden = true;
    if (testSent) {
      say(
        "Done: pages come to this device. A test is on its way. If it does not appear within a minute, look whether notifications are allowed for this browser in the device's settings, and whether the device is silent.",
        "good",
      );
    } else {
      say(
        `This browser is subscribed, but the test could not be sent (${problem}). Tell your administrator, and do not count on this device yet.`,
        "bad",
      );
    }
  } catch (error) {
    button.disabled = false;
    say(
      error instanceof Failure
        ? error.message
        : `Something went wrong, and nothing was changed (${error}). Press again.`,
      "bad",
    );
  }
});

const wrong = obstacle();
button.hidden = wrong !== undefined;
// Of use only where it has to be done; without this script it is shown to everybody.
part("push-iphone").hidden = wrong !== IPHONE_FIRST;
if (wrong !== undefined) say(wrong, "bad");
