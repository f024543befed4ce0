import type {
  EscalationPath,
  Overlay,
  Playbook,
  Rotation,
  Severity,
  SourceRef,
} from "../../src/domain/playbook.ts";

const NO_OVERLAY: Overlay = {
  people: [],
  roles: {},
  escalation: {},
  catchAll: [],
  routes: [],
  stepOverrides: [],
  audiences: {},
  measures: {},
  runbookDefaults: {},
};

/** A playbook that says nothing but what the test says. */
export function playbookOf(
  parts: Partial<Omit<Playbook, "overlay">> & { readonly overlay?: Partial<Overlay> } = {},
): Playbook {
  const { overlay, ...rest } = parts;
  return {
    title: "Plan",
    hash: "0".repeat(64),
    timeZone: "UTC",
    handoffTime: "09:00",
    severities: [],
    escalation: [],
    phases: [],
    checklists: [],
    runbooks: [],
    templates: [],
    postmortem: { header: [], sections: [] },
    rotations: [],
    contacts: [],
    links: [],
    access: [],
    related: [],
    naming: {},
    overlay: { ...NO_OVERLAY, ...overlay },
    defaults: [],
    coverage: { understoodLines: 0, textLines: 0 },
    diagnostics: [],
    ...rest,
  };
}

export function at(line: number, file = "plan.md"): SourceRef {
  return { file, line };
}

export function severityOf(id: string, parts: Partial<Severity> = {}): Severity {
  return {
    id,
    name: id,
    definition: "",
    examples: [],
    responseActions: [],
    sla: { response: "PT15M" },
    source: at(1),
    ...parts,
  };
}

/** A path whose steps are five minutes apart. */
export function pathOf(severity: string, roles: readonly string[], line = 2): EscalationPath {
  return {
    severity,
    steps: roles.map((role, index) => ({ role, after: `PT${5 * index}M`, source: at(line) })),
    stakeholders: [],
    actions: [],
    source: at(line),
  };
}

/** Rows of a rotation table: the first day, then a name for each column ("" for an empty cell). */
export function rotationOf(
  columns: readonly string[],
  rows: readonly (readonly [string, ...string[]])[],
  firstLine = 10,
): Rotation {
  return {
    id: "on-call",
    columns,
    shifts: rows.map(([start, ...names], index) => ({
      start,
      assignments: Object.fromEntries(
        columns.flatMap((column, place) => {
          const name = names[place] ?? "";
          return name === "" ? [] : [[column, name]];
        }),
      ),
      source: at(firstLine + index),
    })),
    source: at(firstLine - 1),
  };
}
