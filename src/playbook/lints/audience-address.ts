import type { Playbook, SourceRef } from "../../domain/playbook.ts";
import { roleKey } from "../../domain/roster.ts";
import { diagnostic } from "../diagnostic-codes.ts";
import { spanOf } from "../markdown/source-texts.ts";
import type { Lint } from "./lint.ts";
import { isFilled } from "./role-holder.ts";

/** TOC209: an audience that the playbook wants told, and nobody knows where. Each once, at its first place. */
export const lintAudienceAddress: Lint = (playbook, texts) => {
  const named = new Map<string, { readonly audience: string; readonly source: SourceRef }>();
  for (const one of namedAudiences(playbook)) {
    const key = roleKey(one.audience);
    if (!named.has(key)) named.set(key, one);
  }
  return [...named.values()]
    .filter(({ audience, source }) => !isReached(playbook, audience, source))
    .map(({ audience, source }) =>
      diagnostic(
        "TOC209",
        spanOf(texts, source, audience),
        `nobody knows where "${audience}" are told: an announcement to them goes nowhere`,
        `Name their channels in tocsin.yaml: audiences: { "${audience}": { channels: … } }`,
      ),
    );
};

function namedAudiences({ escalation, severities }: Playbook) {
  return [
    ...escalation.flatMap(({ stakeholders }) => stakeholders),
    ...severities.flatMap(({ responseActions }) =>
      responseActions.flatMap(({ kind, audiences = [], source }) =>
        kind === "notify" ? audiences.map(({ audience }) => ({ audience, source })) : [],
      ),
    ),
  ];
}

/** By channels of its own, or as the people whose name or role it is. */
function isReached(playbook: Playbook, audience: string, source: SourceRef): boolean {
  const stated = Object.entries(playbook.overlay.audiences);
  const hasChannels = stated.some(
    ([name, { channels }]) => roleKey(name) === roleKey(audience) && channels.length > 0,
  );
  return hasChannels || isFilled(playbook, { role: audience, after: "PT0S", source });
}
