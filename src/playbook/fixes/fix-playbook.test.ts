import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { loadSyntaxParsers } from "../../platform/syntax-parsers.ts";
import { assemblePlaybook } from "../assemble-playbook.ts";
import type { SyntaxParsers } from "../syntax-parsers.ts";
import { type FixedPlaybook, fixPlaybook } from "./fix-playbook.ts";
import { FIX_RULES } from "./fix-rules.ts";

const SHARED = fileURLToPath(new URL("../../../../shared/", import.meta.url));
/** Reading all of it several times over takes too long for a test of every day. */
const EVERY = 40;

let parsers: SyntaxParsers;
beforeAll(async () => {
  parsers = await loadSyntaxParsers();
});

function assemble(
  files: readonly { readonly path: string; readonly text: string }[],
  present: ReadonlySet<string>,
) {
  return assemblePlaybook({
    files: files.map(({ path, text }) => ({ path, bytes: text })),
    hash: "",
    presentFiles: present,
    parsers,
  });
}

function fixed(bytes: string | Uint8Array, present: readonly string[] = []): FixedPlaybook {
  const there = new Set(present);
  return fixPlaybook([{ path: "plan.md", bytes }], there, (files) => assemble(files, there));
}

function fixedText(text: string, present: readonly string[] = []): string {
  return fixed(text, present).files[0]?.after ?? text;
}

const runbook = (...commands: readonly string[]): string =>
  `## Runbook: Slow\n\n\`\`\`bash\n${commands.join("\n")}\n\`\`\`\n`;

describe("what is certain is put right", () => {
  test.each([
    ["kubectl get pod <pod-name> -n shop", 'kubectl get pod "<pod-name>" -n shop'],
    ["kubectl logs <pod> -n <space>", 'kubectl logs "<pod>" -n "<space>"'],
    [
      'curl http://metrics:9090/api/v1/query?query=up{job="shop"}',
      "curl -g 'http://metrics:9090/api/v1/query?query=up{job=\"shop\"}'",
    ],
    [
      'curl "http://metrics:9090/api/v1/query?query=rate(hits[5m])"',
      'curl -g "http://metrics:9090/api/v1/query?query=rate(hits[5m])"',
    ],
    [
      "kubectl exec -it db-0 -n shop -- redis-cli INFO memory",
      "kubectl exec -i db-0 -n shop -- redis-cli INFO memory",
    ],
    ["kubectl exec -t db-0 -n shop -- df -h", "kubectl exec db-0 -n shop -- df -h"],
    ["kubectl exec --tty db-0 -n shop -- df -h", "kubectl exec db-0 -n shop -- df -h"],
  ])("%s", (before, wanted) => {
    expect(fixedText(runbook(before))).toBe(runbook(wanted));
  });

  test("a fence of nothing but code is closed at the end", () => {
    const open = "# Plan\n\n```bash\ndf -h\nfree -m\n";
    expect(fixedText(open)).toBe(`${open}\`\`\`\n`);
    expect(fixedText("~~~~\nx")).toBe("~~~~\nx\n~~~~\n");
  });

  test("a link finds its file in other letters", () => {
    const text = "## Related Documentation\n\n- [Backup](ops/backup.md)\n";
    expect(fixedText(text, ["Ops/Backup.md"])).toBe(text.replace("ops/backup.md", "Ops/Backup.md"));
    expect(fixedText(text, ["Ops/Backup.md", "x/ops/BACKUP.md"])).toBe(text);
  });

  test("text that was read in the wrong encoding is written as it was meant", () => {
    const damaged = "# Plan\n\nCafé → bar, naïve\n"
      .replaceAll("é", "Ã©")
      .replaceAll("→", "â†’")
      .replaceAll("ï", "Ã¯");
    const result = fixed(damaged);
    expect(result.files).toEqual([
      { path: "plan.md", before: damaged, after: "# Plan\n\nCafé → bar, naïve\n" },
    ]);
    expect(result.fixed.get("TOC001")).toBe(1);
  });
});

describe("what is not certain is left", () => {
  test.each([
    ["a blank for several words", "kubectl get pods <options> -n shop"],
    ["a list that curl may be meant to see", 'curl "http://shop/{a,b}?x=1"'],
    ["what would make another command of it", "curl http://shop/find?a=1&b=2 -s"],
    ["a range", 'curl "http://shop/page[1-9]"'],
    ["a variable that single quotes would keep", "curl http://shop/find?a=$A&b=2"],
    ["a terminal for a person", "kubectl exec -it db-0 -n shop -- psql"],
    ["a terminal for what is not known", "kubectl exec -it db-0 -n shop -- some-tool"],
    ["a namespace", "kubectl get pods"],
  ])("%s", (_, command) => {
    expect(fixed(runbook(command)).files).toEqual([]);
  });

  test("a fence that may have swallowed text", () => {
    expect(fixed("# Plan\n\n```bash\ndf -h\n\n## Contacts\n\nAsk Ann.\n").files).toEqual([]);
  });

  test("anything in a file whose damaged characters are a guess", () => {
    const bytes = Uint8Array.from([
      ...new TextEncoder().encode(runbook("kubectl get pod <pod> -n shop")),
      0xe9,
      0x0a,
    ]);
    expect(fixed(bytes)).toMatchObject({ files: [], doubtful: ["plan.md"] });
  });
});

describe("after fixing the finding is gone, and no new one has come", () => {
  const texts = documents();
  const skipped = texts.length > 1 ? "" : " (SKIPPED: the corpus is not beside this repository)";

  test.each(texts)(`%s${skipped}`, (path) => {
    const text = readFileSync(path, "utf8");
    const codesOf = (one: string): string[] =>
      assemble([{ path: "plan.md", text: one }], new Set()).playbook.diagnostics.map(
        ({ code }) => code,
      );
    const result = fixed(text);
    const codes = codesOf(fixedText(text));
    const before = codesOf(text);
    for (const code of new Set([...codes, ...before])) {
      const gone = result.fixed.get(code) ?? 0;
      const count = (list: readonly string[]) => list.filter((one) => one === code).length;
      if (code !== "TOC001") expect(count(codes)).toBe(count(before) - gone);
    }
    // What is right is not touched again.
    expect(fixed(fixedText(text)).files).toEqual([]);
  });
});

test("every rule has an example above", () => {
  expect(Object.keys(FIX_RULES).sort()).toEqual(
    ["TOC002", "TOC301", "TOC302", "TOC303", "TOC306", "TOC401"].sort(),
  );
});

function documents(): string[] {
  const example = fileURLToPath(
    new URL("../../../examples/playbook/incident-response.md", import.meta.url),
  );
  const below = (folder: string): string[] =>
    existsSync(folder)
      ? readdirSync(folder, { recursive: true, encoding: "utf8" })
          .filter((path) => path.endsWith(".md"))
          .sort()
          .map((path) => join(folder, path))
      : [];
  return [
    example,
    ...below(join(SHARED, "seed")),
    ...below(join(SHARED, "corpus")).filter((_, index) => index % EVERY === 0),
  ];
}
