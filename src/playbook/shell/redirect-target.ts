/** What a redirection opens. */

import { type Argument, isLiteral } from "./argument.ts";
import { isHarmlessFile } from "./tools/file-reading.ts";
import { change, observe, reveal, unknown, type Verdict } from "./verdict.ts";

/** Classes a redirection of a file or of another descriptor. */
export function classTarget(operator: string, target: Argument): Verdict {
  const harmless = observe("a redirection within the line");
  if (/^(?:<|>)&$/u.test(operator) && isLiteral(target) && /^\d+-?$|^-$/u.test(target.value))
    return harmless;
  if (target.value.startsWith("/dev/tcp/") || target.value.startsWith("/dev/udp/"))
    return unknown(`\`${target.text}\` opens a connection`);
  if (operator === "<" || operator === "<&")
    return isHarmlessFile(target)
      ? harmless
      : reveal(`\`< ${target.text}\` reads a file, which may hold secrets`);
  if (
    isLiteral(target) &&
    /^\/dev\/(?:null|stdout|stderr)$/u.test(target.value) &&
    operator !== "<>"
  )
    return harmless;
  return change(`\`${operator} ${target.text}\` writes a file`);
}
