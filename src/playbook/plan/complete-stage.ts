/**
 * What a runner needs and the text leaves out, or cannot use: the namespace that tocsin.yaml states, and no
 * terminal. Every such change is told in a note, and stands wherever the step is shown.
 */

import { parse } from "unbash";
import type { PlanWord } from "../../domain/runbook-plan.ts";
import { listPipes } from "../shell/command-list.ts";
import { missingNamespace } from "../shell/findings/kubectl.ts";
import { shellText } from "./class-stages.ts";

export interface Completed {
  readonly argv: readonly PlanWord[];
  readonly notes: readonly string[];
}

const CLUSTER_CLIENTS = /^(?:kubectl|oc)$/u;
const CONTAINER_CLIENTS = /^(?:kubectl|oc|docker|podman|nerdctl)$/u;
const TERMINAL = /^(?:-it?|-ti?|--tty|--stdin|--interactive)$/u;

/** @param namespace where commands work that name none; undefined where nothing says so */
export function completeStage(argv: readonly PlanWord[], namespace: string | undefined): Completed {
  const noTerminal = withoutTerminal(argv);
  const placed = withNamespace(noTerminal.argv, namespace);
  return { argv: placed.argv, notes: [...noTerminal.notes, ...placed.notes] };
}

function withoutTerminal(argv: readonly PlanWord[]): Completed {
  const exec = argv.findIndex((word, index) => index > 0 && /^(?:exec|run)$/u.test(textOf(word)));
  if (!CONTAINER_CLIENTS.test(textOf(argv[0])) || exec < 0) return { argv, notes: [] };
  const dashes = argv.findIndex((word) => textOf(word) === "--");
  const subject = argv.findIndex((word, index) => index > exec && !textOf(word).startsWith("-"));
  const end = dashes > exec ? dashes : subject;
  const isTerminal = (word: PlanWord, index: number): boolean =>
    index > exec && index < end && TERMINAL.test(textOf(word));
  const left = argv.filter(isTerminal).map(textOf);
  if (left.length === 0) return { argv, notes: [] };
  return {
    argv: argv.filter((word, index) => !isTerminal(word, index)),
    notes: [`\`${left.join(" ")}\` is left out: a step has no terminal and no input`],
  };
}

function withNamespace(argv: readonly PlanWord[], namespace: string | undefined): Completed {
  const [program, ...words] = argv;
  if (program === undefined || !CLUSTER_CLIENTS.test(textOf(program))) return { argv, notes: [] };
  const listed = listPipes(parse(shellText(argv)))[0]?.[0];
  if (listed === undefined || missingNamespace(listed) === undefined) return { argv, notes: [] };
  if (namespace === undefined)
    return {
      argv,
      notes: [
        "no namespace is given: it works in the one that is the default of the runner's cluster settings",
      ],
    };
  return {
    argv: [program, ["-n"], [namespace], ...words],
    notes: [`\`-n ${namespace}\` is added: runbookDefaults of tocsin.yaml`],
  };
}

/** The word, where nothing in it is to be filled in. */
function textOf(word: PlanWord | undefined): string {
  return word?.every((piece) => typeof piece === "string") === true ? word.join("") : "";
}
