/** The secrets of a runner in the forms in which programs print them. */

import { isSecretName } from "../playbook/shell/variables.ts";

/** Shorter values are words that stand everywhere. */
const LENGTH_MIN = 6;
/** Behind such a name in a file of settings stands a secret. */
const IN_FILES =
  /(?:token|password|passwd|secret|client-key-data|access_key_id|secret_access_key)["']?\s*[:=]\s*["']?([^\s"',]{6,8192})/giu;
/** `host:port:database:user:password`, a line of a .pgpass. */
const PGPASS = /^[^:#\n]+:[^:\n]+:[^:\n]+:[^:\n]+:([^\n]{6,})$/gmu;

/** The secrets that stand in variables by their names, and in the addresses among them. */
export function secretsInEnvironment(environment: Readonly<Record<string, string>>): string[] {
  return Object.entries(environment).flatMap(([name, value]) => {
    const inAddress = /:\/\/[^\s:/@]*:([^\s/@]+)@/u.exec(value)?.[1];
    return [
      ...(isSecretName(name) ? [value] : []),
      ...(inAddress === undefined ? [] : [inAddress]),
    ];
  });
}

/** The secrets in a file that programs are given: a kubeconfig, a .pgpass, credentials of AWS. */
export function secretsInFile(text: string): string[] {
  return [IN_FILES, PGPASS].flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap(([, secret]) => (secret === undefined ? [] : [secret])),
  );
}

/** Each secret as it stands, line by line, and inside of base64 wherever it may begin there. */
export function secretForms(secrets: readonly string[]): readonly string[] {
  const lines = secrets
    .flatMap((secret) => secret.split(/\r?\n/u))
    .map((line) => line.trim())
    .filter((line) => line.length >= LENGTH_MIN);
  const forms = lines.flatMap((line) => [
    line,
    encodeURIComponent(line),
    ...base64Forms(line),
    ...decodedForm(line),
  ]);
  // Longer ones first: none is then left over as the rest of a shorter one.
  return [...new Set(forms)]
    .filter((form) => form.length >= LENGTH_MIN)
    .sort((a, b) => b.length - a.length);
}

/** Base64 of the secret behind 0, 1 or 2 other bytes, as far as those bytes do not show in it. */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret, "utf8");
  return [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes])
      .toString("base64")
      .replaceAll("=", "");
    const from = before === 0 ? 0 : before + 1;
    const whole = Math.floor(((before + bytes.length) * 8) / 6);
    const form = encoded.slice(from, whole);
    return [form, form.replaceAll("+", "-").replaceAll("/", "_")];
  });
}

/** A kubeconfig holds its keys in base64; programs print what they decode. */
function decodedForm(secret: string): string[] {
  if (!/^[A-Za-z0-9+/]{16,}={0,2}$/u.test(secret)) return [];
  const text = Buffer.from(secret, "base64").toString("utf8");
  return /[\uFFFD\0]/u.test(text)
    ? []
    : text.split("\n").filter((line) => !line.startsWith("-----"));
}
