import type { Server } from 'socket.io';
import type { Gateway } from '../context.ts';
import { FloorControl } from './floor.ts';
import { VideoSessions } from './video.ts';

const NAMESPACES = ['/terminal', '/console'] as const;

/** Floor control and video signalling over both namespaces: rooms are `channel:<id>` and `worker:<id>`. */
export function openIntercom(io: Server, gateway: Gateway): { floor: FloorControl; video: VideoSessions } {
  const floor = new FloorControl(
    {
      hasChannel: (channelId) => gateway.directory.channels.has(channelId),
      toChannel(channelId, event, payload, exceptSocketId) {
        for (const name of NAMESPACES) {
          io.of(name)
            .to(`channel:${channelId}`)
            .except(exceptSocketId ?? [])
            .emit(event, payload);
        }
      },
      toSocket(socketId, event, payload) {
        for (const name of NAMESPACES) io.of(name).sockets.get(socketId)?.emit(event, payload);
      },
      voice(channelId, frame, exceptSocketId) {
        for (const name of NAMESPACES) {
          io.of(name).to(`channel:${channelId}`).except(exceptSocketId).volatile.emit('voice', frame);
        }
      },
    },
    gateway.now,
  );
  const video = new VideoSessions({
    toWorker(workerId, event, payload) {
      const terminals = io.of('/terminal');
      const room = `worker:${workerId}`;
      if (!terminals.adapter.rooms.get(room)?.size) return false;
      terminals.to(room).emit(event, payload);
      return true;
    },
    toConsole(socketId, event, payload) {
      io.of('/console').sockets.get(socketId)?.emit(event, payload);
    },
  });
  return { floor, video };
}
