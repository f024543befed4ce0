/** Which texts in `tocsin.yaml` are references to secrets, and which look like the secrets themselves. */

const REFERENCE = /^(?:\$\{[A-Za-z_][A-Za-z0-9_]*\}|file:.+)$/;

/** True for `${NAME}` (an environment variable) and `file:PATH`, alone in the value. */
export function isSecretReference(text: string): boolean {
  return REFERENCE.test(text);
}

/** True for a text that has `${NAME}` somewhere in it without being a reference. */
export function hasEmbeddedReference(text: string): boolean {
  return !isSecretReference(text) && /\$\{[A-Za-z_][A-Za-z0-9_]*\}/.test(text);
}

// Forms in which well-known services issue credentials: Slack, GitHub, GitLab, AWS, Stripe, ntfy,
// PagerDuty, JSON Web Tokens and private keys.
const KNOWN_CREDENTIALS = [
  /\bxox[abeprs]-[A-Za-z0-9-]{10,}/,
  /\bxapp-\d-[A-Za-z0-9-]{10,}/,
  /\bgh[opsur]_[A-Za-z0-9]{20,}/,
  /\bgithub_pat_[A-Za-z0-9_]{20,}/,
  /\bglpat-[A-Za-z0-9_-]{20,}/,
  /\bAKIA[A-Z0-9]{16}\b/,
  /\b[rs]k_(?:live|test)_[A-Za-z0-9]{10,}/,
  /\btk_[a-z0-9]{20,}\b/,
  /\bwhsec_[A-Za-z0-9+/=]{16,}/,
  /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
];

/** True when the text holds a credential in a form that a well-known service issues. */
export function holdsKnownCredential(text: string): boolean {
  return KNOWN_CREDENTIALS.some((pattern) => pattern.test(text));
}

// Services whose incoming webhook addresses are themselves the permission to post.
const SECRET_ADDRESSES = [
  /^https:\/\/hooks\.slack\.com\/(?:services|workflows|triggers)\//i,
  /^https:\/\/(?:[a-z]+\.)?discord(?:app)?\.com\/api\/webhooks\//i,
  /^https:\/\/[a-z0-9.-]+\.webhook\.office\.com\//i,
  /^https:\/\/outlook\.office(?:365)?\.com\/webhook\//i,
  /^https:\/\/chat\.googleapis\.com\/v1\/spaces\//i,
  /^https:\/\/hooks\.zapier\.com\/hooks\//i,
  /^https:\/\/maker\.ifttt\.com\/trigger\//i,
  /^https:\/\/api\.telegram\.org\/bot/i,
];
const USER_INFO = /^[a-z][a-z0-9+.-]*:\/\/[^/?#\s]*@/i;
const SECRET_PARAMETER =
  /[?&#](?:[a-z0-9_-]*(?:token|secret|signature|password|passwd|credential|api_?key)|key|sig|auth|code|pwd)=[^&]/i;

/** True when whoever knows the address could use it: user information, a token, a secret path. */
export function isSecretAddress(address: string): boolean {
  return (
    holdsKnownCredential(address) ||
    USER_INFO.test(address) ||
    SECRET_PARAMETER.test(address) ||
    SECRET_ADDRESSES.some((pattern) => pattern.test(address)) ||
    pathOf(address).split("/").some(looksRandom)
  );
}

function pathOf(address: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*([^?#]*)/i.exec(address)?.[1] ?? "";
}

/** Long, and letters mixed with digits throughout: made by a machine, not a word. */
function looksRandom(segment: string): boolean {
  if (!/^[A-Za-z0-9_-]{20,}$/.test(segment)) return false;
  const changes = segment.match(/[A-Za-z](?=\d)|\d(?=[A-Za-z])/g)?.length ?? 0;
  return changes >= 4;
}
