import type { CompiledPlaybookJson } from "../contract/playbook.ts";
import type { OverlayContactMethod, Playbook } from "../domain/playbook.ts";

const HIDDEN = "(hidden)";

/**
 * The compiled playbook for whoever may read it, without the addresses that `tocsin.yaml` gives: the
 * address of an ntfy topic or a webhook is all it takes to use it.
 */
export function presentPlaybook(playbook: Playbook): CompiledPlaybookJson {
  const { people, audiences } = playbook.overlay;
  const shown: Playbook = {
    ...playbook,
    overlay: {
      ...playbook.overlay,
      people: people.map((person) => ({ ...person, contact: person.contact.map(hideAddress) })),
      audiences: Object.fromEntries(
        Object.entries(audiences).map(([name, { channels }]) => [
          name,
          { channels: channels.map(hideAddress) },
        ]),
      ),
    },
  };
  // The domain's type says more than the contract's schema, and has no index signature.
  return shown as unknown as CompiledPlaybookJson;
}

function hideAddress(method: OverlayContactMethod): OverlayContactMethod {
  return { ...method, address: HIDDEN };
}
