/** Escalation paths drawn as boxes and arrows. */

import { durationMs, isoDuration } from "../../domain/duration.ts";
import type { SourceRef } from "../../domain/playbook.ts";
import type { CodeFence } from "../markdown/code-fences.ts";
import { readAudiences } from "../severities/response-actions.ts";
import { STAKEHOLDER_WORDS } from "../vocabulary.ts";
import { readDuration } from "../words/read-duration.ts";
import { readSeverityMention } from "../words/severity-id.ts";
import { mentions } from "../words/wording.ts";
import { type BoxArt, type DrawnBox, type DrawnText, readBoxArt } from "./box-art.ts";
import type { PathDraft, StepDraft } from "./escalation-draft.ts";
import { isRole, type RoleMention, readRoleChain, readRoleLabel } from "./escalation-role.ts";

export interface DrawnPaths {
  readonly paths: readonly PathDraft[];
  /** Boxes that no arrow joins to the path they stand in. */
  readonly loose: readonly { readonly text: string; readonly source: SourceRef }[];
}

/**
 * The paths of a diagram: an outer box for each severity, in it the roles joined by arrows across, and
 * below them, by arrows down, what else happens. Without outer boxes the diagram is one path, for every
 * severity unless `severity` names one. Undefined when the fence holds no boxes.
 */
export function readEscalationDiagram(
  fence: CodeFence,
  file: string,
  severity: PathDraft["severity"],
): DrawnPaths | undefined {
  const art = readBoxArt(fence.value);
  if (art === undefined) return undefined;
  const drawing: Drawing = { art, file, fence };
  const named = art.boxes.flatMap((box) => {
    const mention = readSeverityMention(titleOf(box), true);
    return mention === undefined ? [] : [{ box, severity: { id: mention.id, key: mention.key } }];
  });
  if (named.length === 0) {
    const path = pathOf(drawing, art.boxes, { severity, source: { file, line: fence.fenceLine } });
    return { paths: path.draft === undefined ? [] : [path.draft], loose: path.loose };
  }
  const found = named.map((entry) => {
    const source = placeOf(drawing, entry.box.texts[0]) ?? { file, line: fence.fenceLine };
    const place = { severity: entry.severity, source };
    return entry.box.children.length > 0
      ? pathOf(drawing, entry.box.children, place)
      : { draft: writtenPath(drawing, entry.box, place), loose: [] };
  });
  return {
    paths: found.flatMap(({ draft }) => draft ?? []),
    loose: found.flatMap(({ loose }) => loose),
  };
}

interface Drawing {
  readonly art: BoxArt;
  readonly file: string;
  readonly fence: CodeFence;
}

/** What stands in a box above the first box inside it. */
function titleOf(box: DrawnBox): string {
  const firstChild = Math.min(...box.children.map((child) => child.top), Number.POSITIVE_INFINITY);
  return joinedText(box.texts.filter((text) => text.row < firstChild));
}

/** Words broken over the lines of a box, put together: "On-" and "Call" are "On-Call". */
function joinedText(texts: readonly DrawnText[]): string {
  return texts
    .map(({ text }) => text)
    .join(" ")
    .replace(/(?<=\p{L}-) (?=\p{L})/gu, "");
}

function placeOf(drawing: Drawing, text: DrawnText | undefined): SourceRef | undefined {
  if (text === undefined) return undefined;
  return { file: drawing.file, line: drawing.fence.line + text.row, column: text.cell + 1 };
}

type PathPlace = Pick<PathDraft, "severity" | "source">;

function draftOf(
  drawing: Drawing,
  place: PathPlace,
  found: Pick<PathDraft, "steps" | "stakeholders" | "actions">,
): PathDraft {
  const { fenceLine, lastLine } = drawing.fence;
  return { ...place, ...found, firstLine: fenceLine, lastLine };
}

/** A box without boxes inside, whose text is the path: "On-call → Commander". */
function writtenPath(drawing: Drawing, box: DrawnBox, place: PathPlace): PathDraft | undefined {
  for (const text of box.texts) {
    const roles = readRoleChain(text.text);
    if (roles === undefined) continue;
    const source = placeOf(drawing, text) ?? place.source;
    const steps = roles.map((role) => ({ ...role, source }));
    return draftOf(drawing, place, { steps, stakeholders: [], actions: [] });
  }
  return undefined;
}

