import { isIP } from "node:net";

/**
 * Whether a request was sent to this machine by a name of its own, or to the public URL. A page that has
 * its own name lead here (DNS rebinding) is taken for this machine by everything but this.
 * @param host the `Host` header; browsers always send one
 */
export function isOwnHost(host: string | undefined, publicUrl: string): boolean {
  if (host === undefined) return true;
  const name = URL.parse(`http://${host}`)?.hostname;
  if (name === undefined) return false;
  return (
    name === "localhost" ||
    name === "[::1]" ||
    (isIP(name) === 4 && name.startsWith("127.")) ||
    name === URL.parse(publicUrl)?.hostname
  );
}
