import { describe, expect, it } from "vitest";
import { SAMPLE_NOW } from "../../test/support/api-samples.ts";
import { capturedIo } from "../../test/support/captured-io.ts";
import { Terminal } from "./terminal.ts";

const LONG = "The API answers nobody since noon, in every region that we know of";

describe("Terminal", () => {
  it("breaks lines where there is a terminal to fit, and nowhere else", () => {
    const lines = (parts: { isTty: boolean; columns: number }): number => {
      const io = capturedIo(parts);
      new Terminal(io, SAMPLE_NOW).print(LONG);
      return io.written.out.trimEnd().split("\n").length;
    };
    expect(lines({ isTty: true, columns: 40 })).toBe(2);
    expect(lines({ isTty: false, columns: 40 })).toBe(1);
    expect(lines({ isTty: true, columns: 0 })).toBe(1);
  });

  it("leaves a document alone in a file, and neutralises it on a terminal", () => {
    const text = "# Post\u001b[2Jmortem\n";
    const file = capturedIo();
    new Terminal(file, SAMPLE_NOW).document(text);
    expect(file.written.out).toBe(text);
    const screen = capturedIo({ isTty: true });
    new Terminal(screen, SAMPLE_NOW).document(text);
    expect(screen.written.out).toBe("# Post␛[2Jmortem\n");
  });
});
