import { hash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { freshContext, SETUP } from "../test/support/operation-context.ts";
import { temporaryFolder } from "../test/support/temporary-folder.ts";
import { compileAndActivate, playbookPort } from "./app-ports.ts";
import type { CompileRequest } from "./compile-apart.ts";
import { AppError } from "./domain/error.ts";
import type { Diagnostic } from "./domain/playbook.ts";
import { declareIncident } from "./operations/incident/declare.ts";
import { listVisiblePeople } from "./operations/person/list.ts";
import type { PersonWithWarning } from "./operations/person/with-warning.ts";
import { loadPinnedPlaybook } from "./operations/playbook/load.ts";
import { readPlaybookFiles } from "./platform/playbook-files.ts";
import { playbookHash } from "./platform/playbook-hash.ts";
import { resolveSecret } from "./platform/secret-reference.ts";
import { loadSyntaxParsers } from "./platform/syntax-parsers.ts";
import { assemblePlaybook } from "./playbook/assemble-playbook.ts";

const PLAYBOOK = `# Playbook

## P1 - High (Response Time: 15 minutes)

- Page on-call engineer

## On-Call Rotation

| Week       | Primary |
| ---------- | ------- |
| 2026-01-05 | Imani   |
`;
const SECRET = "https://hooks.example.test/t0p-secret";
const REFERENCES = [`\${TOCSIN_TEST_HOOK}`, "file:/etc/hook", "file:../hook", "file:hook"];

const compiling = {
  async compile(request: CompileRequest) {
    const parsers = await loadSyntaxParsers();
    return assemblePlaybook({ ...request, parsers }).playbook;
  },
  /** A server whose environment and files hold the secret, whatever they are asked for. */
  resolveAddress: (address: string) =>
    resolveSecret(address, { TOCSIN_TEST_HOOK: SECRET }, () => SECRET),
};

function overlayWith(contact: { readonly kind: string; readonly address: string }): string {
  return `people: [{ name: Imani, contact: [${JSON.stringify(contact)}] }]\n`;
}

async function upload(contact: { readonly kind: string; readonly address: string }) {
  const context = await freshContext();
  const bytes = (text: string) => new TextEncoder().encode(text);
  const activating = playbookPort(context, compiling).activate(SETUP, {
    files: [{ path: "playbook.md", bytes: bytes(PLAYBOOK) }],
    overlay: { path: "tocsin.yaml", bytes: bytes(overlayWith(contact)) },
  });
  const people = async () => (await listVisiblePeople(context, SETUP)).map(addressesOf);
  return { activating, people };
}

async function startWith(contact: { readonly kind: string; readonly address: string }) {
  const context = await freshContext();
  const activating = compileAndActivate(
    context,
    SETUP,
    {
      files: [{ path: "playbook.md", bytes: new TextEncoder().encode(PLAYBOOK) }],
      overlay: { path: "tocsin.yaml", text: overlayWith(contact) },
      hash: hash("sha256", overlayWith(contact), "hex"),
      presentFiles: new Set(["playbook.md"]),
    },
    compiling,
  );
  const people = async () => (await listVisiblePeople(context, SETUP)).map(addressesOf);
  return { activating, people };
}

function addressesOf({ person }: PersonWithWarning) {
  return person.contactMethods.map(({ address }) => address);
}

async function refusalOf(activating: Promise<unknown>): Promise<readonly Diagnostic[]> {
  const error = await activating.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw new Error("it was not refused");
  expect(error.code).toBe("playbook-refused");
  expect(JSON.stringify([error.message, error.details])).not.toContain("t0p-secret");
  return error.details?.["diagnostics"] as readonly Diagnostic[];
}

describe("a playbook that a client sends", () => {
  it.each(REFERENCES)("cannot name %s of the server", async (address) => {
    const { activating, people } = await upload({ kind: "webhook", address });
    const [finding] = await refusalOf(activating);
    expect(finding?.code).toBe("TOC505");
    expect(finding?.message).toContain("Imani");
    expect(finding?.message).toContain("sent to the server");
    expect(finding?.help).toContain("tocsin person contact add");
    expect(await people()).toEqual([]);
  });

  it("may give addresses as they are, and no others than pages can be sent to", async () => {
    const { activating, people } = await upload({ kind: "email", address: "imani@example.test" });
    await activating;
    expect(await people()).toEqual([["imani@example.test"]]);
    const doubtful = await upload({ kind: "email", address: "imani@(b).example.test" });
    const [finding] = await refusalOf(doubtful.activating);
    expect(finding?.message).toBe(
      "the email address of Imani cannot be used: it has a domain that cannot exist",
    );
  });
});

describe("the playbook that the server itself is started with", () => {
  it.each(REFERENCES)("may name %s", async (address) => {
    const { activating, people } = await startWith({ kind: "webhook", address });
    await activating;
    expect(await people()).toEqual([[SECRET]]);
  });

  it("is refused where what stands behind a reference is no address", async () => {
    const { activating } = await startWith({ kind: "email", address: "file:hook" });
    const [finding] = await refusalOf(activating);
    expect(finding?.code).toBe("TOC505");
    expect(finding?.message).toContain("it is not one e-mail address");
  });
});

describe("the same playbook", () => {
  const bytes = new TextEncoder().encode(PLAYBOOK);

  it("has the same hash from a folder and over HTTP", async () => {
    const folder = temporaryFolder();
    const overlay = "timeZone: Europe/Berlin\n";
    writeFileSync(join(folder, "b.md"), "# More\n");
    writeFileSync(join(folder, "a.md"), PLAYBOOK);
    writeFileSync(join(folder, "tocsin.yaml"), overlay);
    const sent = await playbookPort(await freshContext(), compiling).activate(SETUP, {
      files: [
        { path: "b.md", bytes: new TextEncoder().encode("# More\n") },
        { path: "a.md", bytes },
      ],
      overlay: { path: "tocsin.yaml", bytes: new TextEncoder().encode(overlay) },
    });
    expect(sent.hash).toBe((await readPlaybookFiles(folder)).hash);
  });

  it("of another compiler is a new one, and what is open keeps the one it began with", async () => {
    const context = await freshContext();
    const files = [{ path: "playbook.md", bytes }];
    const activateAs = (revision: string) =>
      compileAndActivate(
        context,
        SETUP,
        {
          files,
          hash: playbookHash(files, undefined, revision),
          presentFiles: new Set(["playbook.md"]),
        },
        compiling,
      );
    const before = await activateAs("before");
    const open = await declareIncident(context, SETUP, { title: "It burns" });
    const after = await activateAs("after");
    expect(after.hash).not.toBe(before.hash);
    const next = await declareIncident(context, SETUP, { title: "It burns again" });
    expect([open.playbookHash, next.playbookHash]).toEqual([before.hash, after.hash]);
    const pinned = await context.database.transaction((tx) =>
      loadPinnedPlaybook(tx, open.playbookHash),
    );
    expect(pinned.hash).toBe(before.hash);
  });
});
