/**
 * Values that are filled into a command. Each goes into one argument, is never read by a shell, and still
 * is checked here: a "pod name" of `--kubeconfig=…` is an option to kubectl, and one in Cyrillic letters is
 * another pod than it seems.
 */

export const INPUT_KINDS = [
  "name",
  "namespace",
  "number",
  "duration",
  "address",
  "region",
  "text",
] as const;
export type InputKind = (typeof INPUT_KINDS)[number];

/** A name in DNS has no more bytes: https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4 */
export const INPUT_VALUE_MAX = 253;

/** What Kubernetes calls a label's or a subdomain's name; others call it a host name. */
const SUBDOMAIN = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/u;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/u;

const FORMS: Readonly<Record<InputKind, { readonly form: RegExp; readonly described: string }>> = {
  name: {
    form: SUBDOMAIN,
    described: "small letters, digits, “-” and “.”, as Kubernetes and DNS have them",
  },
  namespace: { form: LABEL, described: "small letters, digits and “-”, at most 63" },
  number: { form: /^\d{1,15}$/u, described: "digits alone" },
  duration: { form: /^\d{1,9}(?:ms|s|m|h|d|w)?$/u, described: "a number with s, m, h or d" },
  address: {
    form: /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F:]{2,39}|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)$/u,
    described: "an IP address or a host's name in plain letters",
  },
  region: { form: /^[a-z]{2,}(?:-[a-z0-9]+)*$/u, described: "a name such as eu-central-1" },
  text: {
    form: /^[A-Za-z0-9][A-Za-z0-9 ._:@/+=,%~-]*$/u,
    described: "letters and digits first, then also “. _ : @ / + = , % ~ -” and spaces",
  },
};

/** By the end of the name; the first that fits. What fits none may be any plain text. */
const KINDS_BY_NAME: readonly (readonly [RegExp, InputKind])[] = [
  [/(?:^|_)(?:namespace|ns)$/u, "namespace"],
  [
    /(?:^|_)(?:pod|node|deployment|deploy|statefulset|daemonset|service|svc|container|configmap|job|cronjob|ingress|pvc)(?:_name)?$/u,
    "name",
  ],
  [/(?:^|_)(?:ip|host|hostname|address|ip_address|server)$/u, "address"],
  [/(?:^|_)region$/u, "region"],
  [/(?:^|_)(?:count|number|replicas|port|pid|percent|limit)$/u, "number"],
  [/(?:^|_)(?:duration|timeout|since|interval|minutes|hours|seconds)$/u, "duration"],
];

/** `pod-name`, `POD_NAME`, `Pod name`: the same input. */
export function inputKey(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "_")
    .replaceAll(/^_+|_+$/gu, "");
}

/** What sort of value a name asks for. */
export function inputKind(name: string): InputKind {
  const key = inputKey(name);
  return KINDS_BY_NAME.find(([pattern]) => pattern.test(key))?.[1] ?? "text";
}

/** Why a value may not be filled in, without a full stop; undefined for one that may. */
export function refusedValue(
  value: string,
  wanted: { readonly kind: InputKind; readonly choices?: readonly string[] | undefined },
): string | undefined {
  if (value === "") return "it is empty";
  // Every character takes at least a byte, so that nothing long is looked at further.
  if (value.length > INPUT_VALUE_MAX) return `it is longer than ${INPUT_VALUE_MAX} bytes`;
  if (value.startsWith("-")) return "it begins with “-”, so a program would take it for an option";
  if (/[\n\r\u2028\u2029]/u.test(value)) return "it holds the end of a line";
  if (/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/u.test(value)) return "it holds characters that cannot be seen";
  const foreign = /[^\x20-\x7e]/u.exec(value)?.[0];
  if (foreign !== undefined)
    return `“${foreign}” (${codePoint(foreign)}) is not a plain letter, digit or sign, and may only look like one`;
  if (value !== value.trim()) return "it begins or ends with a space";
  if (wanted.choices !== undefined)
    return wanted.choices.includes(value)
      ? undefined
      : `it is none of ${wanted.choices.join(", ")}`;
  const { form, described } = FORMS[wanted.kind];
  return form.test(value) ? undefined : `it is not of the form that is asked for: ${described}`;
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
