/** What a command is given of the process: where to write, and what it has to know of the terminal. */
export interface CliIo {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Whether stdout is a terminal. */
  readonly isTty: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The terminal's width in characters. */
  readonly columns: number;
}
