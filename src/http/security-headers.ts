/** Headers that every answer carries. */

const BASE = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
  "cache-control": "no-store",
  // Nothing that is no page of ours loads or runs anything; pages set their own.
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
} as const;

/** The headers for an installation reached under this URL. */
export function securityHeaders(publicUrl: string): Readonly<Record<string, string>> {
  if (!publicUrl.startsWith("https:")) return BASE;
  return { ...BASE, "strict-transport-security": "max-age=31536000" };
}

/**
 * The policy of a page that has one inline style sheet and forms that post to us, and nothing else.
 * @param styleHash base64 SHA-256 of the style sheet's text
 */
export function pagePolicy(styleHash: string): string {
  return [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** What a page with a script of ours may do besides: run it, talk to us, and show our icon. */
export const SCRIPT_POLICY = [
  "script-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "img-src 'self'",
].join("; ");
