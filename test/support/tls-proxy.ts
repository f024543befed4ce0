import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import { createServer } from "node:tls";
import type { Lab } from "./lab.ts";
import type { TestCertificate } from "./test-certificate.ts";

/** A proxy that does TLS in front of a server that does not; closed with the lab. @returns its port */
export async function openTlsProxy(
  lab: Lab,
  certificate: TestCertificate,
  port: number,
): Promise<number> {
  const server = createServer(certificate, (client) => {
    const upstream = connect(port, "127.0.0.1");
    for (const socket of [client, upstream]) socket.on("error", () => client.destroy());
    client.pipe(upstream).pipe(client);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  lab.onClose(() => server.close());
  return (server.address() as AddressInfo).port;
}
