import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { describe, expect, test } from "vitest";
import { loadSyntaxParsers } from "../../platform/syntax-parsers.ts";
import { classifyCommand } from "./classify.ts";
import { isShellFence, readFence } from "./fence.ts";
import { commandFindings } from "./findings.ts";

const CORPUS = fileURLToPath(new URL("../../../../shared/corpus", import.meta.url));
const present = existsSync(CORPUS);
const parsers = await loadSyntaxParsers();

function corpusCommands(): string[] {
  const commands: string[] = [];
  const visit = (node: Nodes): void => {
    if (node.type === "code" && isShellFence(node.value, node.lang ?? undefined))
      for (const part of readFence(node.value, node.lang ?? undefined))
        if (part.kind === "command") commands.push(part.text);
    if ("children" in node) for (const child of node.children) visit(child);
  };
  for (const file of readdirSync(CORPUS, { recursive: true, encoding: "utf8" }))
    if (file.endsWith(".md")) visit(fromMarkdown(readFileSync(join(CORPUS, file), "utf8")));
  return commands;
}

/** Written without regard to how commands are classed: words that are a mutation where they stand. */
const MUTATIONS: readonly RegExp[] = [
  /(?:^|[|;&(]\s*|\bsudo |\bxargs )(?:rm|mv|cp|kill|pkill|reboot|shutdown|mkfs|dd|chmod|chown|truncate|tee|ln|touch|mkdir)\s/mu,
  /\b(?:kubectl|oc)\s+(?:-n\s*\S+\s+|--namespace[= ]\S+\s+)?(?:delete|apply|patch|scale|drain|cordon|uncordon|taint|annotate|label|replace|create|edit|set|run|cp|debug|autoscale|expose|process|import-image)\b(?!.*--dry-run=(?:client|server))/mu,
  /\brollout\s+(?:undo|restart|pause|resume)\b/u,
  /\badm\s+(?:drain|cordon|uncordon|must-gather|upgrade\s+--(?!include)|taint|prune|policy\s+(?:add|remove))/u,
  /\b(?:systemctl|service)\s+(?:\S+\s+)?(?:restart|start|stop|reload|enable|disable|mask|kill)\b/u,
  /\b(?:docker|podman|crictl|compose)\s+(?:\S+\s+)?(?:rm|rmi|stop|restart|kill|pull|push|run|up|down|prune)\b/u,
  /\bredis-cli\b.*\b(?:DEL|UNLINK|FLUSHALL|FLUSHDB|CONFIG SET|CONFIG REWRITE|SHUTDOWN|BGSAVE|SET|EXPIRE)\b/u,
  /\bpsql\b[^|]*\b(?:DROP|DELETE|UPDATE|INSERT|TRUNCATE|ALTER|CREATE|VACUUM|REINDEX|pg_terminate_backend|pg_cancel_backend|pg_reload_conf)\b/u,
  /\bhelm\s+(?:upgrade|install|uninstall|rollback|delete|repo)\b/u,
  /\baws\s+\S+\s+(?:create|delete|put|update|modify|start|stop|reboot|terminate|restore|failover|run|cp|sync|rm|mv|invoke|change)/u,
  /\bcurl\b.*\s-(?:X\s*(?:POST|PUT|DELETE|PATCH)|T|F)\b/u,
  /\bceph\b.*\b(?:set|unset|rm|create|delete|out|in|purge|repair|reweight)\b/u,
  /\betcdctl\b.*\b(?:put|del|defrag|compact(?:ion)?|disarm|add|remove|save|restore)\b/u,
  /\bfind\b.*-(?:delete|exec)\b/u,
];

const REDIRECTION = /(?<![<>=&\d])>{1,2}\s*(?!\/dev\/null|&)[\w./$"]/u;
const QUOTED = /'[^']*'|"[^"]*"/gu;

function looksMutating(command: string): boolean {
  // Placeholders are no redirections, a filter's words are only words, and so is what a program reads.
  const plain = command
    .replaceAll(/<<-?['"]?(\w+)['"]?\n[\s\S]*?\n\1$/gmu, "")
    .replaceAll(/<[A-Za-z][^<>\n]*>/gu, "X")
    .replaceAll(/(?<=\s)#.*$/gmu, "")
    .replaceAll(/(?<=\b(?:grep|jq|echo)\b[^|;&\n]*)(?:'[^']*'|"[^"]*")/gu, "Q");
  return (
    MUTATIONS.some((mutation) => mutation.test(plain)) ||
    REDIRECTION.test(plain.replaceAll(QUOTED, "Q"))
  );
}

describe.skipIf(!present)(present ? "the corpus" : "SKIPPED: ../shared/corpus is not there", () => {
  const commands = present ? corpusCommands() : [];

  test("is classed without a throw, in all five classes", () => {
    expect(commands.length).toBeGreaterThan(1500);
    const effects = new Map<string, number>();
    for (const command of commands) {
      const { effect } = classifyCommand(command, parsers);
      effects.set(effect, (effects.get(effect) ?? 0) + 1);
    }
    expect([...effects.keys()].sort()).toEqual([
      "change",
      "manual",
      "observe",
      "reveal",
      "unknown",
    ]);
    expect((effects.get("observe") ?? 0) / commands.length).toBeGreaterThan(0.4);
  });

  test("has no mutation among its observed lines", () => {
    const wrong = commands.filter(
      (command) => classifyCommand(command, parsers).effect === "observe" && looksMutating(command),
    );
    expect(commands.filter(looksMutating).length).toBeGreaterThan(200);
    expect(wrong).toEqual([]);
  });

  test("prints no secret among its observed lines", () => {
    const wrong = commands.filter(
      (command) =>
        classifyCommand(command, parsers).effect === "observe" &&
        /\bsecrets?\b.*\s(?:-o|--output|--template)\b|\bextract\b|(?:^|[|;]\s*)(?:env|printenv)\b|config view|get-secret-value|base64 (?:-d|--decode)|Authorization/u.test(
          command,
        ),
    );
    expect(wrong).toEqual([]);
  });

  test("has no observed line that stays one with something worse behind it", () => {
    const observed = commands.filter((line) => classifyCommand(line, parsers).effect === "observe");
    expect(observed.length).toBeGreaterThan(800);
    const worse = [" ; rm -rf x", " | sh", " $(rm x)", " > file", " && unheard-of", "\nrm x"];
    const wrong = observed.flatMap((line) =>
      worse
        // Behind a comment, or a here-document's end, nothing is added.
        .filter((addition) => !/(?:^|\s)#|<</u.test(line) || addition.startsWith("\n"))
        .map((addition) => line.trimEnd() + addition)
        .filter((command) => classifyCommand(command, parsers).effect === "observe"),
    );
    expect(wrong).toEqual([]);
  }, 30_000);

  test("has findings with places inside their commands", () => {
    for (const command of commands)
      for (const { start, end, message } of commandFindings(command, { parsers })) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(command.length);
        expect(message).not.toMatch(/[\uE000-\uF8FF]/u);
      }
  });

  test("does not make the classifier throw when its lines are damaged", () => {
    if (commands.length === 0) return;
    const damaged = fc
      .tuple(
        fc.constantFrom(...commands),
        fc.constantFrom(...commands),
        fc.nat(),
        fc.nat(),
        fc.string({ unit: "binary", maxLength: 4 }),
      )
      .map(([one, other, from, to, noise]) => {
        const cut = one.slice(0, from % (one.length + 1));
        return `${cut}${noise}${other.slice(to % (other.length + 1))}`;
      });
    fc.assert(
      fc.property(damaged, (command) => {
        expect(classifyCommand(command, parsers).reason).not.toBe("");
        commandFindings(command, { parsers });
      }),
      { numRuns: 500 },
    );
  }, 30_000);
});
