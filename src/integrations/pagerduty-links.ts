import { boundedText } from "./bounded-text.ts";
import { readHttpUrl } from "./inbound-fields.ts";
import { isObject, type JsonObject, own, ownText } from "./inbound-json.ts";

export interface Link {
  readonly url: string;
  readonly text: string;
}

const LINKS_MAX = 20;
const TEXT_LENGTH_MAX = 1024;

/** The links of an event that may be shown: http and https only. */
export function linksOf(body: JsonObject): readonly Link[] {
  return entriesOf(body, "links", { address: "href", text: "text" });
}

/** Its images, of which nothing but the address is kept: nobody's browser is to load them by itself. */
export function imagesOf(body: JsonObject): readonly Link[] {
  return entriesOf(body, "images", { address: "src", text: "alt" });
}

function entriesOf(
  body: JsonObject,
  list: string,
  names: { readonly address: string; readonly text: string },
): readonly Link[] {
  const entries = own(body, list);
  if (!Array.isArray(entries)) return [];
  return entries
    .filter(isObject)
    .flatMap((entry) => {
      const url = readHttpUrl(own(entry, names.address));
      const text = boundedText(ownText(entry, names.text) ?? "", TEXT_LENGTH_MAX);
      return url === undefined ? [] : [{ url, text }];
    })
    .slice(0, LINKS_MAX);
}
