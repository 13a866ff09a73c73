import type { Socket } from 'socket.io';
import type { z } from 'zod';
import type { EventRow } from '#shared/protocol/terminal.ts';
import type { Logger } from '../logger.ts';
import { LIMITS } from '../limits.ts';
import { StorageUnavailable } from '../storage/storage.ts';
import { invalidPayload, refuse } from './refusal.ts';
import { type Rate, TokenBucket } from './tokenBucket.ts';

type Table = Record<string, EventRow>;

/** One handler for each row of a protocol table; a row without one does not compile. */
export type Handlers<T extends Table, S> = {
  [E in keyof T & string]: (socket: S, payload: z.infer<T[E]['payload']>) => unknown;
};
/** A handler once its event is known only by name: the table's schema has vouched for the payload. */
type AnyHandler<S> = (socket: S, payload: never) => unknown;

export interface EventRules<T extends Table> {
  table: T;
  rate: Rate;
  /** events answered at once; all others of one connection are handled one after another, in order */
  immediate: readonly (keyof T & string)[];
  now: () => number;
  log: Logger;
  /** how many streams of voice a connection may send at once; one when nothing is said */
  streamsOf?: (socketId: string) => number;
  onEvent?: (event: string, outcome: string) => void;
}

type Ack = (answer: unknown) => void;

/**
 * Makes the function that attaches a whole protocol table to a socket: rate, schema, order, errors and the answer to
 * unknown events are the same for every row, so no event can end the process or stay unanswered.
 */
export function eventBinder<T extends Table, S extends Socket>(rules: EventRules<T>, handlers: Handlers<T, S>) {
  const immediate = new Set<string>(rules.immediate);
  const byName = new Map<string, AnyHandler<S>>(Object.entries(handlers));

  return (socket: S): void => {
    const bucket = new TokenBucket(rules.rate, rules.now());
    const voiceBucket = new TokenBucket(LIMITS.voice, rules.now());
    let strikes = 0;
    let tail: Promise<void> | null = null;

    socket.onAny((event: string, ...args: unknown[]) => {
      const last = args.at(-1);
      const ack = typeof last === 'function' ? (last as Ack) : null;
      const payload = ack && args.length === 1 ? undefined : args[0];
      const answer: Ack = (value) => {
        rules.onEvent?.(byName.has(event) ? event : 'unknown', outcomeOf(value));
        ack?.(value);
      };
      const allowed =
        event === 'voice'
          ? voiceBucket.take(voiceRate(rules.streamsOf?.(socket.id) ?? 1), rules.now())
          : bucket.take(rules.rate, rules.now());
      if (!allowed) {
        strikes += 1;
        if (strikes > LIMITS.floodStrikes) socket.disconnect(true);
        return answer(refuse('rate-limited', '发送过于频繁，请稍后再试'));
      }
      strikes = Math.max(0, strikes - 1);
      const row = Object.hasOwn(rules.table, event) ? rules.table[event] : undefined;
      const handler = byName.get(event);
      if (!row || !handler) return answer(refuse('invalid', '未知的事件'));
      const parsed = row.payload.safeParse(payload);
      if (!parsed.success) return answer(invalidPayload(parsed.error));

      const run = () => runHandler(() => handler(socket, parsed.data as never), answer, rules.log, event);
      if (immediate.has(event)) {
        void run();
        return;
      }
      const mine: Promise<void> = (tail ?? Promise.resolve()).then(run).finally(() => {
        if (tail === mine) tail = null;
      });
      tail = mine;
    });
  };
}

function voiceRate(streams: number): Rate {
  if (streams <= 1) return LIMITS.voice;
  return { perSecond: LIMITS.voice.perSecond * streams, burst: LIMITS.voice.burst * streams };
}

async function runHandler(handle: () => unknown, answer: Ack, log: Logger, event: string): Promise<void> {
  try {
    answer(await handle());
  } catch (error) {
    log.error({ err: error, event }, 'a handler failed');
    const unavailable = error instanceof StorageUnavailable;
    answer(refuse('unavailable', unavailable ? '中心暂时无法保存，请稍后再试' : '中心处理时出错，请稍后再试'));
  }
}

function outcomeOf(value: unknown): string {
  if (typeof value !== 'object' || value === null || !('ok' in value)) return 'none';
  if (value.ok === true) return 'ok';
  return 'code' in value && typeof value.code === 'string' ? value.code : 'refused';
}
