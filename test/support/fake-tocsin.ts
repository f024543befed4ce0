/**
 * A stand-in for a server on virtual time, as far as one incident of `tocsin demo` goes: its alert pages
 * Alice at once and Bob later, unless somebody acknowledges first.
 */

import type { IncidentDetailJson } from "../../src/contract/incident.ts";
import type { TimelineEntryJson } from "../../src/contract/timeline.ts";
import {
  incidentDetail,
  incidentList,
  incidentSummary,
  timelineEntry,
  timelinePage,
} from "./api-samples.ts";
import {
  type Answer,
  type Answers,
  json,
  noContent,
  problem,
  type ReceivedRequest,
} from "./api-server.ts";

const NUMBER = "20261123-007";
const PATH = `/api/v1/incidents/${NUMBER}`;

export interface FakeTocsinOptions {
  readonly now: () => number;
  /** When the second step pages, after the alert. */
  readonly secondStepAfterMs: number;
  /** How the people are reached. */
  readonly channel: "console" | "email";
}

export class FakeTocsin {
  readonly #options: FakeTocsinOptions;
  readonly #entries: TimelineEntryJson[] = [];
  #status: IncidentDetailJson["status"] | undefined;
  #commander: string | null = null;
  #firedAt = 0;
  #labels: Record<string, string> = {};
  #bobPaged = false;
  /** Alertmanager webhooks by status, and integrations made. */
  readonly webhooks: string[] = [];
  integrations = 0;

  constructor(options: FakeTocsinOptions) {
    this.#options = options;
  }

  get status(): string | undefined {
    return this.#status;
  }

  answers(): Answers {
    const timeline = Object.fromEntries(
      Array.from({ length: 40 }, (_, after) => [
        `GET ${PATH}/timeline?after=${after}`,
        () => this.#timeline(after),
      ]),
    );
    return {
      "GET /api/v1/me": json({
        name: "Ops",
        role: "admin",
        teams: [],
        personId: null,
        tokenId: "t",
        permissions: [],
      }),
      "GET /api/v1/people": json({ people: [this.#person("Alice"), this.#person("Bob")] }),
      "GET /api/v1/integrations": () => json({ integrations: this.#integrations() }),
      "POST /api/v1/integrations": () => this.#createIntegration(),
      "POST /ingest/alertmanager": (received) => this.#webhook(received),
      "GET /api/v1/incidents?limit=5": () =>
        json(
          this.#status === undefined
            ? incidentList()
            : incidentList(incidentSummary({ number: NUMBER })),
        ),
      [`GET ${PATH}`]: () => json(this.#detail()),
      [`POST ${PATH}/acknowledge`]: () => this.#acknowledge(),
      [`POST ${PATH}/roles/incident%20commander/accept`]: () => this.#accept(),
      [`POST ${PATH}/resolve`]: () => this.#resolve(),
      [`GET ${PATH}/postmortem`]: {
        status: 200,
        headers: { "content-type": "text/markdown" },
        body: "# Postmortem\n\n## Executive Summary\n\n## Timeline\n",
      },
      ...timeline,
    };
  }

  #person(name: string): object {
    const method = {
      id: name,
      kind: this.#options.channel,
      address: "",
      verifiedAt: null,
      lastTest: null,
    };
    return {
      id: name,
      name,
      title: null,
      timeZone: null,
      role: "responder",
      teams: [],
      contactMethods: [method],
      reachable: true,
      warning: null,
    };
  }

  #integrations(): object[] {
    return Array.from({ length: this.integrations }, (_, index) => this.#integration(index + 1));
  }

  #integration(id: number): object {
    return {
      id: `i${id}`,
      name: "tocsin demo",
      kind: "alertmanager",
      team: null,
      url: "http://tocsin.example/ingest/alertmanager",
      createdAt: "2026-11-23T13:30:00.000Z",
      disabledAt: null,
    };
  }

  #createIntegration(): Answer {
    this.integrations += 1;
    return json(
      {
        integration: this.#integration(this.integrations),
        key: "demo-key",
        url: "http://tocsin.example/ingest/alertmanager",
      },
      201,
    );
  }

  #webhook({ body, authorization }: ReceivedRequest): Answer {
    const { version, status, alerts } = body as {
      version: string;
      status: string;
      alerts: { labels: Record<string, string> }[];
    };
    if (version !== "4" || authorization !== "Bearer demo-key") return { status: 401 };
    this.webhooks.push(status);
    if (status === "firing") {
      this.#status = "open";
      this.#firedAt = this.#options.now();
      this.#labels = alerts[0]?.labels ?? {};
      this.#add("incident.opened", "tocsin demo opened the incident as P0.");
      this.#pages("Alice", 0);
    } else if (this.#status === "acknowledged") {
      this.#add("resolution.proposed", "Resolution proposed: all alerts have ended.");
    } else if (this.#status === "open") {
      this.#status = "resolved";
      this.#add("incident.resolved", "Resolved: nobody had acknowledged.");
    }
    return noContent;
  }

  #timeline(after: number): Answer {
    const isDue = this.#options.now() - this.#firedAt >= this.#options.secondStepAfterMs;
    if (this.#status === "open" && isDue && !this.#bobPaged) {
      this.#bobPaged = true;
      this.#pages("Bob", 1);
    }
    return json(timelinePage(after, ...this.#entries.filter(({ seq }) => seq > after)));
  }

  #pages(person: string, step: number): void {
    this.#add("escalation.step", `Called on ${person}.`, { round: 0, step });
    this.#add("notification.delivered", `A page to ${person} went out.`, {
      purpose: "page",
      round: 0,
      step,
    });
  }

  /** Somebody says "I have it": through the API, or elsewhere. */
  acknowledge(by: string): void {
    if (this.#status !== "open") return;
    this.#status = "acknowledged";
    this.#add("incident.acknowledged", `${by} acknowledged.`);
  }

  #acknowledge(): Answer {
    if (this.#status !== "open") return problem("conflict", "Somebody has it already.");
    this.acknowledge("Ops");
    return json(this.#detail());
  }

  #accept(): Answer {
    this.#commander = "Ops";
    this.#add("role.accepted", "Ops took the role incident commander.");
    return json(this.#detail());
  }

  #resolve(): Answer {
    this.#status = "resolved";
    this.#add("incident.resolved", "Ops resolved the incident.");
    return json(this.#detail());
  }

  #add(kind: string, text: string, data: Record<string, unknown> = {}): void {
    const at = new Date(this.#options.now()).toISOString();
    this.#entries.push(timelineEntry({ seq: this.#entries.length + 1, at, kind, text, data }));
  }

  #detail(): IncidentDetailJson {
    const sample = incidentDetail();
    const [alert] = sample.alerts;
    const mode =
      this.#status === "open" ? "running" : this.#commander === null ? "role-only" : "stopped";
    return incidentDetail({
      number: NUMBER,
      status: this.#status ?? "open",
      escalation: {
        ...sample.escalation,
        mode,
        next: mode === "stopped" ? null : sample.escalation.next,
      },
      roles: [{ role: "incident commander", person: this.#commander, offeredTo: null }],
      alerts: alert === undefined ? [] : [{ ...alert, labels: this.#labels }],
      lastSeq: this.#entries.length,
    });
  }
}
