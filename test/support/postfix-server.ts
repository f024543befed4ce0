/**
 * Debian's Postfix with a configuration of the test's own: it offers STARTTLS, knows a few mailboxes,
 * delivers into Maildirs, and answers everybody else 550. Its parent process is started directly rather
 * than by `postfix start`, so that it stays a child of the test. Needs root, as Postfix does.
 */

import { execFile } from "node:child_process";
import { chownSync, mkdirSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "./free-port.ts";
import type { Lab } from "./lab.ts";
import { type Mail, readMaildir } from "./maildir.ts";
import { makeTestCertificate } from "./test-certificate.ts";
import { waitUntil } from "./wait-until.ts";

const run = promisify(execFile);
const DAEMONS = "/usr/lib/postfix/sbin";
/** Owns the mailboxes: Postfix delivers as nobody in particular. */
const NOBODY = 65_534;
export const MAIL_DOMAIN = "example.test";

export interface PostfixOptions {
  /** Local parts at example.test. */
  readonly mailboxes: readonly string[];
  /** How long it thinks about each message before it takes it. */
  readonly acceptsAfterSeconds?: number;
}

export interface PostfixServer {
  /** For TOCSIN_SMTP_URL. */
  readonly url: string;
  /** What has arrived for a local part so far, the oldest first. */
  mails(mailbox: string): readonly Mail[];
  /** Waits for a message that fits. */
  mail(mailbox: string, what: string, fits: (mail: Mail) => boolean): Promise<Mail>;
}

export async function startPostfix(lab: Lab, options: PostfixOptions): Promise<PostfixServer> {
  const folder = lab.subfolder("postfix");
  const config = lab.subfolder("postfix/config");
  const port = await freePort();
  const { cert, key } = makeTestCertificate(["mail.example.test"]);
  writeFileSync(join(config, "certificate.pem"), key + cert, { mode: 0o600 });
  writeFileSync(join(config, "mailboxes"), mailboxTable(options.mailboxes));
  writeFileSync(join(config, "main.cf"), mainConfiguration(folder, options));
  writeFileSync(join(config, "master.cf"), services(port));
  mkdirSync(join(folder, "queue"));
  const mailFolder = lab.subfolder("postfix/mail");
  chownSync(mailFolder, NOBODY, NOBODY);
  chownSync(lab.subfolder("postfix/state"), Number((await run("id", ["-u", "postfix"])).stdout), 0);
  // Makes the folders of the queue, with their owners.
  await run("postfix", ["-c", config, "check"]);
  const program = lab.start({
    name: "Postfix",
    command: `${DAEMONS}/master`,
    args: ["-c", config, "-d"],
  });
  await program.waitUntil("greets", () => greets(port));
  const mails = (mailbox: string): readonly Mail[] => readMaildir(join(mailFolder, mailbox));
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    mail: (mailbox, what, fits) =>
      waitUntil(`${mailbox} has mail: ${what}`, () => mails(mailbox).find(fits)),
  };
}

function mailboxTable(mailboxes: readonly string[]): string {
  return mailboxes.map((name) => `${name}@${MAIL_DOMAIN} ${name}/\n`).join("");
}

function mainConfiguration(folder: string, { acceptsAfterSeconds }: PostfixOptions): string {
  const thinking = acceptsAfterSeconds === undefined ? "" : `sleep ${acceptsAfterSeconds}`;
  const settings = {
    compatibility_level: "3.7",
    queue_directory: join(folder, "queue"),
    data_directory: join(folder, "state"),
    daemon_directory: DAEMONS,
    command_directory: "/usr/sbin",
    maillog_file: join(folder, "mail.log"),
    maillog_file_prefixes: folder,
    mail_owner: "postfix",
    setgid_group: "postdrop",
    inet_interfaces: "127.0.0.1",
    inet_protocols: "ipv4",
    myhostname: "mail.example.test",
    mydestination: "",
    alias_maps: "",
    local_recipient_maps: "",
    virtual_mailbox_domains: MAIL_DOMAIN,
    virtual_mailbox_base: join(folder, "mail"),
    virtual_mailbox_maps: `texthash:${join(folder, "config", "mailboxes")}`,
    virtual_uid_maps: `static:${NOBODY}`,
    virtual_gid_maps: `static:${NOBODY}`,
    mynetworks: "127.0.0.0/8",
    smtpd_relay_restrictions: "reject_unauth_destination",
    smtpd_end_of_data_restrictions: thinking,
    smtpd_tls_security_level: "may",
    smtpd_tls_chain_files: join(folder, "config", "certificate.pem"),
    smtpd_tls_received_header: "yes",
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name} = ${value}\n`)
    .join("");
}

/** Debian's master.cf without what other deliveries need, and listening here. */
function services(port: number): string {
  return `127.0.0.1:${port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
`;
}

function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, "127.0.0.1");
    socket.setTimeout(2000, () => socket.destroy());
    socket.on("data", (greeting: Buffer) => {
      socket.end("QUIT\r\n");
      resolve(greeting.toString().startsWith("220 "));
    });
    socket.on("error", () => resolve(false));
    socket.on("close", () => resolve(false));
  });
}
