import type { RadioChannel, RadioView } from '#shared/contract/radio.ts';

type Mine = RadioChannel['mine'];
/** What matters most stands first: a talk over a request, a request over what has just ended. */
const ORDER: readonly Mine[] = ['granted', 'ending', 'asking', 'queued', 'revoked', 'denied'];
/** less left than this, and the talk is to be brought to its end, ms */
export const NEARLY_OVER = 10_000;

export interface OwnFloor {
  state: Mine | 'warned';
  channel: RadioChannel;
  /** so many of the channels talked on have this state */
  on: number;
  of: number;
}

/** How this desk stands to the floors it holds or wants, in one word: of several channels what matters most. */
export function ownFloor(view: RadioView, now: number): OwnFloor | null {
  const busy = view.channels.filter(({ mine }) => mine !== 'none');
  for (const state of ORDER) {
    const those = busy.filter(({ mine }) => mine === state);
    const [channel] = those;
    if (!channel) continue;
    const isWarned = state === 'granted' && channel.endsAt !== null && channel.endsAt - now <= NEARLY_OVER;
    return { state: isWarned ? 'warned' : state, channel, on: those.length, of: busy.length };
  }
  return null;
}

/** Who else talks, and is worth the bar's words: an emergency first, then on the selected channel, then by priority. */
export function loudest(view: RadioView, selectedId: string | undefined): RadioChannel | null {
  const weight = ({ talk, id, priority }: RadioChannel): number =>
    (talk?.emergency ? 1e6 : 0) + (id === selectedId ? 1e5 : 0) + priority;
  const heard = view.channels.filter(({ talk, joined }) => talk !== null && !talk.mine && joined);
  return heard.toSorted((a, b) => weight(b) - weight(a))[0] ?? null;
}
