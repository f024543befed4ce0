/** openssl: certificates and connections are looked at; keys, files and new secrets are not (OpenSSL 3.0). */

import { type Argument, isLiteral, isSlippery } from "../argument.ts";
import type { Tool } from "../tool.ts";
import { change, manual, observe, reveal, unknown } from "../verdict.ts";

/** Options of each command that print something public about a certificate, a request or a connection. */
const READING: Readonly<Record<string, string>> = {
  x509: "-in -noout -text -dates -startdate -enddate -subject -issuer -serial -fingerprint -checkend -checkhost -checkip -checkemail -purpose -modulus -pubkey -inform -nameopt -ext -email -hash -issuer_hash -subject_hash -ocsp_uri -sha256 -sha1 -certopt",
  crl: "-in -noout -text -inform -lastupdate -nextupdate -issuer -crlnumber -hash -CAfile",
  req: "-in -noout -text -subject -verify -pubkey -modulus -inform",
  verify:
    "-CAfile -CApath -untrusted -verbose -purpose -show_chain -partial_chain -verify_hostname",
  crl2pkcs7: "-nocrl -certfile -in",
  pkcs7: "-in -print_certs -text -noout -inform",
  s_client:
    "-connect -servername -showcerts -starttls -tls1_2 -tls1_3 -tls1_1 -tls1 -verify -verify_return_error -verify_hostname -CAfile -CApath -brief -status -alpn -cipher -ciphersuites -crlf -quiet -ign_eof -no_ign_eof -4 -6 -noservername -prexit",
  version: "-a -v -d",
  ciphers: "-v -V -s -tls1_2 -tls1_3",
  dgst: "-md5 -sha1 -sha256 -sha512 -r -hex",
  list: "-digest-commands -cipher-commands -commands",
};

const WRITING =
  /^-(?:out|keyout|CAcreateserial|writerand|new|newkey|signkey|sign|CA|keylogfile|sess_out|msgfile|outdir)$/u;
const TELLING = new Set(
  "rsa ec dsa pkey pkcs8 pkcs12 asn1parse rand passwd pkeyutl rsautl storeutl kdf".split(" "),
);
const CHANGING = new Set(
  "enc genrsa genpkey gendsa ecparam dhparam ca s_server cms smime speed rehash ts ocsp".split(" "),
);

export const openssl: Tool = (args, { hasInput }) => {
  const [command, ...options] = args;
  if (!isLiteral(command)) return unknown("the `openssl` command is not known before it runs");
  const shown = `\`openssl ${command.value}\``;
  const writing = options.find(({ value }) => WRITING.test(value));
  if (writing !== undefined)
    return change(`${shown} with \`${writing.text}\` makes or writes something`);
  if (CHANGING.has(command.value)) return change(`${shown} makes or writes something`);
  if (TELLING.has(command.value)) return reveal(`${shown} may print a key or a secret`);
  const known = Object.hasOwn(READING, command.value)
    ? READING[command.value]?.split(" ")
    : undefined;
  if (known === undefined) return unknown(`${shown} is not known`);
  const refused = options.find((option) => !isKnown(option, known));
  if (refused !== undefined)
    return unknown(`\`${refused.text}\` is not an option known to be harmless`);
  if (command.value === "s_client" && !hasInput)
    return manual(`${shown} waits for a person unless something is piped into it`);
  return observe(`${shown} only reads`);
};

function isKnown(option: Argument, known: readonly string[]): boolean {
  if (isSlippery(option) || option.form === "spread") return false;
  return !option.value.startsWith("-") || known.includes(option.value);
}
