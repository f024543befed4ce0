/** curl and wget: reading over HTTP, in options, address and headers that stay a reading. */

import { type Argument, isLiteral, isSlippery } from "../argument.ts";
import { hasOption, optionSpec, type ReadArguments, readOptions, valuesOf } from "../options.ts";
import type { Tool } from "../tool.ts";
import { change, observe, reveal, strongest, unknown, type Verdict } from "../verdict.ts";
import { classAddress, isPrometheusQuery } from "./http-address.ts";

const CURL = optionSpec({
  flags:
    "-s|--silent -S|--show-error -i|--include -I|--head -f|--fail -L|--location -k|--insecure -v|--verbose -G|--get -g|--globoff -4|--ipv4 -6|--ipv6 -N|--no-buffer -q|--disable -#|--progress-bar --compressed --fail-with-body --http1.1 --http2 --no-progress-meter --retry-connrefused --retry-all-errors --tcp-nodelay --tlsv1.2 --tlsv1.3 --version -V|--version",
  values:
    "-X|--request -H|--header -o|--output -w|--write-out -m|--max-time -A|--user-agent -d|--data --data-raw --data-ascii --data-urlencode -u|--user -b|--cookie --oauth2-bearer --connect-timeout --max-redirs --retry --retry-delay --retry-max-time --url --cacert -e|--referer --cert --key --capath --resolve -r|--range",
  patterns: true,
});

const CHANGING =
  /^(?:-[a-zA-Z]*[TFOJ]|--(?:upload-file|form|remote-name|remote-header-name|json|data-binary|dump-header|cookie-jar|quote|mail-|ftp-|delete))/u;

const PLAIN_HEADERS = new Set(
  "accept accept-encoding accept-language cache-control connection content-type host origin pragma range referer user-agent x-scope-orgid x-request-id x-correlation-id x-forwarded-for x-forwarded-proto x-forwarded-host x-real-ip if-none-match if-modified-since te dnt traceparent".split(
    " ",
  ),
);

export const curl: Tool = (args) => {
  const read = readOptions(args, CURL);
  if (read.problem !== undefined) return refused("curl", read.problem, args, CHANGING);
  const addresses = [...read.words, ...(read.rest ?? []), ...valuesOf(read, "--url")];
  if (hasOption(read, "--version")) return observe("`curl --version` only reads");
  if (addresses.length === 0) return unknown("`curl` is given no address");
  const methods = classMethod(read, addresses);
  // What is sent to change something does so wherever it goes.
  const sends =
    methods.some(({ effect }) => effect === "change") &&
    addresses.every(({ form }) => form === "plain");
  return strongest([
    observe("an HTTP GET only reads"),
    ...(sends ? [] : addresses.map(classAddress)),
    ...methods,
    ...classOutput(read),
    ...valuesOf(read, "--header").map(classHeader),
    ...credentials(read),
    ...valuesOf(read, "--cert")
      .filter((file) => !/^[\w./\uE000-]+$/u.test(file.value))
      .map(() => reveal("`curl --cert` may carry a password")),
    ...valuesOf(read, "--resolve")
      .filter((value) => !isLiteral(value) || METADATA.test(value.value))
      .map(() => unknown("the address that `--resolve` gives is not known to be harmless")),
  ]);
};

