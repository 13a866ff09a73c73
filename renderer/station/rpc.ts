import { createBirpc } from 'birpc';
import type { FeedName } from '#shared/contract/feeds.ts';
import { isVoiceMessage } from '#shared/contract/radio.ts';
import type { StationFunctions, WindowFunctions } from '#shared/contract/station.ts';

/** A call whose port went away before it was answered: asked again on the next port. */
export class StationLost extends Error {
  constructor() {
    super('the station went away before it answered');
    this.name = 'StationLost';
  }
}

/** The station's functions as birpc sees them: it cannot carry the generic of `read` through its mapped types. */
interface RemoteFunctions extends Omit<StationFunctions, 'read'> {
  read(name: FeedName, input: unknown): Promise<unknown>;
}
/** What travels on the port beside the calls: neither is ever shown to birpc. */
interface Beside {
  tick: (tick: ArrayBuffer) => void;
  voice: (frame: Uint8Array) => void;
}
/** The window's end of a port: calls by birpc, ticks and voice beside them. */
export function makeRpc(port: MessagePort, own: WindowFunctions, beside: Beside) {
  return createBirpc<RemoteFunctions, WindowFunctions>(own, {
    post: (data) => port.postMessage(data),
    on: (receive) => {
      port.onmessage = (event: MessageEvent<unknown>) => {
        if (event.data instanceof ArrayBuffer) beside.tick(event.data);
        else if (isVoiceMessage(event.data)) beside.voice(event.data.frame);
        else receive(event.data);
      };
    },
    off: () => {
      port.onmessage = null;
    },
    timeout: -1,
  });
}
export type Rpc = ReturnType<typeof makeRpc>;
