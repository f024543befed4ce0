/** The address of an HTTP request: which ones are read without a second look. */

import { type Argument, knownPrefix } from "../argument.ts";
import { HOLE } from "../holes.ts";
import { observe, reveal, unknown, type Verdict } from "../verdict.ts";

/** `file:`, `http:/host`; but `localhost:8080` is a host with its port. */
const OTHER_SCHEME = /^[^/?#]*:\/|^[a-z][a-z0-9+.-]*:(?![\d\uE000]|PORT\b)/iu;

/** Without a scheme curl guesses one from such beginnings of a host's name. */
const GUESSED_SCHEMES =
  /^(?:ftps?|dict|ldaps?|imaps?|smtps?|pop3s?|gophers?|telnet|tftp|mqtt|rtsp|scp|sftp|smbs?|file)\b/iu;

/** Machines' own metadata services hand out credentials. */
const METADATA_HOSTS =
  /^(?:169\.254\.|100\.100\.100\.200$|192\.0\.0\.192$|0*a9fe|\[?fe[89ab][0-9a-f]:|\[?fd00:ec2:|\[?::ffff:|metadata(?:\.|$)|instance-data(?:\.|$))/iu;

/** Path segments that make a GET do something, in the many servers that allow it. */
const DOING =
  /^(?:-?reload|restart|reboot|shutdown|stop|start|kill|quit|quitquitquit|abort|exit|delete|remove|purge|flush|clear|reset|drop|deploy|rollback|trigger|execute|exec|run|enable|disable|promote|failover|drain|cordon|approve|merge|silence|snapshot|gc|compact|defrag|invalidate|logout|unsubscribe|webhooks?|hooks?)$/iu;
const DOING_PARAMETERS = /[?&](?:_method|method|action|cmd|command|do|op|operation|exec)=/iu;
const TELLING =
  /^(?:secrets?|tokens?|credentials?|passwords?|keys?|env|heapdump|configprops|cmdline|meta-data|user-data|kv|\.env|\.git)$/iu;

const PROMETHEUS_QUERY =
  /^[^?#]*\/api\/v1\/(?:query|query_range|query_exemplars|series|labels|format_query)(?:\?|$)/u;

/** `$BASE_URL`, `<api-url>`: a blank for the beginning of an address, by its name. */
const BASE_ADDRESS =
  /^(?:\$\{?\w*|<[\w -]*|YOUR_\w*)(?:URL|URI|HOST|HOSTNAME|ENDPOINT|DOMAIN|ADDR|ADDRESS|ORIGIN|API|API_BASE)(?:\w{0,8}(?:%%?\/)?\}?|>|)(?=$|[/?:#.])/iu;

/** Whether a POST to it is how Prometheus takes long queries. */
export function isPrometheusQuery(address: Argument): boolean {
  return PROMETHEUS_QUERY.test(textOf(address));
}

/** What the program gets when the `?` of an unquoted address matches no file, as it hardly ever does. */
function textOf({ form, text, value }: Argument): string {
  if (form !== "pattern") return value;
  return text.replaceAll(/["'\\]/gu, "").replaceAll(/\$\{?[A-Za-z_]\w*\}?/gu, HOLE);
}

export function classAddress(address: Argument): Verdict {
  const known = knownPrefix(address);
  const value = textOf(address);
  if (address.form === "spread" || address.form === "computed")
    return unknown("the address is not known before it runs");
  // A space in a query makes curl refuse the address, or is sent as it is: either way nothing is done.
  if (/[\\\s]/u.test(value.replace(/(?<=\?[^#]*) /gu, "+")))
    return unknown("the address holds characters that are read in many ways");
  // Whoever fills it in, or set it above, is asked for an address of the web.
  const base = BASE_ADDRESS.exec(address.text.replaceAll(/["']/gu, ""))?.[0];
  if (base !== undefined) return classParts(`host${value.replace(/^\uE000+/u, "")}`);
  const schemed = /^(https?):\/\/(?!\/)/iu.exec(known);
  if (schemed === null && (known === "" || OTHER_SCHEME.test(value)))
    return unknown("only http and https addresses are read");
  if (schemed === null && (GUESSED_SCHEMES.test(known) || !/^[a-z\d]/iu.test(known)))
    return unknown("curl guesses the scheme of this address");
  return classParts(value.slice(schemed?.[0].length ?? 0));
}

function classParts(address: string): Verdict {
  const end = address.search(/[/?#]/u);
  const authority = end < 0 ? address : address.slice(0, end);
  const path = end < 0 ? "" : address.slice(end);
  const host = authority.slice(authority.lastIndexOf("@") + 1);
  if (authority.includes("@")) return reveal("the address holds a user and a password");
  if (METADATA_HOSTS.test(host)) return unknown("the address is a machine's own metadata service");
  if (!/^(?:[A-Za-z0-9_.\uE000-]+|\[::1\])(?::(?:[\d\uE000]+|[A-Z][A-Z_]*))?$/u.test(host))
    return unknown("the host of the address is not understood");
  // 2852039166, 0xa9fea9fe and 0251.0376.0251.0376 are addresses too.
  if (/^(?:0x[\da-f]+|\d+)(?:\.(?:0x[\da-f]+|\d+)){0,2}(?::|$)|^0[\dx]|\.0[\dx]/iu.test(host))
    return unknown("the host is written as a number");
  const [beforeQuery = "", ...query] = path.split("?");
  const segments = beforeQuery.split("#", 1)[0]?.split("/") ?? [];
  const doing = segments.find((segment) => DOING.test(decoded(segment)));
  if (doing !== undefined) return unknown(`\`${doing}\` in the address may do something`);
  if (DOING_PARAMETERS.test(decoded(`?${query.join("?")}`)))
    return unknown("a parameter of the address may do something");
  if (segments.some((segment) => TELLING.test(decoded(segment))))
    return reveal("the address may show secrets");
  return observe("an HTTP GET only reads");
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
