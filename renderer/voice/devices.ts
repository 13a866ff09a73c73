import { Sound } from './sound.ts';
import type { VoiceDevice, VoiceDevices } from './types.ts';

/** Chromium lists the system's own device again under these names. */
const ALIASES = new Set(['default', 'communications', '']);

export async function listDevices(): Promise<VoiceDevices> {
  const all = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
  const of = (kind: MediaDeviceKind): VoiceDevice[] =>
    all
      .filter((device) => device.kind === kind && !ALIASES.has(device.deviceId))
      .map(({ deviceId, label }) => ({ id: deviceId, name: label }));
  return { microphones: of('audioinput'), speakers: of('audiooutput'), canChooseSpeaker: Sound.canChooseSpeaker };
}

/** Calls back whenever a device was plugged in or pulled out; gives the end of it. */
export function watchDevices(changed: () => void): () => void {
  navigator.mediaDevices?.addEventListener('devicechange', changed);
  return () => navigator.mediaDevices?.removeEventListener('devicechange', changed);
}
