/** Writes the published JSON Schema of tocsin.yaml anew: run after changing its form. */
import { writeFileSync } from "node:fs";
import { overlaySchemaText } from "../src/playbook/overlay/overlay-schema.ts";

writeFileSync(new URL("../docs/schema/tocsin.schema.json", import.meta.url), overlaySchemaText());
