import { v7 as uuidv7 } from 'uuid';
import type { Act, ActReceipt, Answer } from '#shared/contract/station.ts';
import type { User } from '#shared/protocol/entities.ts';
import type { RecordingRow } from './recordingRows.ts';

const MINUTE_MS = 60_000;
/** so long a talk that was heard here may be heard again without a word: that is what a recall is for */
const RECALL_MS = 30 * MINUTE_MS;
/** a look lasts so long: who plays the same once more has not looked again */
const LOOK_MS = 30 * MINUTE_MS;

export interface ListeningWorld {
  act(act: Act): Answer<ActReceipt>;
  user(): User | null;
  /** the centre's clock */
  serverNow(): number;
  monotonic(): number;
}

/** Writes down who listened to what was said long ago, and who took a copy of anything: an action like any, also alone. */
export class Listening {
  readonly #world: ListeningWorld;
  readonly #looks = new Map<string, number>();

  constructor(world: ListeningWorld) {
    this.#world = world;
  }

  /** Refused when it cannot be written down. */
  note(row: RecordingRow, use: 'listen' | 'export'): Answer<unknown> {
    const { act, user, serverNow, monotonic } = this.#world;
    const listener = user()?.id ?? '';
    const recent = serverNow() - row.started_at < RECALL_MS;
    if (use === 'listen' && (recent || row.talker_id === listener)) return { ok: true, value: null };
    const now = monotonic();
    for (const [look, at] of this.#looks) if (now - at >= LOOK_MS) this.#looks.delete(look);
    const look = `${listener}/${row.id}/${use}`;
    if (this.#looks.has(look)) return { ok: true, value: null };
    const times = { from: row.started_at, to: row.ended_at ?? row.started_at };
    const payload = { recordingId: row.id, talkerId: row.talker_id, ...times, use };
    const answer = act({ id: uuidv7(), kind: 'recording.listen', payload } as Act);
    if (answer.ok) this.#looks.set(look, now);
    return answer;
  }
}
