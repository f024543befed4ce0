/** The English words by which an instruction is known; `instructions.ts` says how they are used. */

/** A table of single words, written as running text. */
function words(text: string): readonly string[] {
  return text.trim().split(/\s+/u);
}

/** Verbs of looking. */
export const CHECK_VERBS = words(`
  check verify view show list get inspect confirm review look find examine watch monitor
  describe validate identify query read determine ensure investigate analyze analyse
  measure count display print
`);

/** Verbs of changing a system. */
export const CHANGE_VERBS = [
  ...words(`
  restart rollback scale delete remove kill terminate increase decrease reduce raise lower
  clear flush purge enable disable switch deploy redeploy apply update upgrade downgrade
  patch set stop start drain cordon uncordon evict promote failover restore reboot resize
  create add install rotate revoke block unblock pause resume reset edit change move migrate
  revert throttle drop truncate vacuum defragment defrag isolate quarantine trigger
`),
  "roll back",
  "fail over",
];

/** Verbs of other things a person does. */
const PERSON_VERBS = words(`
  abort accept access acknowledge acquire activate adapt address adjust adopt advise
  aggregate agree alert align test allocate allow allowlist amend announce answer anticipate
  append appoint approve archive arrange ask assemble assess assign assist assume attach
  attempt attend attest attribute audit authenticate authorise authorize avoid await back be
  begin blackhole blacklist bookmark boot brief bring broadcast browse build bump bypass
  calculate call cancel capture categorise categorize centralize chmod choose chown
  circulate clarify classify clean click clone close collate collect combine commence commit
  communicate compare compile complete comply compress conduct confer configure connect
  conserve consider consolidate construct consult contact contain continue convene convert
  coordinate copy correct correlate craft crosscheck curate customize cut deactivate debrief
  debug decide declare decommission decrypt dedicate deduplicate define delegate deliver
  denote deny denylist deprioritize deprovision deregister derive designate destroy detach
  detect develop diagnose dig direct disallow disconnect discover discuss dismiss dispatch distinguish
  distribute divert document download draft elect elevate eliminate email embed emphasize
  employ empty encourage encrypt enforce engage enhance enlist enrich enroll enter enumerate
  eradicate erase escalate establish estimate evacuate evaluate exclude exec execute exit
  expand expedite expire explain explore export expose extend extract facilitate familiarize
  fetch fill filter finalize finish fix flag flip focus follow fork formulate forward foster
  free freeze gain gather generate give go grab grant group guide halt handle harden help
  highlight hold hunt ignore illustrate implement import improve include incorporate
  indicate inform initialize initiate inject insert insist instruct integrate interact
  interview introduce invalidate invite invoke involve iterate join justify keep kick launch
  learn leave let leverage liaise limit link listen load locate lock log login maintain make
  manage map mark maximize meet mention merge minimize mirror mitigate mobilize modify mount
  mute navigate neutralize nominate normalize note notify observe obtain offer offload
  onboard open opt optimize orchestrate organise organize outline override oversee overview
  overwrite page participate perform permit persist pick pin ping pinpoint plan populate
  post prefer prefix prepare preserve press prevent prioritise prioritize probe proceed
  produce prohibit prompt propose protect prove provide provision prune publish pull pursue
  push put quantify quiesce quit ratelimit reach reactivate reassess reassign reassure
  rebalance rebuild recall recap receive recheck reclaim recommend reconcile reconfigure
  reconnect record recover recreate redact redirect reenable reenforce reestablish refer
  refine reflect refrain refresh refuse regain regenerate register rehearse reimage
  reinforce reinstall reinstate reissue relay release reload relocate remain remediate
  remember remind remount rename reopen reorganize repair repeat replace replay replicate
  reply repoint report reprocess reproduce reprovision republish repurpose request rerun
  rescan reschedule reseed resend reserve reshard resolve respect respond resubmit resync
  retain retest retire retrieve retry return reuse revalidate reverse revise revisit rewrite
  roll rollout route run sandbox sanitize save scan schedule scope screenshot scroll scrub
  search secure seize select send separate serve setup sever shadow share shed shift ship
  shut shutdown sign silence simulate sinkhole skip snapshot socialize solicit solve spawn
  specify spin split stabilize standardize stash stay step store strengthen strip study
  submit subscribe substitute suggest summarise summarize supply suppress suspend swap sweep
  sync synchronize synthesize tag tail take talk tear tell thank think tighten toggle
  tolerate trace track train transfer transition translate treat triage troubleshoot trust
  try tune turn unarchive understand undo unfreeze uninstall unlock unmount unmute unplug
  unset unsubscribe untag upload upsert use utilize vet visit volunteer wait walk warn weigh
  whitelist widen wipe withdraw work wrap write zip
`);

/** Every verb that begins an instruction by itself, one word each. */
export const VERBS: ReadonlySet<string> = new Set([
  ...CHECK_VERBS,
  ...CHANGE_VERBS,
  ...PERSON_VERBS,
  ...words(
    "fail force spread drive redesign figure funnel automate calm redo retune tally brainstorm paste type ring drag tick uncheck hover tap",
  ),
]);

