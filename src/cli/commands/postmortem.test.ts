import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Answers, json } from "../../../test/support/api-server.ts";
import { tocsin } from "../../../test/support/run-tocsin.ts";
import { BEGIN_MARK, END_MARK } from "../../domain/postmortem/render-postmortem.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tocsin-postmortem-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("tocsin postmortem", () => {
  const path = "GET /api/v1/incidents/20261123-007/postmortem";
  const markdown: Answers = {
    [path]: ({ accept }) =>
      accept === "application/json"
        ? json({ number: "20261123-007" })
        : { status: 200, headers: { "content-type": "text/markdown" }, body: "# P\n\nline\n" },
  };

  it("writes the document as it is", async () => {
    expect((await tocsin(["postmortem", "20261123-007"], markdown)).out).toBe("# P\n\nline\n");
  });

  it("writes it into a file, and replaces none by itself", async () => {
    const file = join(folder, "p.md");
    const argv = ["postmortem", "20261123-007", "--output", file];
    const first = await tocsin(argv, markdown);
    expect(first).toMatchObject({ code: 0, out: "" });
    expect(readFileSync(file, "utf8")).toBe("# P\n\nline\n");
    writeFileSync(file, "what people wrote");
    const second = await tocsin(argv, markdown);
    expect(second.code).toBe(5);
    expect(second.err).toContain("Add --force to replace it.");
    expect(readFileSync(file, "utf8")).toBe("what people wrote");
    expect((await tocsin([...argv, "--force"], markdown)).code).toBe(0);
    expect(readFileSync(file, "utf8")).toBe("# P\n\nline\n");
  });

  it("renews the facts in a postmortem of the same incident, and keeps what people wrote", async () => {
    const file = join(folder, "p.md");
    const document = (facts: string) =>
      `---\nincident: "20261123-007"\n---\n\n## Timeline\n\n${BEGIN_MARK}\n\n${facts}\n\n${END_MARK}\n\nOWN WORDS\n`;
    writeFileSync(file, document("old"));
    const fresh: Answers = {
      [path]: () => ({
        status: 200,
        headers: { "content-type": "text/markdown" },
        body: document("new").replace("OWN WORDS", "_not recorded_"),
      }),
    };
    const { code, err } = await tocsin(["postmortem", "20261123-007", "--output", file], fresh);
    expect(code).toBe(0);
    expect(err).toContain("what people wrote stays");
    expect(readFileSync(file, "utf8")).toBe(document("new"));
  });

  it("gives the facts to programs", async () => {
    const { out } = await tocsin(["postmortem", "20261123-007", "--json"], markdown);
    expect(JSON.parse(out)).toEqual({ number: "20261123-007" });
  });
});
