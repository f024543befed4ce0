import type { Playbook } from "../domain/playbook.ts";

export interface CompiledForm extends Playbook {
  /** What the document says of itself, once more under one key. */
  readonly playbook: Pick<
    Playbook,
    "title" | "version" | "lastUpdated" | "onCallPhone" | "hash" | "timeZone" | "handoffTime"
  >;
}

/** The published form (`tocsin compile --json`): keys may be added, never renamed or taken away. */
export function compiledForm(playbook: Playbook): CompiledForm {
  const { title, version, lastUpdated, onCallPhone, hash, timeZone, handoffTime } = playbook;
  return {
    playbook: {
      title,
      ...(version === undefined ? {} : { version }),
      ...(lastUpdated === undefined ? {} : { lastUpdated }),
      ...(onCallPhone === undefined ? {} : { onCallPhone }),
      hash,
      timeZone,
      handoffTime,
    },
    ...playbook,
  };
}
