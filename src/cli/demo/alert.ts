/** The alert of the demo, in the form in which an Alertmanager sends it; `examples/playbook` has its service. */

export interface DemoAlert {
  /** Sets this run's alert apart from those of other runs, so that each opens an incident of its own. */
  readonly run: string;
  /** ISO 8601 */
  readonly startsAt: string;
}

/** The label by which the demo finds its incident again. */
export const RUN_LABEL = "demo_run";

/**
 * An Alertmanager webhook, version 4.
 * @param endsAt when it ended; it fires when left out
 */
export function demoWebhook({ run, startsAt }: DemoAlert, endsAt?: string): object {
  const status = endsAt === undefined ? "firing" : "resolved";
  const labels = {
    alertname: "TrackerDown",
    severity: "critical",
    service: "tracker-api",
    namespace: "harbour-prod",
    [RUN_LABEL]: run,
  };
  const annotations = {
    summary: "The tracking API answers nobody",
    description: "No pod of tracker-api in namespace harbour-prod has been ready for one minute.",
  };
  return {
    version: "4",
    groupKey: `{}:{alertname="TrackerDown", ${RUN_LABEL}="${run}"}`,
    truncatedAlerts: 0,
    status,
    receiver: "tocsin",
    groupLabels: { alertname: labels.alertname, [RUN_LABEL]: run },
    commonLabels: labels,
    commonAnnotations: annotations,
    externalURL: "http://alertmanager.example:9093",
    alerts: [
      {
        status,
        labels,
        annotations,
        startsAt,
        // What an Alertmanager writes while an alert fires.
        endsAt: endsAt ?? "0001-01-01T00:00:00Z",
        generatorURL:
          "http://prometheus.example:9090/graph?g0.expr=up%7Bjob%3D%22tracker-api%22%7D+%3D%3D+0",
        fingerprint: run,
      },
    ],
  };
}
