/** English words of message templates: what a label asks for, and words that say nothing of one incident. */

/** What a label or a blank asks for. */
export const FACT_LABELS = {
  title: ["title", "incident", "incident title", "summary", "subject", "issue"],
  number: ["number", "id", "incident id", "incident number", "reference"],
  severity: ["severity", "severity level", "priority", "level"],
  status: ["status", "state", "current status"],
  started: ["started", "start", "start time", "started at", "began", "since", "detected", "opened"],
  posted: ["posted", "time", "date", "updated", "last updated", "timestamp"],
  nextUpdate: ["next update", "next update at", "next update by", "next update in"],
  commander: ["incident commander", "commander", "ic", "incident lead", "incident manager"],
  impact: ["impact", "customer impact", "user impact", "users affected", "affected users"],
  affected: ["affected", "what is affected", "problem", "symptom", "symptoms", "what happened"],
  service: [
    "service",
    "services",
    "affected service",
    "affected services",
    "services affected",
    "services down",
    "component",
    "components",
    "affected components",
    "system",
    "service name",
  ],
  cause: ["cause", "root cause", "suspected cause", "reason"],
  fix: ["fix", "mitigation", "resolution", "workaround", "actions taken", "current action"],
  timeline: ["timeline"],
};

/** What the words after these say. */
export const FACT_FRAMES = {
  cause: ["cause as", "cause is", "cause was", "caused by", "due to", "because of", "cause to be"],
  affected: [
    "issue with",
    "issues with",
    "problem with",
    "problems with",
    "issue affecting",
    "issues affecting",
    "outage affecting",
    "affecting",
    "outage of",
    "disruption of",
    "degradation of",
  ],
  fix: ["fix by", "mitigated by", "resolved by", "fixed by", "mitigation is", "fix is"],
};

/** The words before these name a service, where they begin a sentence. */
export const SERVICE_VERBS = ["is", "are", "has", "have", "was", "were", "may", "will"];

/** They belong to what stands on both sides of them. */
export const INNER_WORDS = [
  "of",
  "the",
  "and",
  "or",
  "in",
  "on",
  "to",
  "for",
  "a",
  "an",
  "by",
  "with",
];

/** No incident is told from another by these. A template's other words may be its example's. */
export const PLAIN_WORDS = `
a about action actions active actively affected affecting affects after again all
also an and announcement any apologies apologise apologize appreciate are as asap at
available aware be because been before began begin being brief but by can cause caused
channel commander communicate communication component components confirm confirmed contact
continue continues continuing correct current currently customer customers date deploy
deployed deploying details disruption do does done due duration during each email encounter
engineer engineering engineers ensure every everybody executive executives experience
experiencing external failure feel first fix fix's fixed fixing following for from fully
further get had has have hello here hi hours how identified identify if immediately impact
impacted implement implemented implementing in incident incident-commander incidents
inconvenience inform information informed internal interruption investigate investigated
investigating investigation is issue issues it join keep known later latest lead level
looking management may members mitigate mitigated mitigating mitigation moment monitor
monitored monitoring more need new next no normal normally not notice noticed notified
notify now of on ongoing online operate operating operation operational operations or our
out page patience people please post posted postmortem prevent priority problem problems
progress provide provided question questions reach reason reasons recover recovered
recovering recovery reference regards remain resolution resolve resolved resolving
responders response restore restored restoring results review root roughly said see sent
service services severity share shared should since soon stability stable stakeholders start
started status status-page still subject summary support system systems take taken team
teams thank thanks that the their them there these they this time timeline to together
understand understanding until up update updated updates us users usual utc via was watch
watching we well were what when where which while who why will with within work working
would yet you your
`
  .trim()
  .split(/\s+/u);
