/** Where commands write: everything that goes through here is neutralised, coloured and fitted. */

import type { CliIo } from "./io.ts";
import { type Line, type Paint, painter, paintLine, wantsColour, wrapLine } from "./styled.ts";
import { renderTable, type Table } from "./table.ts";
import { terminalJson, terminalLines } from "./terminal-text.ts";
import { type Viewer, viewerZone } from "./when.ts";

const WIDTH_MIN = 20;

export class Terminal {
  readonly viewer: Viewer;
  readonly #io: CliIo;
  readonly #paint: Paint;
  readonly #width: number;

  constructor(io: CliIo, now: number) {
    this.viewer = { zone: viewerZone(io.env), now };
    this.#io = io;
    this.#paint = painter(wantsColour(io));
    // What is piped into a file or a program has no width to fit; some terminals do not know theirs.
    const hasWidth = io.isTty && io.columns > 0;
    this.#width = hasWidth ? Math.max(WIDTH_MIN, io.columns) : Number.POSITIVE_INFINITY;
  }

  /** The same terminal at a later time. */
  at(now: number): Terminal {
    return new Terminal(this.#io, now);
  }

  /** A line each, broken at its words where the terminal is too narrow. */
  print(...lines: readonly Line[]): void {
    for (const line of lines) {
      for (const part of wrapLine(line, this.#width)) {
        this.#io.stdout(`${paintLine(part, this.#paint)}\n`);
      }
    }
  }

  table(table: Table): void {
    for (const line of renderTable(table, this.#width, this.#paint)) this.#io.stdout(`${line}\n`);
  }

  /** For programs: the value, and nothing else on stdout. */
  json(value: unknown): void {
    this.#io.stdout(`${terminalJson(value)}\n`);
  }

  /** A document of several lines; as it is where no terminal could be harmed. */
  document(text: string): void {
    this.#io.stdout(this.#io.isTty ? terminalLines(text) : text);
  }
}
