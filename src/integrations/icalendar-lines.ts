/** iCalendar as lines and components (RFC 5545, 3.1 and 3.4): nothing is known here of what they mean. */

export interface ContentLine {
  /** In capitals, as the names of parameters are. */
  readonly name: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly value: string;
}

export interface CalendarComponent {
  readonly name: string;
  readonly lines: readonly ContentLine[];
  readonly components: readonly CalendarComponent[];
}

const LINES_MAX = 100_000;
const DEPTH_MAX = 8;

interface Open {
  readonly name: string;
  readonly lines: ContentLine[];
  readonly components: CalendarComponent[];
}

/** The whole calendar, or the end of a sentence that says why it is none. */
export function readComponents(text: string): CalendarComponent | string {
  const written = text.replace(/^\uFEFF/u, "").replaceAll(/\r?\n[ \t]/gu, "");
  const lines = written.split(/\r?\n/u).filter((line) => line.trim() !== "");
  if (lines.length > LINES_MAX) return `has more than ${LINES_MAX} lines`;
  const root: Open = { name: "", lines: [], components: [] };
  const open = [root];
  for (const line of lines) {
    const read = readLine(line);
    const current = open.at(-1) ?? root;
    // A line that is none is passed over, as RFC 5545 asks of what one does not know.
    if (read === undefined) continue;
    if (read.name === "BEGIN") {
      if (open.length > DEPTH_MAX) return "is nested too deeply";
      const begun: Open = { name: read.value.trim().toUpperCase(), lines: [], components: [] };
      current.components.push(begun);
      open.push(begun);
    } else if (read.name === "END") {
      if (current === root || current.name !== read.value.trim().toUpperCase()) {
        return `ends a ${read.value.slice(0, 40)} that it has not begun`;
      }
      open.pop();
    } else current.lines.push(read);
  }
  const [calendar] = root.components;
  if (calendar?.name !== "VCALENDAR")
    return "is no calendar: it does not begin with BEGIN:VCALENDAR";
  return open.length > 1 ? "breaks off before END:VCALENDAR, or is larger than is read" : calendar;
}

/** `NAME;PARAMETER=value;OTHER="a: b":value` */
function readLine(line: string): ContentLine | undefined {
  const parts: string[] = [];
  let quoted = false;
  let begin = 0;
  for (let index = 0; index < line.length; index += 1) {
    const sign = line[index];
    if (sign === '"') quoted = !quoted;
    if (quoted || (sign !== ";" && sign !== ":")) continue;
    parts.push(line.slice(begin, index));
    begin = index + 1;
    if (sign === ":") return asLine(parts, line.slice(begin));
  }
  return undefined;
}

function asLine([name = "", ...given]: readonly string[], value: string): ContentLine {
  const parameters = given.map((one): readonly [string, string] => {
    const equals = one.indexOf("=");
    const written = one.slice(equals + 1).replaceAll('"', "");
    return [one.slice(0, Math.max(0, equals)).toUpperCase(), written];
  });
  return { name: name.trim().toUpperCase(), parameters: new Map(parameters), value };
}

/** Of a component, the first line of a name. */
export function lineNamed(component: CalendarComponent, name: string): ContentLine | undefined {
  return component.lines.find((line) => line.name === name);
}

/** TEXT as it was before it was written (3.3.11). */
export function plainText(value: string): string {
  return value.replaceAll(/\\([\\;,nN])/gu, (_, sign: string) =>
    sign === "n" || sign === "N" ? "\n" : sign,
  );
}
