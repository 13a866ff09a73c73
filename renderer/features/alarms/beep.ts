import type { SoundKind } from '#shared/contract/settings.ts';

/** Tones of each kind in Hz, one after another, told apart without looking. */
const TONES: Record<SoundKind, readonly number[]> = {
  sos: [988, 740, 988, 740],
  'alarm-critical': [880, 660, 880],
  'critical-case': [880, 880],
  'alarm-high': [698, 587],
  'alarm-normal': [587],
  'no-receipt': [523],
  overdue: [440],
  'due-soon': [392],
  arrival: [659, 784],
};
const TONE_SECONDS = 0.16;

let audio: AudioContext | null = null;

/**
 * Sounds a kind once, as loud as told, 0 to 1. Without an audio device it is silent: the alarm still stands on the screen.
 */
export function beep(kind: SoundKind, loudness: number): void {
  audio ??= new AudioContext();
  void audio.resume();
  const start = audio.currentTime + 0.02;
  TONES[kind].forEach((frequency, index) => {
    if (!audio) return;
    const at = start + index * (TONE_SECONDS + 0.05);
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = frequency;
    tone.connect(volume).connect(audio.destination);
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(loudness / 2, at + 0.01);
    volume.gain.linearRampToValueAtTime(0, at + TONE_SECONDS);
    tone.start(at);
    tone.stop(at + TONE_SECONDS);
  });
}
