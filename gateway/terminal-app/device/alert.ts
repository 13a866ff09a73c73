import type { CommandFields } from '#shared/protocol/commands.ts';
import type { Level } from '../core/inbox.ts';

/** Sound and vibration of what comes in. Browsers make no sound before the page was touched once. */

const PATTERNS: Record<CommandFields['priority'], { tones: readonly number[]; buzz: readonly number[] }> = {
  flash: { tones: [988, 740, 988, 740, 988, 740], buzz: [400, 100, 400, 100, 400, 100, 400] },
  urgent: { tones: [880, 660, 880], buzz: [250, 100, 250] },
  routine: { tones: [660], buzz: [120] },
};
const TONE_SECONDS = 0.18;
const REPEAT_MS = 4000;

let context: AudioContext | null = null;
let repeating: ReturnType<typeof setInterval> | undefined;
/** the command that rings until somebody touches it */
let ringing: string | null = null;

/** To be called from a touch: from then on sounds are heard. */
export function allowSound(): void {
  context ??= new AudioContext();
  if (context.state === 'suspended') void context.resume();
}

/** Tells of a command; a reminder's level makes it louder, and at 3 go on until `hush`. */
export function alertOf(id: string, priority: CommandFields['priority'], level: Level): void {
  sound(priority, level);
  if (level !== 3) return;
  clearInterval(repeating);
  ringing = id;
  repeating = setInterval(() => sound(priority, level), REPEAT_MS);
}

/** Somebody has touched the command, or it is over: it rings no more; without an id nothing does. */
export function hush(id?: string): void {
  if (id !== undefined && id !== ringing) return;
  clearInterval(repeating);
  ringing = null;
}

function sound(priority: CommandFields['priority'], level: Level): void {
  const { tones, buzz } = PATTERNS[level === 1 ? priority : 'flash'];
  navigator.vibrate?.([...buzz]);
  if (context?.state !== 'running') return;
  const start = context.currentTime;
  const volume = context.createGain();
  volume.gain.value = [0.15, 0.3, 0.6][level - 1] ?? 0.6;
  volume.connect(context.destination);
  tones.forEach((frequency, i) => {
    const tone = new OscillatorNode(context as AudioContext, { frequency, type: 'triangle' });
    tone.connect(volume);
    tone.start(start + i * TONE_SECONDS);
    tone.stop(start + (i + 0.8) * TONE_SECONDS);
  });
}
