import { describe, expect, it } from "vitest";
import { incidentDetail } from "../../../test/support/api-samples.ts";
import { json } from "../../../test/support/api-server.ts";
import { tocsin } from "../../../test/support/run-tocsin.ts";
import { pauseClockSchema } from "../../contract/incident-clock.ts";

const PATH = "/api/v1/incidents/20261123-007";
const [running] = incidentDetail().clocks;

describe("tocsin incident clock", () => {
  it("pauses until a time of the reader's, and shows how the clock then stands", async () => {
    const paused = {
      ...running,
      kind: "resolution" as const,
      elapsed: "PT30M",
      pausedUntil: "2026-11-23T15:30:00.000Z",
    };
    const { out, received } = await tocsin(
      [
        "incident",
        "clock",
        "pause",
        "20261123-007",
        "resolution",
        "--until",
        "2h",
        "--reason",
        "night",
      ],
      { [`POST ${PATH}/clocks/pause`]: json(incidentDetail({ clocks: [paused as never] })) },
    );
    expect(pauseClockSchema.parse(received[0]?.body)).toEqual({
      clock: "resolution",
      until: "2026-11-23T15:30:00.000Z",
      reason: "night",
    });
    expect(out).toContain("paused at 30 min until 15:30 UTC");
  });

  it.each([
    [["pause", "7", "resolution", "--until", "2h"], "--reason is missing"],
    [["excuse", "7", "resolution"], "--reason is missing"],
    [["resume"], "something is missing"],
  ])("%j says what is missing", async (words, problem) => {
    const { code, err } = await tocsin(["incident", "clock", ...words], {});
    expect(code).toBe(2);
    expect(err).toContain(problem);
  });
});
