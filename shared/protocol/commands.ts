import { z } from 'zod';
import { ACTOR_KINDS } from '../domain/case.ts';
import {
  COMMAND_KINDS,
  COMMAND_PRIORITIES,
  COMMAND_STATES,
  type CommandPolicy,
  CONFIRM_REASONS,
  ESCALATION_STEPS,
  RECEIPT_STATES,
  REQUEST_TYPES,
  REQUIRED_RECEIPTS,
} from '../domain/command.ts';
import {
  codeSchema,
  idSchema,
  latSchema,
  lonSchema,
  mediaListSchema,
  noteSchema,
  reasonSchema,
  timeSchema,
  timeOfDaySchema,
} from './common.ts';

/** Commands and their receipts: what a desk issues, a terminal is shown, and everybody keeps. */

export const targetSchema = z.object({ lon: lonSchema, lat: latSchema, address: z.string().max(300).optional() });
/** One of the answers a worker may give with a tap. */
export const replyChoiceSchema = z.object({ id: codeSchema, label: z.string().trim().min(1).max(40) });
/** What a correction changed: a field by its name and what it said before. */
const changedFieldSchema = z.object({
  field: z.enum(['title', 'text', 'priority', 'target', 'expiresAt', 'replies', 'request', 'media', 'requires']),
  before: z.string().max(4000),
});

/** Fields of the terminal's `command` event: exactly what a terminal is shown. Terminals pass over what they do not know. */
export const commandFieldsSchema = z.object({
  id: idSchema,
  kind: z.enum(COMMAND_KINDS),
  priority: z.enum(COMMAND_PRIORITIES),
  title: z.string().trim().min(1).max(200),
  text: z.string().max(4000),
  issuedAt: timeSchema,
  expiresAt: timeSchema.optional(),
  requires: z.enum(REQUIRED_RECEIPTS),
  caseId: idSchema.optional(),
  target: targetSchema.optional(),
  media: mediaListSchema.optional(),
  /** answered by itself or with one tap */
  request: z.enum(REQUEST_TYPES).optional(),
  /** why the centre sends it by itself, where the answer is more than a receipt: `done` with words replies to the supervision */
  purpose: z.enum(['supervision']).optional(),
  /** with `question`, and wherever a short answer is enough */
  replies: z.array(replyChoiceSchema).min(1).max(8).optional(),
  /** it takes the place of an earlier command, which is cancelled for this reason */
  corrects: z.object({ id: idSchema, changed: z.array(changedFieldSchema).max(9) }).optional(),
});
export type CommandFields = z.infer<typeof commandFieldsSchema>;

const polygonSchema = z.object({
  type: z.literal('Polygon'),
  coordinates: z
    .array(
      z
        .array(z.tuple([lonSchema, latSchema]))
        .min(4)
        .max(2000),
    )
    .min(1),
});
/** Who shall get a command; the gateway resolves it to workers when it is issued. At least one part must be given. */
export const recipientsSchema = z.object({
  workers: z.array(codeSchema).max(20_000).optional(),
  teams: z.array(codeSchema).max(2000).optional(),
  roles: z.array(codeSchema).max(20).optional(),
  grids: z.array(codeSchema).max(20_000).optional(),
  departments: z.array(codeSchema).max(500).optional(),
  area: polygonSchema.optional(),
  /** on duty, by the way along the streets */
  nearest: z.object({ lon: lonSchema, lat: latSchema, count: z.number().int().min(1).max(1000) }).optional(),
  /** whoever is on duty now or comes on duty while the command is valid */
  everyone: z.boolean().optional(),
});
export type Recipients = z.infer<typeof recipientsSchema>;

const actorSchema = z.object({ id: codeSchema, name: z.string(), kind: z.enum(ACTOR_KINDS) });
/** What a desk adds to the fields of a command; the terminals are not told. */
const sendingSchema = z.object({
  /** a routine command is sent in the quiet hours too */
  evenQuiet: z.boolean().optional(),
  /** what follows when a required receipt is late; none: the desk looks after it by itself */
  escalate: z.boolean().optional(),
});

export const commandSchema = commandFieldsSchema.extend({
  version: z.number().int().min(0),
  issuedBy: actorSchema,
  /** workers it was resolved to when it was issued, then those who joined */
  workerIds: z.array(codeSchema),
  state: z.enum(COMMAND_STATES),
  cancelReason: z.string().nullable(),
  ...sendingSchema.shape,
  /** as it was addressed; commands of earlier versions do not say */
  recipients: recipientsSchema.optional(),
  /** who came to it after it was issued, and why: by its own rule, or in place of somebody who did not answer */
  joined: z.array(z.object({ workerId: codeSchema, at: timeSchema, insteadOf: codeSchema.optional() })).optional(),
  /** a second person had to agree, or still has to: `by` is null */
  confirm: z
    .object({ why: z.array(z.enum(CONFIRM_REASONS)).min(1), by: actorSchema.nullable(), at: timeSchema.nullable() })
    .optional(),
  /** quiet hours: it is not handed to terminals before */
  heldUntil: timeSchema.optional(),
  /** the command that took its place */
  correctedBy: idSchema.optional(),
  /** whoever was asked again, by an operator or by rule */
  reminders: z
    .array(
      z.object({
        at: timeSchema,
        by: actorSchema,
        step: z.enum(ESCALATION_STEPS).optional(),
        count: z.number().int().min(0),
      }),
    )
    .optional(),
});
export type Command = z.infer<typeof commandSchema>;

