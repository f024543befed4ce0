import type {
  Overlay,
  OverlayContactMethod,
  OverlayLayer,
  OverlayTarget,
} from "../../domain/playbook.ts";
import type { OverlayPath } from "./overlay-source.ts";

export type ReferenceKind =
  | "severity"
  | "column"
  | "rotation"
  | "schedule"
  | "webhook"
  | "person"
  | "runbook"
  | "command"
  | "service"
  | "team"
  | "access"
  | "role";

/** A name in `tocsin.yaml` that means something defined elsewhere. */
export interface OverlayReference {
  readonly path: OverlayPath;
  readonly name: string;
  readonly kind: ReferenceKind;
  /** True when the name is the key at the end of the path, not its value. */
  readonly isKey?: true;
}

/** Every name in the overlay that refers to something, with its path in the file. */
export function overlayReferences(overlay: Overlay): OverlayReference[] {
  return [
    ...keys("escalation", overlay.escalation, "severity"),
    ...keys("rotations", overlay.rotations ?? {}, "rotation"),
    ...keys("roles", overlay.roles, "role"),
    ...Object.entries(overlay.roles).flatMap(([role, { column, schedule, person }]) => [
      ...value(["roles", role, "column"], column, "column"),
      ...value(["roles", role, "schedule"], schedule, "schedule"),
      ...value(["roles", role, "person"], person, "person"),
    ]),
    ...overlay.people.flatMap((person, index) =>
      values(["people", index, "access"], person.access, "access"),
    ),
    ...Object.entries(overlay.escalation).flatMap(
      ([severity, { steps = [], acknowledgers = [] }]) => [
        ...steps.flatMap(({ targets = [] }, index) =>
          targetNames(["escalation", severity, "steps", index, "targets"], targets),
        ),
        ...targetNames(["escalation", severity, "acknowledgers"], acknowledgers),
      ],
    ),
    ...values(["catchAll"], overlay.catchAll, "person"),
    ...overlay.routes.flatMap((route, index) => [
      ...value(["routes", index, "severity"], route.severity, "severity"),
      ...value(["routes", index, "service"], route.service, "service"),
      ...value(["routes", index, "runbook"], route.runbook, "runbook"),
      ...value(["routes", index, "team"], route.team, "team"),
    ]),
    ...(overlay.maintenance ?? []).flatMap(({ service, team }, index) => [
      ...value(["maintenance", index, "service"], service, "service"),
      ...value(["maintenance", index, "team"], team, "team"),
    ]),
    ...(overlay.checks ?? []).flatMap((check, index) =>
      value(["checks", index, "severity"], check.severity, "severity"),
    ),
    ...overlay.stepOverrides.flatMap((override, index) =>
      value(["stepOverrides", index, "command"], override.command, "command"),
    ),
    ...(overlay.services ?? []).flatMap((service, index) =>
      values(["services", index, "dependsOn"], service.dependsOn, "service"),
    ),
    ...Object.entries(overlay.schedules ?? {}).flatMap(([id, { layers }]) =>
      layers.flatMap((layer, index) => layerPeople(["schedules", id, "layers", index], layer)),
    ),
    ...value(["onCall", "phoneSeverity"], overlay.onCall?.phoneSeverity, "severity"),
    ...(overlay.overrides ?? []).flatMap((override, index) => [
      ...value(["overrides", index, "rotation"], override.rotation, "rotation"),
      ...value(["overrides", index, "column"], override.column, "column"),
      ...value(["overrides", index, "schedule"], override.schedule, "schedule"),
      ...value(["overrides", index, "person"], override.person, "person"),
      ...value(["overrides", index, "instead"], override.instead, "person"),
    ]),
  ];
}

/** A person or a webhook that is not known would be passed over in the night; other targets may come to be. */
function targetNames(path: OverlayPath, targets: readonly OverlayTarget[]): OverlayReference[] {
  return targets.flatMap(({ kind, name }, index) =>
    kind === "person" || kind === "webhook" ? value([...path, index, kind], name, kind) : [],
  );
}

function layerPeople(path: OverlayPath, layer: OverlayLayer): OverlayReference[] {
  if ("calendar" in layer) return [];
  if ("people" in layer) return values([...path, "people"], layer.people, "person");
  return layer.shifts.flatMap(({ person }, index) =>
    value([...path, "shifts", index, "person"], person, "person"),
  );
}

/** Every contact method in the overlay: people's, calendars, webhooks and audiences', with the path of its address. */
export function overlayContacts(
  overlay: Overlay,
): { readonly path: OverlayPath; readonly method: OverlayContactMethod }[] {
  const methods = (path: OverlayPath, list: readonly OverlayContactMethod[]) =>
    list.map((method, index) => ({ path: [...path, index, "address"], method }));
  return [
    ...overlay.people.flatMap((person, index) =>
      methods(["people", index, "contact"], person.contact),
    ),
    ...Object.entries(overlay.schedules ?? {}).flatMap(([id, { layers }]) =>
      layers.flatMap((layer, index) =>
        "calendar" in layer
          ? {
              path: ["schedules", id, "layers", index, "calendar"],
              method: { kind: "webhook" as const, address: layer.calendar },
            }
          : [],
      ),
    ),
    ...Object.entries(overlay.webhooks ?? {}).map(([name, method]) => ({
      path: ["webhooks", name],
      method,
    })),
    ...Object.entries(overlay.audiences).flatMap(([audience, { channels }]) =>
      methods(["audiences", audience, "channels"], channels),
    ),
  ];
}

function keys(
  parent: string,
  record: Readonly<Record<string, unknown>>,
  kind: ReferenceKind,
): OverlayReference[] {
  return Object.keys(record).map((name) => ({ path: [parent, name], name, kind, isKey: true }));
}

function value(
  path: OverlayPath,
  name: string | undefined,
  kind: ReferenceKind,
): OverlayReference[] {
  return name === undefined ? [] : [{ path, name, kind }];
}

function values(
  path: OverlayPath,
  names: readonly string[] | undefined,
  kind: ReferenceKind,
): OverlayReference[] {
  return (names ?? []).map((name, index) => ({ path: [...path, index], name, kind }));
}