/** Where machines' own metadata services answer. */
const METADATA = /:(?:169\.254\.|100\.100\.100\.200|\[)/u;

function refused(
  name: string,
  problem: string,
  args: readonly Argument[],
  changing: RegExp,
): Verdict {
  const option = args.find(({ value }) => changing.test(value));
  return option === undefined
    ? unknown(problem)
    : change(`\`${name} ${option.text}\` is not only a reading`);
}

const DATA = ["--data", "--data-raw", "--data-ascii", "--data-urlencode"];

function classMethod(read: ReadArguments, addresses: readonly Argument[]): Verdict[] {
  const verdicts: Verdict[] = [];
  const methods = valuesOf(read, "--request");
  for (const method of methods) {
    if (!isLiteral(method)) verdicts.push(unknown("the HTTP method is not known before it runs"));
    else if (
      !/^(?:GET|HEAD|OPTIONS)$/u.test(method.value) &&
      !(method.value === "POST" && addresses.every(isPrometheusQuery))
    )
      verdicts.push(change(`an HTTP ${method.value} may change something`));
  }
  const data = DATA.flatMap((name) => valuesOf(read, name).map((value) => ({ name, value })));
  if (data.some(({ name, value }) => mayReadFile(name, value)))
    verdicts.push(unknown("`curl` may send a local file"));
  const asQuery = hasOption(read, "--get") || addresses.every(isPrometheusQuery);
  if (data.length > 0 && !asQuery) verdicts.push(change("`curl` with data is an HTTP POST"));
  return verdicts;
}

/** `-d @file`, and for `--data-urlencode` also `name@file`. */
function mayReadFile(name: string, value: Argument): boolean {
  if (name === "--data-raw") return false;
  if (isSlippery(value) || /^[@\uE000]/u.test(value.value)) return true;
  return name === "--data-urlencode" && /^[^=]*@/u.test(value.value);
}

function classOutput(read: ReadArguments): Verdict[] {
  const files = valuesOf(read, "--output").filter(
    (file) => !isLiteral(file) || !/^(?:-|\/dev\/(?:null|stdout|stderr))$/u.test(file.value),
  );
  const formats = valuesOf(read, "--write-out").filter(
    // `@file` reads the format from a file, `%output{…}` writes one.
    (format) => !isLiteral(format) || /^@|%output|%\{header/u.test(format.value),
  );
  return [
    ...files.map(({ text }) => change(`\`curl -o ${text}\` writes a file`)),
    ...formats.map(({ text }) => unknown(`what \`-w ${text}\` writes is not known`)),
  ];
}

function classHeader(header: Argument): Verdict {
  const name = /^([\w-]+)\s*[:;]/u.exec(header.value)?.[1]?.toLowerCase();
  if (name === undefined) return unknown("a header is not known before it runs");
  if (/auth|cookie|token|key|secret|session|credential/u.test(name))
    return reveal(`the header \`${name}\` carries a credential`);
  if (PLAIN_HEADERS.has(name)) return observe("an HTTP GET only reads");
  return unknown(`what the header \`${name}\` does is not known`);
}

function credentials(read: ReadArguments): Verdict[] {
  const found = ["--user", "--cookie", "--oauth2-bearer"].find((name) => hasOption(read, name));
  return found === undefined ? [] : [reveal(`\`curl ${found}\` carries a credential`)];
}

const WGET = optionSpec({
  flags:
    "-q|--quiet -S|--server-response --spider --no-check-certificate -4 -6 --no-proxy -v|--verbose",
  values:
    "-O|--output-document -T|--timeout -t|--tries --connect-timeout --read-timeout --max-redirect -U|--user-agent --header",
  patterns: true,
});

export const wget: Tool = (args) => {
  const read = readOptions(args, WGET);
  if (read.problem !== undefined)
    return refused("wget", read.problem, args, /^--(?:post|body|method)/u);
  const addresses = [...read.words, ...(read.rest ?? [])];
  if (addresses.length === 0) return unknown("`wget` is given no address");
  const outputs = valuesOf(read, "--output-document");
  const prints =
    hasOption(read, "--spider") ||
    (outputs.length > 0 &&
      outputs.every(
        (file) => isLiteral(file) && /^(?:-|\/dev\/(?:null|stdout))$/u.test(file.value),
      ));
  return strongest([
    prints ? observe("an HTTP GET only reads") : change("`wget` writes a file"),
    ...addresses.map(classAddress),
    ...valuesOf(read, "--header").map(classHeader),
  ]);
};
