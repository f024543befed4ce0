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

/** Rendered machine configurations hold the pull secret. */
const TELLING_KINDS =
  /secret|token|credential|passw|kubeconfig|keytab|oauth|controllerconfig|^(?:mc|machineconfigs?)(?:\.|$)/u;

/** What every server tells about itself, and the figures of the metrics APIs. */
const HARMLESS_RAW =
  /^\/(?:(?:healthz|readyz|livez)(?:\/[\w.-]+)*|version|metrics|apis\/(?:metrics|custom\.metrics|external\.metrics)\.k8s\.io\/v1(?:beta\d)?(?:\/(?!\.)[\w.*-]+)*)\/?(?:\?verbose(?:=true)?)?$/u;

/** Fields that hold no object's data: what the cluster itself says of it. */
const HARMLESS_FIELD =
  /^\.(?:items\[[\w*]*\]\.)?(?:status|metadata\.(?:name|namespace|creationTimestamp|deletionTimestamp|finalizers|ownerReferences|labels|uid|generation|resourceVersion))(?![\w-])[\w.*[\]\\/-]*$/u;

/** Whether a format takes nothing but such fields: `jsonpath='{.status.conditions}'`. */
function printsStateOnly(format: string): boolean {
  const path = /^jsonpath=(.+)$/su.exec(format)?.[1];
  if (path === undefined) return false;
  const fields = [...path.matchAll(/\{([^{}]*)\}/gu)].map((match) => match[1] ?? "");
  return (
    fields.length > 0 &&
    fields.every(
      (field) => HARMLESS_FIELD.test(field) || /^(?:"[^"]*"|end|range \.items\[\*\])$/u.test(field),
    )
  );
}

export function getObjects(words: readonly Argument[], name: string): Verdict {
  const raw = words.find(({ value }) => /^--raw(?:=|$)/u.test(value));
  if (raw !== undefined) return rawRequest(words, name);
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
  if (
    formats.length > 0 &&
    formats.every((format) => isLiteral(format) && printsStateOnly(format.value))
  )
    return plain;
  if (kinds.length === 0) return unknown("what is printed is not known");
  return tellingKind(kinds, `${name} get`) ?? plain;
}

/** `get --raw=/readyz`, with nothing beside it. */
function rawRequest(words: readonly Argument[], name: string): Verdict {
  const [first, second] = words;
  const path = first?.value === "--raw" ? second : first;
  const given = path?.value.replace(/^--raw=/u, "") ?? "";
  const isAlone = words.length === (first?.value === "--raw" ? 2 : 1);
  return isAlone && isLiteral(path) && HARMLESS_RAW.test(given) && !given.includes("..")
    ? observe(`\`${name} get --raw ${given}\` only reads the server's state`)
    : unknown("a raw request may be for anything");
}

/** `describe` prints the tokens of service accounts from their secrets. */
export function describeObjects(read: ReadArguments, name: string): Verdict {
  const shown = `${name} describe`;
  return tellingKind(kindsOf(read), shown) ?? observe(`\`${shown}\` only reads`);
}

/** Of the External Secrets Operator: they say where a secret is kept, and hold none. */
const REFERRING_KINDS = /^(?:cluster)?(?:external|push)secrets?$|^(?:cluster)?secretstores?$/u;

function tellingKind(all: readonly Argument[], shown: string): Verdict | undefined {
  const kinds = all.filter(
    ({ value }) => !REFERRING_KINDS.test(value.toLowerCase().split(".", 1)[0] ?? ""),
  );
  if (kinds.some((kind) => TELLING_KINDS.test(kind.value.toLowerCase())))
    return reveal(`\`${shown}\` may print the values of a secret`);
  if (!kinds.every(isLiteral)) return reveal("the kind of object is a blank, and may be a secret");
  return undefined;
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
