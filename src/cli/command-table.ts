/** Every command there is, in the order in which `tocsin --help` shows them. */

import type { Command, RawCommand } from "./command.ts";
import {
  actionAdd,
  actionAssign,
  actionDone,
  actionDrop,
  actionDue,
  actionList,
  actionStart,
} from "./commands/actions.ts";
import { alert } from "./commands/alert.ts";
import { alertList, alertShow } from "./commands/alert-look.ts";
import { alertRoute } from "./commands/alert-route.ts";
import { alertTest } from "./commands/alert-test.ts";
import { personAttest } from "./commands/attest.ts";
import { audit } from "./commands/audit.ts";
import { calendarCreate, calendarList, calendarRevoke } from "./commands/calendar-feeds.ts";
import { changeList } from "./commands/changes.ts";
import { demo } from "./commands/demo.ts";
import { doctor } from "./commands/doctor.ts";
import {
  heartbeatAdd,
  heartbeatList,
  heartbeatPause,
  heartbeatRemove,
  heartbeatResume,
} from "./commands/heartbeats.ts";
import {
  incidentClose,
  incidentCommand,
  incidentDeclare,
  incidentNote,
  incidentReopen,
  incidentResolve,
  incidentSeverity,
} from "./commands/incident-act.ts";
import { incidentAnswer, incidentChecklist } from "./commands/incident-checklist.ts";
import {
  incidentClockExcuse,
  incidentClockPause,
  incidentClockResume,
} from "./commands/incident-clock.ts";
import { incidentDraft, incidentUpdate } from "./commands/incident-draft.ts";
import {
  alertMove,
  incidentMerge,
  incidentRelate,
  incidentSplit,
} from "./commands/incident-links.ts";
import { incidentList, incidentShow, incidentTimeline } from "./commands/incident-look.ts";
import {
  incidentAcknowledge,
  incidentEscalate,
  incidentPage,
  incidentReassign,
  incidentResponder,
  incidentSnooze,
  incidentUnacknowledge,
} from "./commands/incident-paging.ts";
import { incidentRole } from "./commands/incident-role.ts";
import { incidentApprove, incidentRun, incidentRunbook } from "./commands/incident-runbook.ts";
import { incidentDone, incidentNext } from "./commands/incident-steps.ts";
import {
  integrationCreate,
  integrationDisable,
  integrationList,
  integrationSnippetShow,
} from "./commands/integrations.ts";
import { check, compile, explain, runner, serve } from "./commands/local.ts";
import { maintenanceAdd, maintenanceEnd, maintenanceList } from "./commands/maintenance.ts";
import { onCall } from "./commands/on-call.ts";
import { onCallHours } from "./commands/on-call-hours.ts";
import { personAdd, personContactAdd, personContactRemove, personList } from "./commands/people.ts";
import { personEdit, personRemove } from "./commands/person-edit.ts";
import { personRules } from "./commands/person-rules.ts";
import { personShow } from "./commands/person-show.ts";
import { personVerify } from "./commands/person-verify.ts";
import { playbookActivate, playbookShow } from "./commands/playbook.ts";
import { postmortem } from "./commands/postmortem.ts";
import { personPushLink } from "./commands/push-link.ts";
import { runnerCreate, runnerList, runnerRevoke } from "./commands/runners.ts";
import {
  onCallGaps,
  onCallShow,
  overrideAdd,
  overrideList,
  overrideRemove,
} from "./commands/schedules.ts";
import { login, whoami } from "./commands/sign-in.ts";
import { silenceAdd, silenceExpire, silenceList } from "./commands/silences.ts";
import { subscriptionCreate, subscriptionEnd, subscriptionList } from "./commands/subscriptions.ts";
import { shiftTake, swapList, swapOffer, swapTake, swapWithdraw } from "./commands/swaps.ts";
import { taskAccept, taskAdd, taskAssign, taskDone, taskList } from "./commands/tasks.ts";
import { personTestPage } from "./commands/test-page.ts";
import { incidentCorrect, incidentStar } from "./commands/timeline-entries.ts";
import { tokenCreate, tokenList, tokenRevoke } from "./commands/tokens.ts";

export const SECTIONS: readonly {
  readonly title: string;
  readonly commands: readonly (Command | RawCommand)[];
}[] = [
  { title: "Begin", commands: [serve, runner, demo, check, explain, compile] },
  {
    title: "Respond",
    commands: [
      incidentList,
      incidentShow,
      incidentTimeline,
      incidentDeclare,
      incidentAcknowledge,
      incidentUnacknowledge,
      incidentEscalate,
      incidentPage,
      incidentResponder,
      incidentReassign,
      incidentSnooze,
      incidentCommand,
      incidentRole,
      incidentNext,
      incidentDone,
      incidentChecklist,
      incidentAnswer,
      incidentRunbook,
      taskAdd,
      taskList,
      taskAssign,
      taskAccept,
      taskDone,
      incidentRun,
      incidentApprove,
      incidentNote,
      incidentStar,
      incidentCorrect,
      incidentDraft,
      incidentUpdate,
      incidentSeverity,
      incidentClockPause,
      incidentClockResume,
      incidentClockExcuse,
      incidentMerge,
      incidentSplit,
      incidentRelate,
      incidentResolve,
      incidentReopen,
      incidentClose,
      onCall,
      onCallShow,
      onCallGaps,
      onCallHours,
      overrideAdd,
      overrideList,
      overrideRemove,
      shiftTake,
      swapOffer,
      swapList,
      swapTake,
      swapWithdraw,
      calendarCreate,
      calendarList,
      calendarRevoke,
      alert,
      alertList,
      alertShow,
      alertMove,
      alertRoute,
      alertTest,
      silenceAdd,
      silenceList,
      silenceExpire,
      maintenanceAdd,
      maintenanceList,
      maintenanceEnd,
      changeList,
      postmortem,
      actionList,
      actionAdd,
      actionAssign,
      actionDue,
      actionStart,
      actionDone,
      actionDrop,
    ],
  },
  {
    title: "Administer",
    commands: [
      doctor,
      playbookShow,
      playbookActivate,
      personList,
      personShow,
      personAdd,
      personEdit,
      personRemove,
      personContactAdd,
      personContactRemove,
      personVerify,
      personPushLink,
      personTestPage,
      personRules,
      personAttest,
      integrationList,
      integrationCreate,
      integrationSnippetShow,
      integrationDisable,
      subscriptionList,
      subscriptionCreate,
      subscriptionEnd,
      heartbeatList,
      heartbeatAdd,
      heartbeatPause,
      heartbeatResume,
      heartbeatRemove,
      tokenList,
      runnerCreate,
      runnerList,
      runnerRevoke,
      tokenCreate,
      tokenRevoke,
      audit,
    ],
  },
  { title: "Sign in", commands: [login, whoami] },
];

export const ALL_COMMANDS: readonly (Command | RawCommand)[] = SECTIONS.flatMap(
  ({ commands }) => commands,
);
