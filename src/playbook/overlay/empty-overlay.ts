import type { Overlay } from "../../domain/playbook.ts";

/** What holds for a playbook without a `tocsin.yaml`. */
export const EMPTY_OVERLAY: Overlay = {
  people: [],
  roles: {},
  escalation: {},
  catchAll: [],
  routes: [],
  stepOverrides: [],
  audiences: {},
  measures: {},
  runbookDefaults: {},
};
