import type { PersonListJson } from "../../src/contract/person.ts";
import type { RunningVendor } from "./vendor.ts";

const CONFLICT = 409;

/**
 * Lets everybody be reached over every vendor, each beginning with another one, so that a first page shows
 * several. The console goes: the inbox stands in its place. Who was introduced before stays as they are.
 */
export async function introduce(
  server: { readonly url: string; readonly token: string },
  vendors: readonly RunningVendor[],
): Promise<void> {
  const headers = {
    authorization: `Bearer ${server.token}`,
    "content-type": "application/json",
  };
  const answer = await fetch(`${server.url}/api/v1/people`, { headers });
  if (!answer.ok) throw new Error(`people cannot be listed: ${await answer.text()}`);
  const { people } = (await answer.json()) as PersonListJson;
  for (const [index, { id, name, contactMethods }] of people.entries()) {
    const path = `${server.url}/api/v1/people/${id}/contact-methods`;
    const first = index % vendors.length;
    for (const vendor of [...vendors.slice(first), ...vendors.slice(0, first)]) {
      const body = JSON.stringify(vendor.contact(name));
      const added = await fetch(path, { method: "POST", headers, body });
      if (!added.ok && added.status !== CONFLICT) throw new Error(await added.text());
    }
    for (const method of contactMethods.filter(({ kind }) => kind === "console")) {
      await fetch(`${path}/${method.id}`, { method: "DELETE", headers });
    }
  }
}
