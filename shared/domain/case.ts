/**
 * The case (案件) as the domain knows it: plain data, no idea of how it is stored, sent or shown.
 * Words and states are those of GB/T 30428.1; times are integer milliseconds since the epoch (UTC).
 */

import type { CaseFacts } from './facts.ts';

export const CASE_STATES = [
  'reported',
  'accepted',
  'dispatched',
  'handling',
  'reported-back',
  'verifying',
  'closed',
  'evaluated',
  'returned',
  'suspended',
  'escalated',
  'rejected',
  'merged',
  'cancelled',
] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** States in which nobody owes the case anything more. */
export const ENDED_STATES: readonly CaseState[] = ['closed', 'evaluated', 'rejected', 'merged', 'cancelled'];

export const URGENCIES = ['critical', 'urgent', 'normal'] as const;
export type Urgency = (typeof URGENCIES)[number];

export const TIERS = ['grid', 'community', 'street', 'district'] as const;
export type Tier = (typeof TIERS)[number];

export const CASE_SOURCES = ['terminal', 'hotline', 'counter', 'import', 'sensor', 'upper-level', 'open311'] as const;
export type CaseSource = (typeof CASE_SOURCES)[number];

export const LIMIT_UNITS = ['urgent-hour', 'working-hour', 'working-day'] as const;
/** How long a stage may take: urgent hours run round the clock, working units on the statutory calendar. */
export interface Limit {
  value: number;
  unit: (typeof LIMIT_UNITS)[number];
}

/** The stages that have a clock. `verify` runs from the moment the case is reported back. */
export const STAGES = ['accept', 'dispatch', 'handle', 'verify'] as const;
export type Stage = (typeof STAGES)[number];
export type StageLimits = Record<Stage, Limit>;

export const MEDIA_KINDS = ['photo', 'audio', 'video'] as const;
export interface MediaRef {
  id: string;
  kind: (typeof MEDIA_KINDS)[number];
  mime: string;
  /** bytes */
  size: number;
  /** lower-case hex */
  sha256: string;
}

/** A resident's contact. Personal data: masked on screens, revealed only with an audited reason. */
export interface Contact {
  name?: string;
  phone?: string;
  note?: string;
}

/**
 * The stage clock folded from the history: a projection, derivable at any time by `foldClock`.
 * The light is a function of this and the time, never stored.
 */
export interface CaseClock {
  stage: Stage;
  startedAt: number;
  limit: Limit;
  /** the limit first given; stays visible after an extension */
  firstDueAt: number;
  dueAt: number;
  /** from here on a third or less remains */
  yellowAt: number;
  /** set while the clock stands still (suspended) */
  stoppedAt?: number;
  extensions: number;
}

export interface Supervision {
  level: 1 | 2 | 3;
  byId: string;
  at: number;
  /** when the reply is due */
  dueAt?: number;
  /** who has to reply; absent: whoever has the case in hand */
  to?: Assignee;
  reply?: { byId: string; byName: string; at: number; text: string };
}

export interface ExtensionRequest {
  byId: string;
  at: number;
  until: number;
  reason: string;
  /** the first of two who must agree has done so */
  grantedById?: string;
}

export const ASSIGNEE_KINDS = ['department', 'worker'] as const;
export interface Assignee {
  kind: (typeof ASSIGNEE_KINDS)[number];
  id: string;
}
export const ASSIGNMENT_STATES = ['assigned', 'started', 'reported-back', 'returned'] as const;
/** One of those who must act on a case, and how far it is with them; the rules are `assignments.ts`. */
export interface Assignment extends Assignee {
  state: (typeof ASSIGNMENT_STATES)[number];
  /** since when it is so */
  at: number;
}

/** A sampled case: after closing somebody else looks once more. Unanswered while `passed` is absent. */
export interface Recheck {
  sampledAt: number;
  passed?: boolean;
  byId?: string;
  at?: number;
}

/** What was answered to a question of the category's script. */
export interface ScriptAnswer {
  questionId: string;
  answer: string;
}

export interface Case {
  id: string;
  /** grows by one with each change the centre made */
  version: number;
  /** given by the gateway; null shows as 待编号 */
  number: string | null;
  state: CaseState;
  categoryCode: string;
  /** version of the catalogue the case is judged by */
  catalogueVersion: string;
  title: string;
  text: string;
  source: CaseSource;
  urgency: Urgency;
  tier: Tier;
  reportedAt: number;
  updatedAt: number;
  /** worker id, or null when it did not come from a terminal */
  reporterId: string | null;
  lon: number;
  lat: number;
  address: string;
  /** 14-digit unit grid, or '' when the position is in none */
  gridCode: string;
  media: MediaRef[];
  departmentId: string | null;
  workerIds: string[];
  /** the worker who is asked to verify */
  verifierId: string | null;
  mergedIntoId: string | null;
  /** everybody who dispatched or handled it: none of them may verify or close it */
  handledByIds: string[];
  supervision: Supervision | null;
  /** everybody who ever supervised it, released or not: none of them may cancel it; absent while nobody did */
  supervisedByIds?: string[];
  extension: ExtensionRequest | null;
  reviewAt: number | null;
  returns: number;
  reworks: number;
  /** 1–5, after evaluation */
  satisfaction: number | null;
  closedAt: number | null;
  clock: CaseClock | null;
  contact: Contact | null;
  /** the fixed city thing it is about, 16 digits */
  componentCode?: string | null;
  /** the case this one stands under as part of a major incident */
  majorId?: string | null;
  answers?: ScriptAnswer[];
  /** all who must act; absent in rows from before there were several */
  assignments?: Assignment[];
  /** workers who were asked to check before it is accepted, and have not answered */
  checkerIds?: string[];
  /** how often the resident complained again */
  complaints?: number;
  /** who passed the verification */
  closedById?: string | null;
  recheck?: Recheck | null;
  /** what the evaluation figures count of it, folded from its history; absent in rows from before they were kept */
  facts?: CaseFacts;
}