/** Verbs of two words, of which the first alone is none. */
export const VERB_PAIRS: ReadonlySet<string> = new Set([
  "cross reference",
  "double check",
  "cross check",
  "rate limit",
  "black hole",
  "spot check",
  "hand off",
  "hand over",
  "speak up",
  "fine tune",
  "pre pull",
  "see if",
  "see whether",
  "see what",
  "see which",
]);

/** Somebody, directly behind a verb that is as often a thing: "Page on-call engineer". */
export const DUTY_PAIRS: ReadonlySet<string> = new Set(["on call", "on duty"]);

/** Verbs that are as often a thing: "Page load is high", "Report template". */
export const NOUN_LIKE_VERBS: ReadonlySet<string> = new Set(
  words(`
  access alert backup block call cause change contact control cost delay design display
  document email exit export filter flag group guide hold import index issue label
  lead link list load lock log map mark match measure message monitor notice offer order
  page patch plan post process query record release report request reserve route sample
  schedule scope shadow shift snapshot store study supply tag target test trace track train
  transfer trigger update upgrade view visit work
`),
);

/** After such a verb they make it the name of a thing: "log files", "alert rules", "contact details". */
export const COMPOUND_ENDS: ReadonlySet<string> = new Set(
  words(`
  address addresses agent aggregation analysis approval auto automatically balancer bloat board book budget category center centre channel
  code connection contention cost count cycle data database date depth details detection duration
  end environment etiquette event events fatigue field file files format frequency generation group header history
  host id image info information interval job jobs key latency level levels limit line list load
  log logs management manager message metric metrics mode mortem name names node notes number numbers
  object order owner page path pattern performance period plan point policies policy pool process
  progress queue rate rates ratio record request response result rule rules schedule score script
  section server servers service size source state storage store strategy system table task
  template templates threshold thresholds time times title tool tools tree tunnel type types usage
  user value values variables version volume window
  `),
);

/** Verbs of statements: a word before one of them is what the statement is about. */
export const FINITE_VERBS: ReadonlySet<string> = new Set(
  words(`
  is are was were be has have had does did will would can could may might must shall should cannot
  isnt arent wasnt fires fired fails indicates makes means takes requires occurs occurred happens happened
  shows returns runs goes gets rises drops exceeds exists contains appears becomes completes succeeds
  `),
);

/** Forms that end a statement ("Deploy failed") or stand before a thing ("Retry failed jobs"). */
export const PARTICIPLES: ReadonlySet<string> = new Set(
  words("failed completed required needed allowed denied stuck exceeded"),
);

/** Ends of such forms: "Access restricted to the owner". */
export const PARTICIPLE_ENDS = words("ed");

/** Between a duty's modal and such a form: "The owner should be informed". */
export const PASSIVE_VERBS = words("be get");

/** Words that begin advice and examples, and no thing to do: "Be careful", "e.g. a leak". */
export const STATEMENT_STARTS: ReadonlySet<string> = new Set(words("be e eg ie"));

/** Before "we can": it only follows from what was said. */
export const CONSEQUENCES: ReadonlySet<string> = new Set(words("so that which"));

/** Verbs only where an object follows: "Do the same", "Have a look". */
export const VERBS_WITH_OBJECT: ReadonlySet<string> = new Set(words("do have"));

/** Verbs that are things where "in" follows: "Increase in errors". */
export const NOUNS_OF_CHANGE: ReadonlySet<string> = new Set(words("increase decrease drop rise"));

/** Noun-like verbs with the word that makes a verb of them. */
export const VERB_PARTICLES: ReadonlySet<string> = new Set([
  "back up",
  "call in",
  "check on",
  "check for",
  "check in",
  "check with",
  "document in",
  "exit from",
  "link to",
  "log in",
  "log into",
  "log out",
  "monitor for",
  "page out",
  "plan for",
  "post in",
  "post on",
  "post to",
  "query for",
  "record in",
  "report to",
  "schedule for",
  "search for",
  "test with",
  "trace through",
  "track down",
  "wait for",
  "wait until",
  "watch for",
  "work on",
  "work through",
  "work to",
  "work towards",
  "work with",
]);

/** Words that follow a thing, and never directly a verb that needs an object. */
export const NO_OBJECTS: ReadonlySet<string> = new Set(
  words(`
  and or to in on at for from with by of as than via between during when after before per about under
  over within
  `),
);

/** Ends of words that no imperative has; one "s" neither. */
export const NO_VERB_ENDS = words("ing ed ly tion ment ness ity ance ence ers");

/** Ends of words for how something is done, which may stand before the verb; and words with such an end that are none. */
export const ADVERB_ENDS = words("ly");
export const NO_ADVERBS = words(
  "only daily hourly weekly monthly early apply reply supply comply rely family",
);

/** Words before a place or a case and then, without a comma, a verb: "For each pod check the log". */
export const PLACE_STARTS: ReadonlySet<string> = new Set(words("in on at for from via"));

/** Words that tell a verb from a thing when they follow it. */
export const OBJECT_STARTS: ReadonlySet<string> = new Set(
  words(`
  the a an all any both each every some no your our their its his her my this these those them it us
  whoever somebody whether which what how who where when why that if everyone everybody anyone someone
  `),
);

