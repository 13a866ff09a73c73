import type { DefaultEventsMap, Namespace, Socket } from 'socket.io';

/** The protocol tables, not Socket.IO's types, say which events there are; `D` is what is kept of a connection. */
export type WireSocket<D> = Socket<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, D>;
export type WireNamespace<D> = Namespace<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, D>;

/** Emits and waits for the other side's answer; null when it did not answer in time or went away. */
export function emitAcked<D>(socket: WireSocket<D>, event: string, payload: unknown, ms: number): Promise<unknown> {
  return new Promise((resolve) => {
    const gone = () => resolve(null);
    socket.once('disconnect', gone);
    socket.timeout(ms).emit(event, payload, (error: Error | null, answer: unknown) => {
      socket.off('disconnect', gone);
      resolve(error ? null : answer);
    });
  });
}
