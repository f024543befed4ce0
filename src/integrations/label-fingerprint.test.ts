import { expect, it } from "vitest";
import { labelFingerprint } from "./label-fingerprint.ts";

// As Debian's Alertmanager 0.25 gave them.
it.each([
  [{ alertname: "a", service: "api" }, "4c887b868ddd80ce"],
  [{ service: "api", alertname: "a" }, "4c887b868ddd80ce"],
  [{ alertname: "ok" }, "01167342b0fed1b2"],
  [{ alertname: "Always", severity: "critical", team: "a" }, "3d8d118f2f70d6e9"],
])("the fingerprint of %j is %s", (labels, fingerprint) => {
  expect(labelFingerprint(labels)).toBe(fingerprint);
});
