/** Where a sender puts its integration key: as a bearer token, as Opsgenie's GenieKey, as the password of basic authentication, or in a header of ours. */

export interface KeyHeaders {
  readonly authorization: string | undefined;
  readonly tocsinKey: string | undefined;
}

const KEY_LENGTH_MAX = 512;

/** The key as sent, or undefined. Whether it is anybody's is for the caller to find out. */
export function ingestKey(headers: KeyHeaders): string | undefined {
  const key = headers.tocsinKey ?? keyOfAuthorization(headers.authorization);
  return key === undefined || key === "" || key.length > KEY_LENGTH_MAX ? undefined : key;
}

function keyOfAuthorization(authorization: string | undefined): string | undefined {
  if (authorization === undefined) return undefined;
  const space = authorization.indexOf(" ");
  const scheme = authorization.slice(0, space).toLowerCase();
  const credentials = authorization.slice(space + 1).trim();
  if (scheme === "bearer" || scheme === "geniekey") return credentials;
  if (scheme !== "basic") return undefined;
  const decoded = Buffer.from(credentials, "base64").toString("utf8");
  const colon = decoded.indexOf(":");
  return colon < 0 ? undefined : decoded.slice(colon + 1);
}