export const ACTOR_KINDS = ['operator', 'terminal', 'system'] as const;
export interface ActorRef {
  id: string;
  name: string;
  kind: (typeof ACTOR_KINDS)[number];
}

/** One line of a case's history. Never edited; each line holds the hash of the one before. */
export interface CaseEvent {
  id: string;
  caseId: string;
  /** 1 for the first line */
  n: number;
  action: CaseActionName | 'report';
  from: CaseState | null;
  to: CaseState;
  actor: ActorRef;
  /** server clock */
  at: number;
  /** the desk's or terminal's own clock */
  deskAt: number;
  note: string;
  media: MediaRef[];
  /** the action's payload as it was accepted, without `note` and `media`, which have fields of their own */
  detail: CaseActionDetail;
  /** hash of the line before, '' for the first; lower-case hex SHA-256 */
  previousHash: string;
  hash: string;
}
/** The payload of an action, kept with its history line: JSON values only. */
export type CaseActionDetail = { [key: string]: JsonValue };
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** Every action of the lifecycle table with its payload. The op kind on the wire is `case.<action>`. */
export interface CaseActions {
  accept: { note?: string };
  reject: { reason: string };
  merge: { intoId: string; reason?: string };
  'order-check': { workerIds: string[]; note?: string };
  settle: { note: string; media?: MediaRef[] };
  /** `departmentId` leads; `departmentIds` are all of them, when there are several */
  dispatch: {
    departmentId?: string;
    departmentIds?: string[];
    workerIds?: string[];
    dueAt?: number;
    note?: string;
  };
  /** one more who must act, without a new clock */
  assign: { departmentIds?: string[]; workerIds?: string[]; note?: string };
  unassign: { assignee: Assignee; reason: string };
  /** `assigneeId`: of whom it is told, when it is not told by themselves; absent: of all */
  start: { assigneeId?: string; note?: string };
  return: { assigneeId?: string; reason: string };
  'report-back': { assigneeId?: string; note: string; media?: MediaRef[] };
  'request-extension': { until: number; reason: string };
  'grant-extension': { until?: number; note?: string };
  'refuse-extension': { reason: string };
  suspend: { reason: string; reviewAt: number };
  resume: { note?: string };
  'send-to-verify': { workerId: string; note?: string };
  'verify-pass': { note?: string; media?: MediaRef[] };
  'verify-fail': { reason: string; media?: MediaRef[] };
  evaluate: { satisfaction: number; by?: (typeof EVALUATION_WAYS)[number]; note?: string; personal?: boolean };
  reopen: { reason: string };
  escalate: { reason: string };
  'answer-escalation': { outcome: 'handled' | 'back'; note: string };
  cancel: { reason: string };
  supervise: { level: 1 | 2 | 3; to?: Assignee; note?: string; dueAt?: number };
  'answer-supervision': { note: string };
  'release-supervision': { note?: string };
  /** what was taken down wrongly; only what is given is changed. The grid follows the position */
  correct: CaseCorrection;
  unmerge: { reason: string };
  /** makes it part of a major incident, which is a case too */
  link: { majorId: string; note?: string };
  unlink: { note?: string };
  /** the resident complains again */
  complain: { note: string; media?: MediaRef[]; personal?: boolean };
  /** what a worker found who was asked to check */
  'answer-check': { found: boolean; note?: string; media?: MediaRef[] };
  recheck: { passed: boolean; note?: string; media?: MediaRef[] };
  /** `personal`: the note tells of a person; the history holds a stand-in, the centre's vault the text */
  annotate: { note: string; media?: MediaRef[]; personal?: boolean };
  /** by the clock only: the tier that may settle it had its time */
  climb: { toTier: Tier };
}
/** How the resident was asked. */
export const EVALUATION_WAYS = ['phone', 'visit', 'message'] as const;
export interface CaseCorrection {
  categoryCode?: string;
  title?: string;
  text?: string;
  address?: string;
  lon?: number;
  lat?: number;
  /** found by the centre for a new position */
  gridCode?: string;
  /** set by the centre for another category: the catalogue it is judged by from now on */
  catalogueVersion?: string;
  urgency?: Urgency;
  componentCode?: string | null;
  note?: string;
}
export type CaseActionName = keyof CaseActions;
export type CaseAction = { [K in CaseActionName]: { action: K; payload: CaseActions[K] } }[CaseActionName];
