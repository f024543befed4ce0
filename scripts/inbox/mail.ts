import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { parseMail } from "../../test/support/maildir.ts";
import { addressPart, type StartVendor } from "./vendor.ts";

/** A mail server that takes whatever comes. */
export const startMail: StartVendor = async (inbox, port) => {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onData(stream, session, callback) {
      let source = "";
      stream.setEncoding("latin1");
      stream.on("data", (chunk) => {
        source += chunk;
      });
      stream.on("end", () => {
        const { subject, text, answerUrl } = parseMail(source, 0);
        inbox.take({
          channel: "e-mail",
          to: session.envelope.rcptTo.map(({ address }) => address).join(", "),
          title: subject,
          text,
          links: answerUrl === undefined ? {} : { Acknowledge: answerUrl },
        });
        callback();
      });
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
  });
  server.on("error", (error) => console.error(`mail: ${error.message}`));
  const { port: taken } = server.server.address() as AddressInfo;
  return {
    env: {
      TOCSIN_SMTP_URL: `smtp://127.0.0.1:${taken}?starttls=off`,
      TOCSIN_MAIL_FROM: "Tocsin <tocsin@example.test>",
    },
    contact: (person) => ({ kind: "email", address: `${addressPart(person)}@example.test` }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
};
