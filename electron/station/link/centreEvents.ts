import type { Socket } from 'socket.io-client';
import type { z } from 'zod';
import { GATEWAY_TO_CONSOLE } from '#shared/protocol/console.ts';
import { type FloorEvent, floorEventSchema } from '#shared/protocol/intercom.ts';
import { VIDEO_EVENTS, type VideoCentreEvent } from '../video/videoDesk.ts';

export type Notice = z.infer<(typeof GATEWAY_TO_CONSOLE)['notice']['payload']>;
export type Cue = z.infer<(typeof GATEWAY_TO_CONSOLE)['wall:cue']['payload']>;

export const FLOOR_NEWS = ['taken', 'idle', 'granted', 'revoked', 'queued', 'warned'] as const;
export type FloorNews = (typeof FLOOR_NEWS)[number];

/** What the centre says unasked. */
export interface CentreEvents {
  /** the centre told its time: in answer to what was sent at `sentAt` of the steady clock, or unasked (null) */
  clock(serverTime: number, sentAt: number | null): void;
  delta(payload: unknown, ack: (answer: { seq: number }) => void): void;
  fleet(frame: Uint8Array): void;
  notice(notice: Notice): void;
  cue(cue: Cue): void;
  floor(news: FloorNews, event: FloorEvent): void;
  /** a frame of voice, whoever's */
  voice(frame: Uint8Array): void;
  video(event: VideoCentreEvent, payload: unknown): void;
}

/** Hears a connection while it is `current`. What fits no schema of this version is not for it. */
export function hearCentre(socket: Socket, current: () => boolean, world: CentreEvents): void {
  const on = (event: string, hear: (payload: unknown, ack: unknown) => void): void => {
    socket.on(event, (payload: unknown, ack: unknown) => {
      if (current()) hear(payload, ack);
    });
  };
  on('heartbeat', (payload) => {
    const beat = GATEWAY_TO_CONSOLE.heartbeat.payload.safeParse(payload);
    if (beat.success) world.clock(beat.data.serverTime, null);
  });
  on('delta', (payload, ack) => {
    if (typeof ack === 'function') world.delta(payload, (answer) => void ack(answer));
  });
  const onBytes = (event: string, hear: (bytes: Uint8Array) => void): void =>
    on(event, (bytes) => {
      if (bytes instanceof Uint8Array) hear(bytes);
      else if (bytes instanceof ArrayBuffer) hear(new Uint8Array(bytes));
    });
  onBytes('fleet', (frame) => world.fleet(frame));
  onBytes('voice', (frame) => world.voice(frame));
  for (const news of FLOOR_NEWS) {
    on(`floor:${news}`, (payload) => {
      const event = floorEventSchema.safeParse(payload);
      if (event.success) world.floor(news, event.data);
    });
  }
  on('notice', (payload) => {
    const notice = GATEWAY_TO_CONSOLE.notice.payload.safeParse(payload);
    if (notice.success) world.notice(notice.data);
  });
  on('wall:cue', (payload) => {
    const cue = GATEWAY_TO_CONSOLE['wall:cue'].payload.safeParse(payload);
    if (cue.success) world.cue(cue.data);
  });
  for (const event of VIDEO_EVENTS) on(event, (payload) => world.video(event, payload));
}
