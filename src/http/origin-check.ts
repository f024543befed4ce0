/** Refuses writes that another site's page makes in somebody's browser. */

export interface BrowserHeaders {
  readonly origin: string | undefined;
  readonly secFetchSite: string | undefined;
}

/**
 * True when a browser says that a page of ours, or no page at all, makes this request. Programs send
 * neither header and pass: they cannot be made to act for somebody else.
 * @param publicOrigin scheme, host and port under which people reach this installation
 */
export function isOwnOrigin(headers: BrowserHeaders, publicOrigin: string): boolean {
  if (headers.origin !== undefined) return headers.origin === publicOrigin;
  const site = headers.secFetchSite;
  return site === undefined || site === "same-origin" || site === "none";
}

/** Methods that must not change anything. */
export function isSafeMethod(method: string): boolean {
  return method === "GET" || method === "HEAD" || method === "OPTIONS";
}
