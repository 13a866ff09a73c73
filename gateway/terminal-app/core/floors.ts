import type { FloorReason } from '#shared/domain/floor.ts';
import type { FloorEvent } from '#shared/protocol/intercom.ts';

/** What a worker sees of the radio: who talks where, and how their own wish to talk stands. */

export interface Speaking {
  name: string;
  /** by the centre's clock, ms; null where the gateway does not tell */
  since: number | null;
  isEmergency: boolean;
}
export interface Mine {
  channelId: string;
  /** `denied` and `revoked` stand until the key is pressed again */
  state: 'asking' | 'queued' | 'granted' | 'denied' | 'revoked';
  /** from 1, while queued */
  position: number | null;
  /** why it was denied or revoked; null: nobody said */
  code: FloorReason | null;
  /** when the talk must be over, by this phone's clock; null: nobody said */
  endsAt: number | null;
  /** the time is nearly over */
  isWarned: boolean;
}
export interface Floors {
  talks: Readonly<Record<string, Speaking>>;
  mine: Mine | null;
}
export const NO_FLOORS: Floors = { talks: {}, mine: null };

/** What is heard about a floor, by the name of its event. */
export type Told = 'taken' | 'idle' | 'granted' | 'revoked' | 'queued' | 'warned' | 'denied';

const BLANK = { position: null, code: null, endsAt: null, isWarned: false };

export function asking(floors: Floors, channelId: string): Floors {
  return { ...floors, mine: { channelId, state: 'asking', ...BLANK } };
}

/** The key was let go: nothing is wanted any more. Why it was lost can still be read. */
export function letGo(floors: Floors): Floors {
  const { state } = floors.mine ?? {};
  return state === 'denied' || state === 'revoked' ? floors : { ...floors, mine: null };
}

/** @param now ms of this phone's clock */
export function tell(floors: Floors, told: Told, said: FloorEvent, now: number): Floors {
  switch (told) {
    case 'taken': {
      const { channelId, talker, since = null, emergency = false } = said;
      const talk = { name: talker?.name ?? '', since, isEmergency: emergency };
      return { ...floors, talks: { ...floors.talks, [channelId]: talk } };
    }
    case 'idle': {
      const { [said.channelId]: _over, ...talks } = floors.talks;
      return { ...floors, talks };
    }
    default:
      return { ...floors, mine: mineAfter(floors.mine, told, said, now) };
  }
}

function mineAfter(
  mine: Mine | null,
  told: Exclude<Told, 'taken' | 'idle'>,
  said: FloorEvent,
  now: number,
): Mine | null {
  // Of another channel, or of a key that is up again.
  if (mine?.channelId !== said.channelId) return mine;
  const { channelId } = mine;
  switch (told) {
    case 'granted':
      return {
        ...mine,
        ...BLANK,
        state: 'granted',
        endsAt: said.talkMs === undefined ? mine.endsAt : now + said.talkMs,
      };
    case 'queued':
      // The word of a place may come after the grant that ended the waiting.
      return mine.state === 'granted' ? mine : { ...mine, state: 'queued', position: said.position ?? mine.position };
    case 'warned':
      return { ...mine, isWarned: true };
    default:
      return { channelId, state: told, ...BLANK, code: said.code ?? null };
  }
}
