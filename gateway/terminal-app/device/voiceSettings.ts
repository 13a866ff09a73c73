import { z } from 'zod';
import type { VoiceSettings } from '../../../renderer/voice/index.ts';

/** How this phone's microphone and loudspeaker are used, and how loud each channel is: kept for the phone, not for the worker. */

const SETTINGS = 'terminal.voice';
const CHANNELS = 'terminal.channels';
/** So long the microphone stays open for the next word where the worker wishes it, ms. */
export const WARM_MS = 30_000;

const settingsSchema = z.object({
  microphoneId: z.string().nullable().catch(null),
  speakerId: z.string().nullable().catch(null),
  echoCancellation: z.boolean().catch(true),
  noiseSuppression: z.boolean().catch(true),
  autoGainControl: z.boolean().catch(true),
  warmMs: z.number().min(0).max(WARM_MS).catch(0),
}) satisfies z.ZodType<VoiceSettings>;

const loudnessSchema = z.object({ volume: z.number().min(0).max(2), muted: z.boolean() });
export type Loudness = z.infer<typeof loudnessSchema>;
export const AS_SPOKEN: Loudness = { volume: 1, muted: false };

function kept(name: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(name) ?? '{}');
  } catch {
    return {};
  }
}

export const voiceSettings = (): VoiceSettings => settingsSchema.catch(settingsSchema.parse({})).parse(kept(SETTINGS));
export function keepVoiceSettings(settings: VoiceSettings): void {
  localStorage.setItem(SETTINGS, JSON.stringify(settings));
}

export const loudnesses = (): Record<string, Loudness> =>
  z.record(z.string(), loudnessSchema).catch({}).parse(kept(CHANNELS));
export function keepLoudnesses(all: Record<string, Loudness>): void {
  localStorage.setItem(CHANNELS, JSON.stringify(all));
}
