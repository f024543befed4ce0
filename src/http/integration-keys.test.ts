import { hash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { IntegrationKeys } from "./integration-keys.ts";

function countingKeys(known: Record<string, string>) {
  const asked: string[] = [];
  const byHash = new Map(
    Object.entries(known).map(([key, id]) => [hash("sha256", key, "hex"), id]),
  );
  const keys = new IntegrationKeys<string>(async (keyHash) => {
    asked.push(keyHash);
    return byHash.get(keyHash);
  });
  return { keys, asked, byHash };
}

describe("IntegrationKeys", () => {
  it("asks once in five seconds, for right keys and wrong ones", async () => {
    const { keys, asked } = countingKeys({ right: "prometheus" });
    expect(await keys.find("right", 0)).toBe("prometheus");
    expect(await keys.find("right", 4999)).toBe("prometheus");
    expect(await keys.find("wrong", 0)).toBeUndefined();
    expect(await keys.find("wrong", 10)).toBeUndefined();
    expect(asked).toHaveLength(2);
  });

  it("sees within five seconds that a key was disabled, also when the clock goes back", async () => {
    const { keys, byHash } = countingKeys({ right: "prometheus" });
    await keys.find("right", 100_000);
    byHash.clear();
    expect(await keys.find("right", 105_000)).toBeUndefined();
    byHash.set(hash("sha256", "right", "hex"), "prometheus");
    expect(await keys.find("right", 50_000)).toBe("prometheus");
  });

  it("remembers a bounded number", async () => {
    const { keys, asked } = countingKeys({});
    for (let i = 0; i < 1001; i += 1) await keys.find(`guess ${i}`, 0);
    await keys.find("guess 0", 1);
    expect(asked).toHaveLength(1002);
    await keys.find("guess 1000", 1);
    expect(asked).toHaveLength(1002);
  });
});
