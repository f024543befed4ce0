/** Everything under `/api/v1`, one file for each noun. */

import type { HttpDependencies } from "../dependencies.ts";
import type { RouteTable } from "../route-table.ts";
import { addAccessRoutes } from "./access.ts";
import { addActionRoutes } from "./actions.ts";
import { addAlertRoutes } from "./alerts.ts";
import { addAuditRoutes } from "./audit.ts";
import { addCalendarFeedRoutes } from "./calendar-feeds.ts";
import { addChangeRoutes } from "./changes.ts";
import { addHeartbeatRoutes } from "./heartbeats.ts";
import { addIncidentChecklistRoutes } from "./incident-checklists.ts";
import { addIncidentClockRoutes } from "./incident-clocks.ts";
import { addIncidentDraftRoutes } from "./incident-drafts.ts";
import { addIncidentLinkRoutes } from "./incident-links.ts";
import { addIncidentPagingRoutes } from "./incident-paging.ts";
import { addIncidentRoleRoutes } from "./incident-roles.ts";
import { addIncidentRunbookRoutes } from "./incident-runbooks.ts";
import { addIncidentStepRoutes } from "./incident-steps.ts";
import { addIncidentTaskRoutes } from "./incident-tasks.ts";
import { addIncidentVerbRoutes } from "./incident-verbs.ts";
import { addIncidentRoutes } from "./incidents.ts";
import { addIntegrationRoutes } from "./integrations.ts";
import { addMaintenanceRoutes } from "./maintenance.ts";
import { addNotificationRuleRoutes } from "./notification-rules.ts";
import { addOnCallRoutes } from "./on-call.ts";
import { addPeopleRoutes } from "./people.ts";
import { addPersonChangeRoutes } from "./person-changes.ts";
import { addPlaybookRoutes } from "./playbook.ts";
import { addPostmortemRoutes } from "./postmortem.ts";
import { addPrincipalRoutes } from "./principal.ts";
import { addScheduleRoutes } from "./schedules.ts";
import { addSilenceRoutes } from "./silences.ts";
import { addSubscriptionRoutes } from "./subscriptions.ts";
import { addSwapRoutes } from "./swaps.ts";
import { addTestPageRoutes } from "./test-pages.ts";
import { addTimelineEntryRoutes } from "./timeline-entries.ts";
import { addTokenRoutes } from "./tokens.ts";
import { addVerificationRoutes } from "./verification.ts";

interface Options {
  readonly dependencies: HttpDependencies;
  /** What the ingest routes remember of keys. */
  readonly keys: { clear(): void };
}

/** Adds the routes. */
export function addApiRoutes(table: RouteTable, options: Options): void {
  const { dependencies } = options;
  addPrincipalRoutes(table);
  addChangeRoutes(table, dependencies);
  addIncidentRoutes(table, dependencies);
  addIncidentVerbRoutes(table, dependencies);
  addIncidentPagingRoutes(table, dependencies);
  addIncidentLinkRoutes(table, dependencies);
  addIncidentChecklistRoutes(table, dependencies);
  addIncidentClockRoutes(table, dependencies);
  addTimelineEntryRoutes(table, dependencies);
  addIncidentTaskRoutes(table, dependencies);
  addActionRoutes(table, dependencies);
  addIncidentStepRoutes(table, dependencies);
  addIncidentDraftRoutes(table, dependencies);
  addIncidentRoleRoutes(table, dependencies);
  addIncidentRunbookRoutes(table, dependencies);
  addPostmortemRoutes(table, dependencies);
  addAlertRoutes(table, dependencies);
  addSilenceRoutes(table, dependencies);
  addMaintenanceRoutes(table, dependencies);
  addOnCallRoutes(table, dependencies);
  addScheduleRoutes(table, dependencies);
  addSwapRoutes(table, dependencies);
  addCalendarFeedRoutes(table, dependencies);
  addPeopleRoutes(table, dependencies);
  addPersonChangeRoutes(table, dependencies);
  addVerificationRoutes(table, dependencies);
  addNotificationRuleRoutes(table, dependencies);
  addTestPageRoutes(table, dependencies);
  addAccessRoutes(table, dependencies);
  addTokenRoutes(table, dependencies);
  addIntegrationRoutes(table, options);
  addSubscriptionRoutes(table, dependencies);
  addHeartbeatRoutes(table, dependencies);
  addPlaybookRoutes(table, dependencies);
  addAuditRoutes(table, dependencies);
}
