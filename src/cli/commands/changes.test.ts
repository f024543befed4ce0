import { expect, it } from "vitest";
import { incidentDetail } from "../../../test/support/api-samples.ts";
import { json } from "../../../test/support/api-server.ts";
import { tocsin } from "../../../test/support/run-tocsin.ts";

it("lists what was changed, with where and a link", async () => {
  const { changes } = incidentDetail();
  const { out } = await tocsin(["change", "list"], { "GET /api/v1/changes": json({ changes }) });
  expect(out).toMatch(/Deployed api 4\.2 +ci +https:\/\/ci\.example\.test\/42/u);
});