/** The latest receipt of each state from one terminal's worker; id is `commandId:workerId:state`. */
export const receiptSchema = z.object({
  id: z.string(),
  version: z.number().int().min(0),
  commandId: idSchema,
  workerId: codeSchema,
  state: z.enum(RECEIPT_STATES),
  /** server clock */
  at: timeSchema,
  /** the terminal's own clock */
  terminalAt: timeSchema,
  note: z.string(),
  media: mediaListSchema,
  /** id of the reply choice that was tapped */
  reply: codeSchema.optional(),
  /** where the terminal was, by itself */
  lon: lonSchema.optional(),
  lat: latSchema.optional(),
});
export type Receipt = z.infer<typeof receiptSchema>;

/** A command that is written often: `{place}` in its words is a field to fill in. Kept in the setting `command.templates`. */
export const commandTemplateSchema = z.object({
  id: codeSchema,
  name: z.string().trim().min(1).max(40),
  /** typed in the composer's template field; unique among them */
  shortcut: z.string().trim().min(1).max(12),
  kind: z.enum(COMMAND_KINDS),
  priority: z.enum(COMMAND_PRIORITIES),
  title: z.string().trim().min(1).max(200),
  text: z.string().max(4000),
  requires: z.enum(REQUIRED_RECEIPTS),
  /** minutes; null: until it is cancelled */
  validMinutes: z.number().int().min(1).max(10_080).nullable(),
  request: z.enum(REQUEST_TYPES).optional(),
  replies: z.array(replyChoiceSchema).min(1).max(8).optional(),
});
export type CommandTemplate = z.infer<typeof commandTemplateSchema>;
export const TEMPLATES_SETTING = 'command.templates';
export const commandTemplatesSchema = z.array(commandTemplateSchema).max(200);

/** How a centre sends commands: the setting `command.policy`; what is missing there is as `COMMAND_POLICY` has it. */
export const commandPolicySchema = z.object({
  /** a command to more workers than this needs a second person */
  confirmOver: z.number().int().min(1).max(100_000),
  /** a flash command to more workers than this needs a second person */
  confirmFlashOver: z.number().int().min(0).max(100_000),
  /** local times `HH:MM` between which routine commands wait; equal: none */
  quiet: z.object({ from: timeOfDaySchema, to: timeOfDaySchema }),
  /** seconds in which the required receipt is due, by priority */
  dueSeconds: z.object({
    flash: z.number().int().min(1).max(86_400),
    urgent: z.number().int().min(1).max(86_400),
    routine: z.number().int().min(1).max(86_400),
  }),
  /** steps one after the other, each so long after the one before, seconds */
  escalation: z.object({
    steps: z.array(z.enum(ESCALATION_STEPS)).max(4),
    everySeconds: z.number().int().min(5).max(86_400),
  }),
}) satisfies z.ZodType<CommandPolicy>;
export const POLICY_SETTING = 'command.policy';
/** op kind → payload of the ops about commands. `entityId` is the command's id. */
export const COMMAND_OPS = {
  'command.issue': commandFieldsSchema
    .omit({ corrects: true })
    .extend({ ...sendingSchema.shape, recipients: recipientsSchema }),
  'command.cancel': z.object({ reason: reasonSchema }),
  /** the second person agrees */
  'command.confirm': z.object({ note: noteSchema.optional() }),
  /** the second person does not */
  'command.refuse': z.object({ reason: reasonSchema }),
  /** the payload's `id` is the new command's; it goes to whoever the old one went to */
  'command.correct': commandFieldsSchema.omit({ corrects: true, caseId: true, kind: true }),
  /** asks again those named, or all who owe the required receipt */
  'command.remind': z.object({ workerIds: z.array(codeSchema).min(1).max(20_000).optional() }),
  'command.template-save': z.object({ template: commandTemplateSchema }),
  'command.template-delete': z.object({ templateId: codeSchema }),
  /** the parts of the policy that change; the others stay as they are */
  'command.policy-set': z.object({ policy: commandPolicySchema.partial() }),
} as const satisfies Record<string, z.ZodType>;

/** `now`: a terminal is connected; `offline`: it waits for one; `off-duty`: it waits, and nobody is expected to look */
const REACHES = ['now', 'offline', 'off-duty'] as const;
const countSchema = z.number().int().min(0);
export const recipientCountsSchema = z.object({ now: countSchema, offline: countSchema, 'off-duty': countSchema });
/** A row of `query` of kind `recipients`: somebody a command would go to, and how it would reach them now. */
export const recipientRowSchema = z.object({
  workerId: codeSchema,
  name: z.string(),
  gridCode: z.string(),
  reach: z.enum(REACHES),
  /** along the streets to the place asked about; null when it was not asked or is not known */
  meters: z.number().min(0).nullable(),
});
export type RecipientRow = z.infer<typeof recipientRowSchema>;
