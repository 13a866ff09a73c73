import { z } from 'zod';
import { wallPlansSchema } from './wallPlan.ts';

/**
 * What can be heard, the gravest first: the centre's alarms by their priority, the desk's by their kinds, then a case of one's own
 * that falls due soon, then new ones.
 */
export const SOUND_KINDS = [
  'sos',
  'alarm-critical',
  'critical-case',
  'alarm-high',
  'no-receipt',
  'overdue',
  'alarm-normal',
  'due-soon',
  'arrival',
] as const;
export type SoundKind = (typeof SOUND_KINDS)[number];

/** the longest pause for a possible undo */
export const MOST_UNDO_SECONDS = 30;

/** The workstation's settings: a file of the main process, shown and changed in every window. */
export const settingsSchema = z.object({
  language: z.enum(['zh-CN', 'en']).default('zh-CN'),
  theme: z.enum(['dark', 'light']).default('dark'),
  density: z.enum(['comfortable', 'compact']).default('comfortable'),
  /** seconds an action waits before it leaves, so that it can be taken back */
  undoSeconds: z.number().int().min(0).max(MOST_UNDO_SECONDS).default(5),
  alarmSound: z.boolean().default(true),
  /** how loud each kind is, 0 to 1; those that are absent are as loud as usual */
  soundVolumes: z.partialRecord(z.enum(SOUND_KINDS), z.number().min(0).max(1)).default({}),
  /** the map's moving workers: chosen by a short measurement unless set */
  fleetPainter: z.enum(['auto', 'worker', 'webgl']).default('auto'),
  /** what the map last found out about this machine, in words for the doctor; nothing is decided by it */
  painterFound: z.string().max(300).default(''),
  /** the intercom's devices, by the page's id of them; '': what the system uses */
  intercomMicrophone: z.string().max(200).default(''),
  intercomSpeaker: z.string().max(200).default(''),
  echoCancellation: z.boolean().default(true),
  noiseSuppression: z.boolean().default(true),
  /** short tones for a floor that was granted, denied or lost */
  talkBeeps: z.boolean().default(true),
  /** held to talk, by `KeyboardEvent.code`: a foot pedal is mostly a keyboard with one key; '': none */
  talkKey: z.string().max(40).default('Space'),
  /** button of a gamepad, or of a pedal that says it is one; null: none */
  talkButton: z
    .object({ gamepad: z.string().max(200), button: z.number().int().min(0).max(99) })
    .nullable()
    .default(null),
  /** a HID device that is neither keyboard nor gamepad, as the operator chose it: the only one that pages may open, so main alone sets it */
  hidDevice: z
    .object({ vendorId: z.number().int(), productId: z.number().int(), name: z.string().max(200) })
    .nullable()
    .default(null),
  /** its button that is held to talk: held while all bits of `mask` are on in that byte of that report; null: none */
  hidButton: z
    .object({
      reportId: z.number().int().min(0).max(255),
      byte: z.number().int().min(0).max(63),
      mask: z.number().int().min(1).max(255),
    })
    .nullable()
    .default(null),
  /** pressed in whatever app, by Electron's name of it: once to talk, once more to end; '': none */
  globalTalkKey: z.string().max(60).default(''),
  /** walls of this workstation that do not go the usual way, by their names */
  walls: wallPlansSchema.default({}),
  gateway: z.string().max(300).default(''),
  lastUsername: z.string().max(64).default(''),
});
export type Settings = z.infer<typeof settingsSchema>;
