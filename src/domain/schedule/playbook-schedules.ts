/** The schedules of a playbook: the columns of its rotation tables, and those that `tocsin.yaml` states. */

import type { OverlayLayer, Playbook, Rotation } from "../playbook.ts";
import type { Layer, Schedule } from "./schedule.ts";

type Times = Pick<Playbook, "timeZone" | "handoffTime">;

/** All of them, those of tables first. */
export function schedulesOf(
  playbook: Times & Pick<Playbook, "rotations" | "overlay">,
): readonly Schedule[] {
  return [
    ...playbook.rotations.flatMap((rotation) =>
      rotation.columns.map((column) => columnSchedule(playbook, rotation, column)),
    ),
    ...statedSchedules(playbook),
  ];
}

/** A column of a rotation table as a schedule: its rows take turns, day and night. */
export function columnSchedule(times: Times, rotation: Rotation, column: string): Schedule {
  const { timeZone, handoffTime } = times;
  return {
    id: columnScheduleId(rotation.id, column),
    name: column,
    timeZone,
    layers: [
      {
        name: rotation.id,
        rotation: { kind: "table", rotation, column, handoffTime },
        windows: [],
      },
    ],
  };
}

/** "on-call-rotation.primary": its rotation's id, and the column in small letters with hyphens. */
export function columnScheduleId(rotationId: string, column: string): string {
  const words = column.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return `${rotationId}.${words.join("-")}`;
}

/** The schedules that `tocsin.yaml` states. */
export function statedSchedules({
  timeZone,
  overlay,
}: Pick<Playbook, "timeZone" | "overlay">): readonly Schedule[] {
  return Object.entries(overlay.schedules ?? {}).map(([id, stated]) => ({
    id,
    name: stated.name ?? id,
    timeZone: stated.timeZone ?? timeZone,
    layers: stated.layers.map(layerOf),
  }));
}

function layerOf(stated: OverlayLayer, index: number): Layer {
  const { name, timeZone, when, until } = stated;
  return {
    name: name ?? `layer ${index + 1}`,
    rotation: rotationOf(stated),
    windows: when ?? [],
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(until === undefined ? {} : { until }),
  };
}

/** A calendar has no shifts before it was read: `withImportedShifts`. */
function rotationOf(stated: OverlayLayer): Layer["rotation"] {
  if ("calendar" in stated) return { kind: "shifts", shifts: [] };
  if ("shifts" in stated) return { kind: "shifts", shifts: stated.shifts };
  return { kind: "turns", people: stated.people, start: stated.start, every: stated.every };
}
