import type { Alert } from "../../domain/alert.ts";
import { type AlertJudgement, judgeAlike } from "../../domain/alert-routing.ts";
import type { Playbook } from "../../domain/playbook.ts";

/** What an alert is by the rules of a playbook. */
export type Judge = (alert: Alert) => AlertJudgement;

/** For one batch: each alert is judged once by a playbook, whoever asks. */
export function rememberJudgements(): (playbook: Playbook) => Judge {
  // By its hash: with shifts filled in it is another object, and says the same of alerts.
  const judges = new Map<string, Judge>();
  return (playbook) => {
    const known = judges.get(playbook.hash) ?? judgeOnce(playbook);
    judges.set(playbook.hash, known);
    return known;
  };
}

function judgeOnce(playbook: Playbook): Judge {
  const judged = new Map<Alert, AlertJudgement>();
  const judge = judgeAlike(playbook);
  return (alert) => {
    const known = judged.get(alert) ?? judge(alert);
    judged.set(alert, known);
    return known;
  };
}
