import { z } from 'zod';
import { create } from 'zustand';
import type { RadioChannel, RadioView } from '#shared/contract/radio.ts';
import { type Mix, mixSchema, PLAIN_MIX } from './mix.ts';

const KEPT_AS = 'street.intercom';
/** a desk of years has met more channels than it remembers */
const MOST_KEPT = 300;

const keptSchema = z.object({
  /** the channel the key talks on */
  talkId: z.string().nullable(),
  /** channels that are talked on with it (simulselect) */
  also: z.array(z.string()).max(15),
  mixes: z.record(z.string(), mixSchema),
  /** worker → the channel that calls them directly */
  directs: z.record(z.string(), z.string()),
});
type Kept = z.infer<typeof keptSchema>;
const NOTHING_KEPT: Kept = { talkId: null, also: [], mixes: {}, directs: {} };

function read(): Kept {
  try {
    const kept = keptSchema.safeParse(JSON.parse(localStorage.getItem(KEPT_AS) ?? 'null'));
    return kept.success ? kept.data : NOTHING_KEPT;
  } catch {
    return NOTHING_KEPT;
  }
}
function lastOf<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).slice(-MOST_KEPT));
}
function write({ talkId, also, mixes, directs }: Kept): void {
  try {
    const kept: Kept = { talkId, also, mixes: lastOf(mixes), directs: lastOf(directs) };
    localStorage.setItem(KEPT_AS, JSON.stringify(kept));
  } catch (error) {
    console.warn('the choice of channels could not be kept', error);
  }
}

interface Verbs {
  /** the key talks on this one, and on it alone unless others are added again */
  talkOn(id: string): void;
  /** adds a channel to those that are talked on, or takes it out */
  toggleAlso(id: string): void;
  mix(id: string, change: Partial<Mix>): void;
  keepDirect(workerId: string, channelId: string): void;
}

/** What this workstation chose about channels. Every window of it has the same: the key talks alike in all of them. */
export const useChoices = create<Kept & Verbs>()((set) => ({
  ...read(),
  talkOn: (talkId) => set(({ also }) => ({ talkId, also: also.filter((id) => id !== talkId) })),
  toggleAlso: (id) =>
    set(({ also }) => ({ also: also.includes(id) ? also.filter((one) => one !== id) : [...also, id].slice(-15) })),
  mix: (id, change) =>
    set(({ mixes: { [id]: before, ...rest } }) => ({
      mixes: { ...rest, [id]: { ...PLAIN_MIX, ...before, ...change } },
    })),
  keepDirect: (workerId, channelId) =>
    set(({ directs: { [workerId]: _before, ...rest } }) => ({ directs: { ...rest, [workerId]: channelId } })),
}));
useChoices.subscribe(write);
// Other windows of this workstation write there too.
window.addEventListener('storage', ({ key }) => {
  if (key === KEPT_AS) useChoices.setState(read());
});

/**
 * The channels a press of the key talks on, the selected one first: what was chosen as long as it is there, else the first
 * channel that is heard.
 */
export function talkChannels(
  view: Pick<RadioView, 'channels'> | undefined,
  { talkId, also }: Pick<Kept, 'talkId' | 'also'>,
): RadioChannel[] {
  const channels = view?.channels ?? [];
  const main = channels.find(({ id }) => id === talkId) ?? channels.find(({ joined }) => joined);
  if (!main) return [];
  return [main, ...channels.filter(({ id }) => id !== main.id && also.includes(id))];
}
