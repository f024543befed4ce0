import { describe, expect, it } from "vitest";
import { httpFixture, PUBLIC_URL, VAPID_PUBLIC_KEY } from "../../test/support/http-fixture.ts";
import { elementsNamed, readHtml } from "../../test/support/read-html.ts";

async function withLink() {
  const fixture = await httpFixture();
  const path = `/api/v1/people/${fixture.responder.id}/push-link`;
  const made = await fixture.send("POST", path, { token: fixture.tokens.admin });
  const { url } = (await made.json()) as { url: string };
  return { ...fixture, path: url.slice(PUBLIC_URL.length) };
}

describe("the page that subscribes", () => {
  it("says who one is, and what to do on an iPhone", async () => {
    const { send, path } = await withLink();
    const answer = await send("GET", path);
    expect(answer.status).toBe(200);
    const text = await answer.text();
    expect(text).toContain("<strong>Rita Responder</strong>");
    expect(text).toContain("Add to Home Screen");
    expect(text).toContain(`data-key="${VAPID_PUBLIC_KEY}"`);
  });

  it("runs our own script and nothing else", async () => {
    const { send, path } = await withLink();
    const answer = await send("GET", path);
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain("unsafe");
    const root = readHtml(await answer.text());
    expect(elementsNamed(root, "script").map(({ attributes, text }) => [attributes, text])).toEqual(
      [[{ src: "../push-page.js", defer: "" }, ""]],
    );
  });

  it("opened by a preview changes nothing", async () => {
    const { send, path } = await withLink();
    for (const method of ["HEAD", "GET", "GET"]) {
      expect((await send(method, path)).status).toBe(200);
    }
  });

  it("needs no script where there is nothing to press", async () => {
    const { send, path, context } = await withLink();
    await context.clock.advance(24 * 3_600_000);
    const answer = await send("GET", path);
    expect(answer.status).toBe(410);
    expect(answer.headers.get("content-security-policy")).not.toContain("script-src");
    expect(await answer.text()).not.toContain("<script");
  });
});

describe("the files behind it", () => {
  it("are scripts, an icon and a manifest, asked for again each time", async () => {
    const { send } = await httpFixture();
    for (const [path, type] of [
      ["/push-page.js", "text/javascript; charset=utf-8"],
      ["/push-worker.js", "text/javascript; charset=utf-8"],
      ["/push-icon.png", "image/png"],
      ["/manifest.webmanifest", "application/manifest+json"],
    ] as const) {
      const { status, headers } = await send("GET", path);
      expect([status, headers.get("content-type")]).toEqual([200, type]);
      expect(headers.get("cache-control")).toBe("no-cache");
    }
  });

  it("let the worker talk to us alone", async () => {
    const { send } = await httpFixture();
    const policy = (await send("GET", "/push-worker.js")).headers.get("content-security-policy");
    expect(policy).toBe("default-src 'none'; connect-src 'self'; frame-ancestors 'none'");
  });

  it("open the page that was added to the Home Screen, with its link", async () => {
    const { send } = await httpFixture();
    const manifest = (await (await send("GET", "/manifest.webmanifest")).json()) as object;
    expect(manifest).toMatchObject({ display: "standalone" });
    expect(manifest).not.toHaveProperty("start_url");
  });
});
