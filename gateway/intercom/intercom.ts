import type { Server } from 'socket.io';
import { FLOOR_RULES, type FloorRules } from '#shared/domain/floor.ts';
import type { Gateway } from '../context.ts';
import { type CallBackNotice } from './callBacks.ts';
import { FieldOut } from './fieldOut.ts';
import { FloorControl, type FloorReach } from './floor.ts';
import { channelRoom, ChannelRooms, EVERY_CHANNEL } from './rooms.ts';
import { TransmissionBook } from './transmissions.ts';
import { VoiceOut } from './voiceOut.ts';
import { VideoSessions } from './video.ts';
import { videoReach } from './videoReach.ts';

/** The radio as both namespaces use it. */
export interface Radio {
  floor: FloorControl;
  rooms: ChannelRooms;
  talks: TransmissionBook;
  notify(notice: CallBackNotice): void;
}

/** Floor control, channels and video signalling over both namespaces: rooms are `channel:<id>` and `worker:<id>`. */
export function openIntercom(
  io: Server,
  gateway: Gateway,
  rules: FloorRules = FLOOR_RULES,
): { radio: Radio; video: VideoSessions } {
  const talks = new TransmissionBook(gateway, rules);
  const { now, newId } = gateway;
  const floor = new FloorControl(reachOf(io, gateway, talks), { now, newId, rules });
  const rooms = new ChannelRooms(io, gateway, floor);
  const notify = (notice: CallBackNotice) => void io.of('/console').emit('notice', notice);
  return { radio: { floor, rooms, talks, notify }, video: new VideoSessions(videoReach(io)) };
}

function reachOf(io: Server, { directory, metrics, now }: Gateway, talks: TransmissionBook): FloorReach {
  const [terminals, consoles] = [io.of('/terminal'), io.of('/console')];
  const leftOut = { late: metrics.voice.labels('late-listener'), overload: metrics.voice.labels('overload') };
  const toDesks = new VoiceOut(consoles);
  const toField = new FieldOut(terminals, now, (why, copies) => leftOut[why].inc(copies));
  return {
    isCrowded: (channelId) => toField.isCrowded(channelId),
    indexOf: (channelId) => directory.channels.get(channelId)?.index,
    toOthers(channelId, event, payload, exceptSocketId) {
      toField.tell(channelId, event, payload, exceptSocketId);
      consoles.except(exceptSocketId ?? []).emit(event, payload);
    },
    toSocket(socketId, event, payload) {
      toField.bringForward(payload.channelId, socketId);
      (terminals.sockets.get(socketId) ?? consoles.sockets.get(socketId))?.emit(event, payload);
    },
    voice(channelId, frame, exceptSocketId) {
      const missed = toDesks.send([channelRoom(channelId), EVERY_CHANNEL], frame, exceptSocketId);
      if (missed > 0) leftOut.late.inc(missed);
      return toField.voice(channelId, frame, exceptSocketId);
    },
    began: (talk) => talks.began(talk),
    ended(talk, reason, at) {
      metrics.talks.inc({ endedBy: reason });
      talks.ended(talk, reason, at);
    },
    frame: (outcome) => metrics.voice.inc({ outcome }),
  };
}
