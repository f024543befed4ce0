/**
 * Words that tell the phases of an incident's response.
 * All languages together; `vocabulary/english/phases.ts` says what each table is for.
 */

import { lists, words } from "../vocabulary/languages.ts";

export const PHASE_WORDS = words(({ phases }) => phases.PHASE_WORDS);
export const WORKFLOW_TOPICS = words(({ phases }) => phases.WORKFLOW_TOPICS);
export const WORKFLOW_STOPS = words(({ phases }) => phases.WORKFLOW_STOPS);
export const STAGES = lists(({ phases }) => phases.STAGES);
export const STEP_FACTS = lists(({ phases }) => phases.STEP_FACTS);
export const MOMENTS = words(({ phases }) => phases.MOMENTS);
export const AFTERWARDS = words(({ phases }) => phases.AFTERWARDS);
export const TOPIC_STAGES = words(({ phases }) => phases.TOPIC_STAGES);
export const LESSONS = words(({ phases }) => phases.LESSONS);
export const PHASE_FILLERS = words(({ phases }) => phases.PHASE_FILLERS);
export const PHASE_STOPS = words(({ phases }) => phases.PHASE_STOPS);
export const RESPONSE_NOUNS = words(({ phases }) => phases.RESPONSE_NOUNS);
export const PHASE_COLUMNS = lists(({ phases }) => phases.PHASE_COLUMNS);
export const PHASE_LISTS = lists(({ phases }) => phases.PHASE_LISTS);
export const PHASE_WINDOW_LABELS = words(({ phases }) => phases.PHASE_WINDOW_LABELS);
export const MOMENT_JOINTS = words(({ phases }) => phases.MOMENT_JOINTS);
export const LATER_MOMENTS = words(({ phases }) => phases.LATER_MOMENTS);
export const PHASE_PARTS_BESIDE = words(({ phases }) => phases.PHASE_PARTS_BESIDE);
export const DEED_NOUNS = words(({ phases }) => phases.DEED_NOUNS);
