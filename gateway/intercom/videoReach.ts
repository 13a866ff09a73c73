import type { Server } from 'socket.io';
import type { VideoReach } from './video.ts';

/** Video signalling over the two namespaces: a worker's terminals are in the room `worker:<id>`. */
export function videoReach(io: Server): VideoReach {
  const terminals = io.of('/terminal');
  return {
    toWorker(workerId, event, payload, took) {
      let told = 0;
      for (const socketId of terminals.adapter.rooms.get(`worker:${workerId}`) ?? []) {
        const socket = terminals.sockets.get(socketId);
        if (!socket) continue;
        told += 1;
        socket.emit(event, payload, () => took?.());
      }
      return told;
    },
    toTerminal(socketId, event, payload) {
      const socket = terminals.sockets.get(socketId);
      socket?.emit(event, payload);
      return socket !== undefined;
    },
    toOthers(workerId, exceptSocketId, event, payload) {
      terminals.to(`worker:${workerId}`).except(exceptSocketId).emit(event, payload);
    },
    toConsole(socketId, event, payload) {
      io.of('/console').sockets.get(socketId)?.emit(event, payload);
    },
    later(ms, run) {
      const timer = setTimeout(run, ms);
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
}
