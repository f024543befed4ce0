/** The playbook: what is active, and a new version of it. */

import { z } from "zod";
import type { Playbook } from "../domain/playbook.ts";
import { instantSchema } from "./wire.ts";

export const diagnosticSchema = z
  .object({
    code: z.string(),
    level: z.enum(["error", "warning", "info"]),
    message: z.string(),
    file: z.string(),
    line: z.int(),
    column: z.int(),
    endColumn: z.int().optional(),
    help: z.string().optional(),
  })
  .meta({ id: "Diagnostic", description: "One finding of the compiler or the doctor" });

/** The compiled form, as `tocsin compile --json` prints it: keys may be added, never renamed. */
export const compiledPlaybookSchema = z
  .looseObject({
    title: z.string(),
    hash: z.string(),
    timeZone: z.string(),
    severities: z.array(z.looseObject({ id: z.string(), name: z.string() })),
  })
  .meta({ id: "Playbook", description: "The compiled playbook; see `tocsin compile --json`" });
export type CompiledPlaybookJson = z.infer<typeof compiledPlaybookSchema>;

export const activePlaybookSchema = z
  .object({
    hash: z.string(),
    title: z.string(),
    activatedAt: instantSchema,
    activatedBy: z.string(),
    playbook: compiledPlaybookSchema,
  })
  .meta({ id: "ActivePlaybook" });
/** `playbook` is the whole `Playbook` of the domain. */
export type ActivePlaybook = Omit<z.infer<typeof activePlaybookSchema>, "playbook"> & {
  readonly playbook: Playbook;
};

const playbookFileSchema = z.object({
  path: z
    .string()
    .min(1)
    .max(500)
    .meta({ description: "Relative to the playbook's folder, with /" }),
  contentBase64: z.base64().meta({
    description: "The file's bytes: encoding faults are the compiler's to find and repair",
  }),
});

export const activatePlaybookSchema = z
  .object({
    files: z.array(playbookFileSchema).min(1).max(500),
    overlay: playbookFileSchema.optional().meta({
      description:
        "`tocsin.yaml`; without it the playbook has none. References to secrets are refused (TOC505)",
    }),
  })
  .meta({ id: "ActivatePlaybook" });
export type ActivatePlaybookInput = z.infer<typeof activatePlaybookSchema>;

export const activatedPlaybookSchema = z
  .object({
    hash: z.string(),
    title: z.string(),
    activatedAt: instantSchema,
    diagnostics: z.array(diagnosticSchema),
  })
  .meta({ id: "ActivatedPlaybook" });
export type ActivatedPlaybook = z.infer<typeof activatedPlaybookSchema>;
