import type { AlarmKind } from './soundPolicy.ts';

/** Tones of each kind in Hz, one after another, told apart without looking. */
const TONES: Record<AlarmKind, readonly number[]> = {
  sos: [988, 740, 988, 740],
  'critical-case': [880, 880],
  'no-receipt': [523],
  overdue: [440],
};
const TONE_SECONDS = 0.16;

let audio: AudioContext | null = null;

/** Sounds the alarm of a kind once. Without an audio device it is silent: the alarm still stands on the screen. */
export function beep(kind: AlarmKind): void {
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
    volume.gain.linearRampToValueAtTime(0.25, at + 0.01);
    volume.gain.linearRampToValueAtTime(0, at + TONE_SECONDS);
    tone.start(at);
    tone.stop(at + TONE_SECONDS);
  });
}
