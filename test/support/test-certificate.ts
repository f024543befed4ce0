import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface TestCertificate {
  /** PEM texts; the certificate is its own authority. */
  readonly cert: string;
  readonly key: string;
}

/** A certificate for these host names, good for a day. Needs `openssl`. */
export function makeTestCertificate(hostnames: readonly string[]): TestCertificate {
  const folder = mkdtempSync(join(tmpdir(), "tocsin-certificate-"));
  const [certPath, keyPath] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  const names = hostnames.map((name) => `DNS:${name}`).join(",");
  try {
    execFileSync(
      "openssl",
      [
        ...["req", "-x509", "-nodes", "-days", "1", "-subj", "/CN=Tocsin test"],
        ...["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"],
        ...["-addext", `subjectAltName=${names}`, "-keyout", keyPath, "-out", certPath],
      ],
      { stdio: "ignore" },
    );
    return { cert: readFileSync(certPath, "utf8"), key: readFileSync(keyPath, "utf8") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
