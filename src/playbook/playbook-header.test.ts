import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../domain/playbook.ts";
import { readDocument } from "./markdown/read-document.ts";
import { compileHeader, type PlaybookHeader } from "./playbook-header.ts";

function compile(...texts: string[]): { header: PlaybookHeader; findings: Diagnostic[] } {
  const findings: Diagnostic[] = [];
  const context = {
    parsers: { parseSql: () => undefined },
    presentFiles: new Set<string>(),
    report: (finding: Diagnostic) => void findings.push(finding),
    understood: () => {},
  };
  const documents = texts.map((text, index) => readDocument(`docs/${index}.md`, text, context));
  return { header: compileHeader(documents, context), findings };
}

describe("what a playbook says of itself", () => {
  test("stands in lines below its title", () => {
    const { header, findings } = compile(`# Mill fire plan

**Last Updated**: January 18, 2026
**Version**: v2.3
**24/7 On-Call**: +1-xxx-xxx-xxxx (bell tower)

## Naming

Open a channel (#fire-YYYYMMDD-NNN), not #general.
`);
    expect(header).toEqual({
      title: "Mill fire plan",
      version: "2.3",
      lastUpdated: "2026-01-18",
      onCallPhone: "+1-xxx-xxx-xxxx",
      naming: { incidentChannel: "#fire-YYYYMMDD-NNN" },
    });
    expect(findings).toMatchObject([{ code: "TOC205", line: 5, column: 19 }]);
  });

  test("or in front matter, a table, a list, or at the end", () => {
    expect(
      compile('---\ntitle: "Mill"\nversion: 4\nlastModified: 2026-02-01\n---\nText.\n').header,
    ).toMatchObject({ title: "Mill", version: "4", lastUpdated: "2026-02-01" });
    expect(compile("# M\n\n| Item | Value |\n|---|---|\n| Version | 7 |\n").header.version).toBe(
      "7",
    );
    expect(compile("# M\n\n- Version: 8\n").header.version).toBe("8");
    expect(compile("# M\n\n## A\n\n## B\n\n**Version**: 9\n").header.version).toBe("9");
  });

  test("a real number is no finding, and any section may hold it", () => {
    const { header, findings } = compile("# M\n\n## Who\n\n- On-call hotline: +44 131 496 2345\n");
    expect(header.onCallPhone).toBe("+44 131 496 2345");
    expect(findings).toEqual([]);
  });

  test("a version of something else is not the playbook's", () => {
    const { header } = compile("# M\n\n## Cluster\n\n**Version**: 1.28\n\n## End\n\ntext\n");
    expect(header.version).toBeUndefined();
  });

  test("of several files the one about incident response gives the title", () => {
    const { header } = compile(
      "# Index\n\n**Version**: 1\n",
      "# Incident response\n\n**Version**: 2\n",
    );
    expect(header).toMatchObject({ title: "Incident response", version: "2" });
  });

  test("without any heading the file's name is the title; without files there is none", () => {
    expect(compile("just text").header).toEqual({ title: "0", naming: {} });
    expect(compile().header).toEqual({ title: "", naming: {} });
  });

  test.each([
    ["#inc-<date>-<slug>", "Use #inc-<date>-<slug> for it."],
    ["#inc-{number}", "`#inc-{number}`"],
    [undefined, "# Incident 2026"],
    [undefined, "see #incidents and #incident-20260118-001"],
  ])("channel names with blanks: %s", (channel, text) => {
    expect(compile(text).header.naming.incidentChannel).toBe(channel);
  });
});
