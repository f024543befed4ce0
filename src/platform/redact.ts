/**
 * Takes secrets out of a finished line of text, by what they look like and by the names they go under.
 * Each pattern runs in linear time (what may begin anywhere in a run is tied to the run's beginning);
 * each leaves enough to recognise which secret it was.
 */

const MASK = "[redacted]";

/** Names under which values are secret, whatever they look like. */
const SECRET_NAMES_IN_WORDS =
  "authorization|proxy-authorization|cookie|set-cookie|password|passwd|secret|client_secret|token|" +
  "access_token|refresh_token|id_token|api[-_]?key|routing_key|x-tocsin-key|webhook-signature|" +
  "private_?key";
const SECRET_NAMES = `${SECRET_NAMES_IN_WORDS}|pass`;

interface Rule {
  readonly pattern: RegExp;
  readonly replacement: string;
}

const RULES: readonly Rule[] = [
  // "password":"…" and "password":["…"] in the line's own JSON.
  {
    pattern: new RegExp(
      `("(?:${SECRET_NAMES})":\\s*)(?:"(?:[^"\\\\]|\\\\.)*"|\\[[^[\\]]{0,10000}\\])`,
      "giu",
    ),
    replacement: `$1"${MASK}"`,
  },
  // The same inside a text of the line, where quotes are escaped.
  {
    pattern: new RegExp(
      `((?<!\\\\)\\\\+"(?:${SECRET_NAMES})\\\\+"\\s*:\\s*\\\\+")[^"\\\\]*`,
      "giu",
    ),
    replacement: `$1${MASK}`,
  },
  // Header lines and form fields: "Authorization: Bearer x", "token=x".
  {
    pattern: new RegExp(
      `(\\b(?:${SECRET_NAMES_IN_WORDS})\\s*[=:]\\s*)(?!")[^\\s"',;&\\\\]+(?: +[\\w.~+/=-]+)?`,
      "giu",
    ),
    replacement: `$1${MASK}`,
  },
  { pattern: /\b(bearer|basic)\s+[\w.~+/=-]{8,}/giu, replacement: `$1 ${MASK}` },
  { pattern: /\b(tocsin_[a-z]{2,8}_)[\w-]{16,}/gu, replacement: `$1${MASK}` },
  { pattern: /\b(whsec_)[\w+/=-]{8,}/gu, replacement: `$1${MASK}` },
  // Tokens of Telegram bots; the number before the colon is the bot's public id.
  { pattern: /(?<!\d)(\d{6,12}:)[\w-]{30,100}/gu, replacement: `$1${MASK}` },
  { pattern: /\b(tk_)[a-z0-9]{16,}/gu, replacement: `$1${MASK}` },
  // Signed links and JSON web tokens, also without the rest of their URL.
  {
    pattern: /(?<![\w-])([\w-]{1,64}\.[0-9a-z]{7,9})\.[\w-]{43}(?![\w-])/gu,
    replacement: `$1.${MASK}`,
  },
  { pattern: /(?<![\w-])eyJ[\w-]{6,}\.[\w-]{6,}\.[\w-]*/gu, replacement: MASK },
  // User and password of any URL.
  { pattern: /\b([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s"'/@\\]{1,512}@/giu, replacement: `$1${MASK}@` },
  // The path of a web address may be all the secret there is (webhooks, signed links); its host says enough.
  {
    pattern: /\b(https?:\/\/[^\s"'<>/?#\\]{1,255})[/?#](?!["'\s)\\,]|$)[^\s"'<>\\]*/giu,
    replacement: `$1/${MASK}`,
  },
];

/** The text without secrets. Idempotent. */
export function redact(text: string): string {
  let safe = text;
  for (const { pattern, replacement } of RULES) safe = safe.replace(pattern, replacement);
  return safe;
}
