import { z } from 'zod';

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
  /** the map's moving workers: chosen by a short measurement unless set */
  fleetPainter: z.enum(['auto', 'worker', 'webgl']).default('auto'),
  /** what the map last found out about this machine, in words for the doctor; nothing is decided by it */
  painterFound: z.string().max(300).default(''),
  gateway: z.string().max(300).default(''),
  lastUsername: z.string().max(64).default(''),
});
export type Settings = z.infer<typeof settingsSchema>;