/** What follows a verb after such a place, and hardly follows a thing. */
export const PLACE_OBJECTS: ReadonlySet<string> = new Set([
  ...OBJECT_STARTS,
  ...words("back out for whether"),
]);

/** Words that never are an imperative, although an object may follow them: "Once the …", "Like all …". */
export const NO_IMPERATIVES: ReadonlySet<string> = new Set(
  words(`
  about above across after against all almost along already also although among an and any anyone
  anything are around as at because been before behind being below beneath beside between both but
  by can could despite did does down due during each either else enough even every everyone
  everything except few for from had has he hence here how however if in inside instead into is it
  its just last least less like likely many may maybe might mine more most much must near neither
  never nobody none nor not nothing now of off on once one only onto opposite or other our out
  outside over own past per perhaps plus quite rather same shall she should since so some somebody
  someone something still such than that the their them then there these they this those though
  three through throughout till to too toward towards two under unless unlike until up upon was we
  were what whatever when whenever where wherever whether which while who whoever whole whom whose
  why will with within without would yes yet you your see e eg ie
  `),
);

/** Adjectives that make a manner of doing into a thing to do: "Be prepared to …". */
export const BE_INSTRUCTIONS = ["be prepared to", "be ready to", "be sure to", "be sure that"];

/** What may stand before the instruction itself. */
export const LEADS = [
  "please",
  "then",
  "and then",
  "and",
  "or",
  "next",
  "first",
  "first of all",
  "second",
  "third",
  "finally",
  "lastly",
  "now",
  "also",
  "afterwards",
  "once more",
  "always",
  "just",
  "otherwise",
  "alternatively",
  "optional",
  "if needed",
  "if necessary",
  "if required",
  "if possible",
  "if applicable",
  "if appropriate",
  "as needed",
  "as necessary",
  "when needed",
  "when possible",
  "where possible",
  "at a minimum",
  "you can",
  "you can also",
  "you can then",
  "you could",
  "you may",
  "you may want to",
  "you may need to",
  "you might",
  "you might want to",
  "you might need to",
  "you should",
  "you should also",
  "you should then",
  "you will need to",
  "you will have to",
  "you will typically be required to",
  "you must",
  "you need to",
  "you have to",
  "you want to",
  "we can",
  "we could",
  "we should",
  "we must",
  "we need to",
  "we have to",
  "try to",
  "need to",
  "must",
  "should",
  "it is recommended to",
  "it is better to",
  "it is best to",
  "it may be better to",
  "it may be best to",
  "it is necessary to",
  "it may be necessary to",
  "the first step is to",
  "the next step is to",
  "the last step is to",
  "the final step is to",
  "the only way is to",
] as const;

/** Between who acts and what they do: "The lead must …". */
export const DUTY_MODALS = [
  "should",
  "must",
  "shall",
  "needs to",
  "need to",
  "has to",
  "have to",
  "is responsible for",
] as const;

/** Inside a sentence without a comma, before what is done on its condition. */
export const INNER_LEADS = [
  "it may be better to",
  "it may be best to",
  "it is better to",
  "it is best to",
  "it is recommended to",
  "then",
  "please",
  "you can",
  "you should",
  "you must",
  "you may",
  "you need to",
  "we can",
  "we should",
] as const;

/** An instruction not to do something. */
export const PROHIBITIONS = [
  "do not",
  "dont",
  "never",
  "avoid",
  "must not",
  "should not",
  "cannot",
  "refrain from",
] as const;

/** Words that begin what stands before an instruction and a comma: "In the console, open …". */
export const SUBORDINATE_STARTS: ReadonlySet<string> = new Set(
  words(`
  if when whenever once after before while until unless in on at for from to with without using by
  based depending during upon as under via through within given where otherwise assuming since
  because due immediately alternatively optionally throughout per
  `),
);

/** Labels after which nothing is asked for, although a verb may follow: "Goal: restore service". */
export const TELLING_LABELS: ReadonlySet<string> = new Set(
  words(`
  note notes warning caution tip hint example examples eg output expected goal goals purpose objective
  objectives impact symptom symptoms cause causes reason reasons meaning severity owner owners source
  sources trigger triggers status result results outcome definition question questions answer scope
  summary description title subject message date time duration frequency version author audience
  channel context background rationale benefit benefits todo fixme tbd reference references why
  `),
);

/** Verbs of looking and of changing where they end an instruction; every verb that ends one. */
export const CHECK_VERBS_LAST: readonly string[] = [];
export const CHANGE_VERBS_LAST: readonly string[] = [];
export const VERBS_LAST: ReadonlySet<string> = new Set();
/** Whom a verb of that list asks when it stands before them. */
export const ASKED_WORDS: ReadonlySet<string> = new Set();
/** Inside an instruction: it is one not to do something. */
export const INNER_NEGATIONS: ReadonlySet<string> = new Set();
/** Before a verb at the end: no instruction. */
export const STATEMENT_WORDS: ReadonlySet<string> = new Set();
