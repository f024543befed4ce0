/**
 * A throw-away Tocsin for `tocsin demo`, which the process lends: in memory, on a loopback port, with the
 * example playbook, people who are reached on no real channel, and escalation steps a few seconds apart.
 */
export interface DemoServer {
  readonly url: string;
  /** Of an admin. */
  readonly token: string;
  close(): Promise<void>;
}
