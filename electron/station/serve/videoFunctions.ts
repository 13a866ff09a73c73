import type { z } from 'zod';
import {
  videoAskSchema,
  videoDeskSchema,
  videoOverSchema,
  videoSignalSchema,
  videoTargetSchema,
  videoTurnSchema,
} from '#shared/contract/video.ts';
import type { Answer, StationFunctions } from '#shared/contract/station.ts';
import type { VideoDesk } from '../video/videoDesk.ts';
import { no } from './answers.ts';
import type { Window } from './windows.ts';

type VideoFunctions = Pick<
  StationFunctions,
  'videoAsk' | 'videoServers' | 'videoOver' | 'videoSignal' | 'videoTurn' | 'videoShow' | 'videoReady' | 'videoKeep'
>;
type Timed = <T>(name: string, run: () => Answer<T> | Promise<Answer<T>>) => Promise<Answer<T>>;

/** The contract's calls about video, as one window makes them; only who is signed in is served. */
export function videoFunctions(
  window: Window,
  video: VideoDesk,
  signedIn: () => boolean,
  timed: Timed,
): VideoFunctions {
  const checked =
    <S extends z.ZodType>(name: string, schema: S, run: (value: z.output<S>) => Answer<null> | Promise<Answer<null>>) =>
    (input: unknown): Promise<Answer<null>> =>
      timed(name, () => {
        if (!signedIn()) return no('unauthorized', 'signed-out');
        const parsed = schema.safeParse(input);
        return parsed.success ? run(parsed.data) : no('invalid', 'invalid-input');
      });
  return {
    videoAsk: checked('videoAsk', videoAskSchema, (ask) => video.ask(window.id, ask)),
    videoOver: checked('videoOver', videoOverSchema, (over) => video.over(window.id, over)),
    videoSignal: checked('videoSignal', videoSignalSchema, (signal) => video.signal(window.id, signal)),
    videoServers: () =>
      timed('videoServers', async () => (signedIn() ? video.servers() : no('unauthorized', 'signed-out'))),
    videoTurn: checked('videoTurn', videoTurnSchema, (turn) => video.turn(turn)),
    videoShow: checked('videoShow', videoTargetSchema, (target) => video.show(target)),
    videoReady: () => timed('videoReady', () => video.ready(window.id)),
    videoKeep: checked('videoKeep', videoDeskSchema, (desk) => video.keep(desk)),
  };
}