function pathOf(
  drawing: Drawing,
  boxes: readonly DrawnBox[],
  place: PathPlace,
): { draft: PathDraft | undefined; loose: DrawnPaths["loose"] } {
  const steps: StepDraft[] = [];
  const stakeholders: PathDraft["stakeholders"][number][] = [];
  const actions: PathDraft["actions"][number][] = [];
  const { across, reached } = reachedBoxes(drawing.art, boxes);
  const times = timesOf(drawing.art, reached);
  for (const box of reached) {
    const source = placeOf(drawing, box.texts[0]) ?? place.source;
    const text = joinedText(box.texts);
    const bullets = box.texts.filter((line) => BULLET.test(line.text));
    // What arrows join across is the path, whatever its words; below it only roles are.
    const isStep = (across.size > 1 && across.has(box)) || isRole(text);
    const role = bullets.length === 0 && isStep ? readRoleLabel(text) : undefined;
    if (role !== undefined) steps.push({ ...timed(role, times.get(box)), source });
    else if (bullets.length > 0 && isForStakeholders(box)) {
      for (const bullet of bullets) {
        const at = placeOf(drawing, bullet) ?? source;
        for (const audience of readAudiences(bullet.text.replace(BULLET, "")))
          stakeholders.push({ ...audience, source: at });
      }
    } else if (text !== "") actions.push({ text, source });
  }
  const loose = boxes
    .filter((box) => !reached.includes(box) && box.texts.length > 0)
    .map((box) => ({
      text: joinedText(box.texts),
      source: placeOf(drawing, box.texts[0]) ?? place.source,
    }));
  // Without a severity, a diagram of anything could stand here.
  const isPath = place.severity !== undefined || steps.some(({ role }) => isRole(role));
  const isEmpty = steps.length + stakeholders.length + actions.length === 0;
  if (isEmpty || !isPath) return { draft: undefined, loose: [] };
  return { draft: draftOf(drawing, place, { steps, stakeholders, actions }), loose };
}

/**
 * When each box is reached where the arrows say how long one waits at them, added up from the first box
 * on. Where one of the arrows says nothing, nothing is known.
 */
function timesOf(art: BoxArt, reached: readonly DrawnBox[]): ReadonlyMap<DrawnBox, number> {
  const [first] = reached;
  const times = new Map<DrawnBox, number>();
  if (first === undefined) return times;
  times.set(first, 0);
  for (const box of reached.slice(1)) {
    const arrow = art.arrows.find(({ from, to }) => to === box && times.has(from));
    const wait = arrow === undefined ? undefined : readDuration(arrow.label);
    const start = arrow === undefined ? undefined : times.get(arrow.from);
    if (wait === undefined || start === undefined) return new Map();
    times.set(box, start + durationMs(wait));
  }
  return times.size < 2 ? new Map() : times;
}

/** What the box itself says of its time goes before the arrows. */
function timed(role: RoleMention, ms: number | undefined): RoleMention {
  return role.after !== undefined || ms === undefined ? role : { ...role, after: isoDuration(ms) };
}

const BULLET = /^[-*•–·]\s+/u;

function isForStakeholders(box: DrawnBox): boolean {
  const title = box.texts.filter((line) => !BULLET.test(line.text));
  return title.length === 0 || mentions(joinedText(title), STAKEHOLDER_WORDS);
}

/**
 * The boxes of a path in its order: from the first box to which no arrow leads, across as far as the
 * arrows go, then what lies below, row by row.
 */
function reachedBoxes(
  art: BoxArt,
  boxes: readonly DrawnBox[],
): { across: ReadonlySet<DrawnBox>; reached: readonly DrawnBox[] } {
  const arrows = art.arrows.filter(({ from, to }) => boxes.includes(from) && boxes.includes(to));
  const first = boxes.find((box) => !arrows.some(({ to }) => to === box)) ?? boxes[0];
  const across = new Set(first === undefined ? [] : [first]);
  // A set goes on over what is added while it is walked.
  for (const box of across) {
    for (const arrow of arrows)
      if (arrow.axis === "across" && arrow.from === box) across.add(arrow.to);
  }
  const reached = new Set(across);
  for (const box of reached) {
    for (const arrow of arrows) if (arrow.from === box) reached.add(arrow.to);
  }
  return { across, reached: [...reached] };
}
