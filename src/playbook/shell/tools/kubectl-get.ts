/** `kubectl get`: harmless, except that it can print secrets. */

import { type Argument, isLiteral, knownPrefix } from "../argument.ts";
import { optionSpec, type ReadArguments, readOptions, valuesOf } from "../options.ts";
import { observe, reveal, unknown, type Verdict } from "../verdict.ts";

const GET = optionSpec({
  flags:
    "-A|--all-namespaces -w|--watch --watch-only --show-labels --show-kind --ignore-not-found --no-headers --output-watch-events --server-print --show-managed-fields --allow-missing-template-keys",
  values:
    "-n|--namespace --request-timeout -l|--selector -o|--output --field-selector -L|--label-columns --sort-by --chunk-size --template --subresource",
  goStyle: true,
  patterns: true,
});

/** Formats that print to the terminal; `…-file=` reads another file for the format. */
const FORMATS =
  /^(?:json|yaml|kyaml|wide|name|jsonpath(?:-as-json)?=.*|custom-columns=.*|go-template=.*|template=.*|jsonpath|go-template|template)$/su;
const TELLING_KINDS = /secret|token|credential|passw|kubeconfig|keytab/u;

export function getObjects(words: readonly Argument[], name: string): Verdict {
  const read = readOptions(words, GET);
  if (read.problem !== undefined) return unknown(read.problem);
  const formats = valuesOf(read, "--output");
  if (!formats.every(isKnownFormat)) return unknown("the output format is not known");
  const printsFields = formats.length > 0 || valuesOf(read, "--template").length > 0;
  const kinds = kindsOf(read);
  const plain = observe(`\`${name} get\` only reads`);
  // The names of OpenShift's tokens are the tokens.
  if (kinds.some((kind) => /oauth.*token/u.test(kind.value.toLowerCase())))
    return reveal("the names of OAuth tokens are secrets");
  if (!printsFields) return plain;
  if (kinds.length === 0) return unknown("what is printed is not known");
  if (kinds.some((kind) => TELLING_KINDS.test(kind.value.toLowerCase())))
    return reveal(`\`${name} get\` with an output format prints the secret's values`);
  if (!kinds.every(isLiteral)) return reveal("the kind of object is a blank, and may be a secret");
  return plain;
}

function isKnownFormat(format: Argument): boolean {
  const known = knownPrefix(format);
  return FORMATS.test(known === format.value ? known : `${known}x`) && known !== "";
}

/** What stands before each "/", and the comma-separated list that comes first. */
function kindsOf(read: ReadArguments): Argument[] {
  const all = [...read.words, ...(read.rest ?? [])];
  return all.flatMap((word, index) => {
    const { value } = word;
    if (value.includes("/")) return [{ ...word, value: value.slice(0, value.lastIndexOf("/")) }];
    return index === 0 ? [word] : [];
  });
}
