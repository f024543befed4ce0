/** `npm run bench [-- compile|schedules|silences|routing|alerts|one-key|footprint|paging|engine-pass|fan-out|ingest …]`: figures, beside what the design asks for. */

import { arch, cpus, release } from "node:os";
import { benchAlerts } from "./alerts.ts";
import { benchCompile } from "./compile.ts";
import { benchEnginePass } from "./engine-pass.ts";
import { benchFanOut } from "./fan-out.ts";
import { benchFootprint } from "./footprint.ts";
import { benchIngest } from "./ingest.ts";
import { benchOneKey } from "./one-key.ts";
import { benchPaging } from "./paging.ts";
import { benchRouting } from "./routing.ts";
import { benchSchedules } from "./schedules.ts";
import { benchSilences } from "./silences.ts";

const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  compile: benchCompile,
  schedules: benchSchedules,
  silences: benchSilences,
  routing: benchRouting,
  alerts: benchAlerts,
  "one-key": benchOneKey,
  footprint: benchFootprint,
  paging: benchPaging,
  "engine-pass": benchEnginePass,
  "fan-out": benchFanOut,
  ingest: benchIngest,
};

const [cpu] = cpus();
console.log(
  `Node ${process.version}, ${cpus().length} × ${cpu?.model ?? arch()}, Linux ${release()}. ` +
    "SQLite: WAL, synchronous=FULL; PostgreSQL: as its server says.",
);
const wanted = process.argv.slice(2);
for (const name of wanted) {
  if (!(name in BENCHES)) {
    console.error(`there is no benchmark ${name}; there are ${Object.keys(BENCHES).join(", ")}`);
    process.exit(2);
  }
}
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted.length === 0 || wanted.includes(name)) await bench();
}
process.exit(0);
