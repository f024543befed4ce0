// @ts-check
/**
 * Shows the notifications. Every message shows one, also one that cannot be read: a browser takes the
 * right to notify away from a worker that stays silent (Safari after three messages).
 */

/** @typedef {{ url: string, acknowledgeUrl: string, acknowledgeLabel: string, number: string, tag: string }} Linked */
/** @typedef {Linked & { title: string, body: string, urgent: boolean, over: boolean }} Page */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

const ICON = "push-icon.png";
const ACKNOWLEDGE = "acknowledge";
const ANSWER_MS = 15_000;

/** @type {Page} */
const UNREADABLE = {
  title: "Tocsin: something is wrong",
  body: "A page came that this browser cannot read. Look at your other channels, or open Tocsin.",
  tag: "unreadable",
  number: "",
  url: "",
  acknowledgeUrl: "",
  acknowledgeLabel: "",
  urgent: true,
  over: false,
};

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener("push", (event) => event.waitUntil(show(read(event.data))));
worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const linked = /** @type {Linked} */ (event.notification.data);
  event.waitUntil(event.action === ACKNOWLEDGE ? acknowledge(linked) : open(linked));
});

/** @param {PushMessageData | null} data @returns {Page} */
function read(data) {
  try {
    const page = data?.json();
    return typeof page?.title === "string" ? { ...UNREADABLE, ...page } : UNREADABLE;
  } catch {
    return UNREADABLE;
  }
}

/** Notifications of an incident replace each other, with a sound each time. @param {Page} page */
async function show(page) {
  const acknowledgeUrl = page.acknowledgeUrl || (page.over ? "" : await earlierLink(page.tag));
  const { url, number, tag } = page;
  const acknowledgeLabel = page.acknowledgeLabel || "Acknowledge";
  /** @type {Linked} */
  const linked = { url, acknowledgeUrl, acknowledgeLabel, number, tag };
  const answer = acknowledgeUrl === "" ? [] : [{ action: ACKNOWLEDGE, title: acknowledgeLabel }];
  /** Members that the library does not know yet: actions, renotify and vibrate. */
  const more = {
    actions: [...answer, ...(url || acknowledgeUrl ? [{ action: "open", title: "Open" }] : [])],
    renotify: true,
    vibrate: page.urgent ? [400, 100, 400, 100, 400] : [200],
  };
  await worker.registration.showNotification(page.title, {
    body: page.body,
    tag,
    icon: ICON,
    badge: ICON,
    data: linked,
    requireInteraction: page.urgent,
    ...more,
  });
}

/**
 * What only informs replaces a page on the screen, and must not take the way to answer it along.
 * @param {string} tag
 */
async function earlierLink(tag) {
  try {
    const [shown] = await worker.registration.getNotifications({ tag });
    return String(shown?.data?.acknowledgeUrl ?? "");
  } catch {
    return "";
  }
}

/** @param {Linked} linked */
async function open({ url, acknowledgeUrl }) {
  const target = acknowledgeUrl || url || worker.registration.scope;
  await worker.clients.openWindow(target);
}

/** Presses the button of the acknowledge page, and says what came of it. @param {Linked} linked */
async function acknowledge(linked) {
  // A test page has none.
  const number = linked.number || "The test page";
  const status = await press(linked.acknowledgeUrl);
  if (status === 200) {
    await tell(linked, `${number}: you have it`, "Tocsin has taken your answer.");
  } else if (status === 409 || status === 410) {
    const why = "Somebody was first, it is over, or the link is too old. Open to see.";
    await tell(linked, `${number}: nothing was changed`, why);
  } else {
    const why = "Tocsin could not be reached. Open, and try again.";
    await tell(linked, `${number} is NOT acknowledged`, why);
  }
}

/** @param {string} url @returns {Promise<number>} the HTTP status, 0 without an answer */
async function press(url) {
  try {
    // A link of ours leads here; to post anywhere else would be somebody else's doing.
    if (new URL(url).origin !== worker.location.origin) return 0;
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const signal = AbortSignal.timeout(ANSWER_MS);
    const answer = await fetch(url, { method: "POST", body: "", headers, signal });
    return answer.status;
  } catch {
    return 0;
  }
}

/** @param {Linked} linked @param {string} title @param {string} body */
function tell(linked, title, body) {
  const { tag } = linked;
  const options = { body, tag, icon: ICON, data: linked, silent: true };
  return worker.registration.showNotification(title, options);
}
