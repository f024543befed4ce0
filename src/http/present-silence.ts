/** Silences, in the contract's form. */

import type { SilenceJson, SilencePreviewJson } from "../contract/silence.ts";
import { instant } from "../contract/wire.ts";
import { formatMatchers } from "../domain/matcher.ts";
import { type Silence, silenceState } from "../domain/silence.ts";
import type { SilencePreview } from "../operations/silence/preview.ts";

export function presentSilence(silence: Silence, now: number): SilenceJson {
  const { id, author, comment, team, integrationId } = silence;
  return {
    id,
    matchers: formatMatchers(silence.matchers),
    state: silenceState(silence, now),
    startsAt: instant(silence.startsAt),
    endsAt: instant(silence.endsAt),
    author,
    comment,
    team,
    integrationId,
  };
}

export function presentPreview({
  count,
  withIncident,
  alerts,
}: SilencePreview): SilencePreviewJson {
  return {
    count,
    withIncident,
    alerts: alerts.map(({ title, labels, startsAt }) => ({
      title,
      labels: { ...labels },
      startsAt: instant(startsAt),
    })),
  };
}
