/**
 * Programs that Tocsin never starts for a step, whatever their arguments: they would start others, and the
 * reading of a line would then be a reading of what they are given.
 */

const REASONS: readonly (readonly [RegExp, string])[] = [
  [/^(?:ba|da|a|z|k|c|tc|fi)?sh$|^busybox$/u, "is a shell, and a step runs without one"],
  [
    /^(?:eval|source|\.|exec|command|builtin|alias|trap|cd|set|unset|read|wait|true|false)$/u,
    "is the shell's own",
  ],
  [/^xargs$/u, "would run a program for each line, on the machine of the runner"],
  [
    /^(?:sudo|su|doas|runuser|setpriv|chroot|unshare|nsenter)$/u,
    "would run it as somebody else, and the runner has its own identities",
  ],
  [
    /^(?:env|nohup|timeout|watch|time|nice|ionice|stdbuf|setsid|script|parallel|flock|strace|gdb)$/u,
    "would start another program: write that one alone",
  ],
  [
    /^(?:ssh|scp|sftp|rsync|telnet|nc|ncat|socat)$/u,
    "leads to another machine, where no runner is: a person does it",
  ],
  [
    /^(?:python\d?(?:\.\d+)?|perl|ruby|node|deno|bun|php|lua|tclsh|expect|make|[gmn]?awk|sed|ed|ex|vi|vim|find|tee|dd)$/u,
    "runs programs or writes files of its own, and is not started for a step",
  ],
];

/** Why a program is never started, without a full stop; undefined for all others. */
export function neverStarted(program: string): string | undefined {
  if (program.includes("/"))
    return `\`${program}\` names a place: the runner knows where its programs are`;
  if (!/^[a-z][a-z0-9_.+-]*$/iu.test(program)) return `\`${program}\` is not a program's name`;
  const reason = REASONS.find(([pattern]) => pattern.test(program))?.[1];
  return reason === undefined ? undefined : `\`${program}\` ${reason}`;
}
