import type { Socket } from 'socket.io-client';
import type { FloorEvent } from '#shared/protocol/intercom.ts';
import { GATEWAY_TO_TERMINAL } from '#shared/protocol/terminal.ts';
import type { Counters, LinkEvents } from './link.ts';
import type { RadioSet } from './radioSet.ts';

type FloorEventName = 'floor:granted' | 'floor:taken' | 'floor:revoked' | 'floor:idle';

interface Listener {
  counters: Counters;
  radio: RadioSet;
  /** somebody speaks with it */
  talks: boolean;
  heard: LinkEvents['heard'];
}

/** What the gateway says to a handheld: validated, answered, and only then heard by whoever carries it. */
export function listen(socket: Socket, listener: Listener): void {
  const { counters, radio, heard } = listener;
  const taking = takingInto(counters);
  const on = GATEWAY_TO_TERMINAL;
  socket.on('welcome', (payload: unknown) =>
    taking(on.welcome.payload, payload, null, ({ channels }) => radio.use(channels)),
  );
  if (listener.talks) listenToRadio(socket, radio, taking);
  socket.on('command', (payload: unknown, answer: unknown) =>
    taking(on.command.payload, payload, answer, (command) => {
      counters.commandsReceived++;
      heard({ type: 'command', command });
    }),
  );
  socket.on('command:cancel', (payload: unknown, answer: unknown) =>
    taking(on['command:cancel'].payload, payload, answer, ({ id }) => heard({ type: 'cancel', commandId: id })),
  );
  socket.on('command:remind', (payload: unknown, answer: unknown) =>
    taking(on['command:remind'].payload, payload, answer, ({ id, level }) =>
      heard({ type: 'remind', commandId: id, level }),
    ),
  );
  socket.on('welfare', (payload: unknown, answer: unknown) =>
    taking(on.welfare.payload, payload, answer, ({ level }) => heard({ type: 'welfare', level })),
  );
  socket.on('video:invite', (payload: unknown, answer: unknown) =>
    taking(on['video:invite'].payload, payload, answer, ({ sessionId }) => heard({ type: 'video-invite', sessionId })),
  );
  socket.on('video:end', (payload: unknown, answer: unknown) =>
    taking(on['video:end'].payload, payload, answer, () => {}),
  );
}

/** Handhelds that never talk have nothing to do with who does: sixteen thousand of them would hear every talk of the district. */
function listenToRadio(socket: Socket, radio: RadioSet, taking: ReturnType<typeof takingInto>): void {
  socket.on('channels', (payload: unknown) =>
    taking(GATEWAY_TO_TERMINAL.channels.payload, payload, null, ({ channels }) => radio.use(channels)),
  );
  const on = (name: FloorEventName, take: (event: FloorEvent) => void) =>
    socket.on(name, (payload: unknown) => taking(GATEWAY_TO_TERMINAL[name].payload, payload, null, take));
  on('floor:granted', (event) => radio.granted(event, Date.now()));
  on('floor:taken', (event) => radio.taken(event));
  on('floor:revoked', (event) => radio.revoked(event));
  on('floor:idle', (event) => radio.idle(event));
}

/** Validates what came in, answers it, and hands it on; nonsense is counted. */
function takingInto(counters: Counters) {
  return <T>(
    schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } },
    payload: unknown,
    answer: unknown,
    take: (value: T) => void,
  ): void => {
    const parsed = schema.safeParse(payload);
    if (!parsed.success) counters.nonsense++;
    if (typeof answer === 'function')
      answer(parsed.success ? { ok: true } : { ok: false, code: 'invalid', message: '内容不符合协议' });
    if (parsed.success) take(parsed.data);
  };
}
