/** A filter of the plan as a stream between two programs. */

import { Transform } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import type { LineFilter } from "../playbook/filters/filter.ts";

/** A longer line is cut: no program prints it to be read. */
const LINE_MAX = 1024 * 1024;

/** @param onDone called once when further lines change nothing */
export function filterStream(filter: LineFilter, onDone: () => void): Transform {
  const decoder = new StringDecoder("utf8");
  let pending = "";
  let isDone = false;

  const take = (lines: readonly string[]): string => {
    let printed = "";
    for (const line of lines) {
      if (isDone) break;
      for (const one of filter.line(line)) printed += `${one}\n`;
      isDone = filter.isDone();
    }
    return printed;
  };

  return new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      // What comes after it is done is read and dropped: whoever writes must not wait.
      if (isDone) return callback();
      const lines = (pending + decoder.write(chunk)).split("\n");
      pending = (lines.pop() ?? "").slice(0, LINE_MAX);
      const printed = take(lines);
      if (isDone) onDone();
      return callback(null, printed);
    },
    flush(callback) {
      const rest = pending + decoder.end();
      const printed = take(rest === "" ? [] : [rest]);
      callback(
        null,
        printed +
          filter
            .end()
            .map((line) => `${line}\n`)
            .join(""),
      );
    },
  });
}
