import type { Server } from 'socket.io';
import { FLOOR_RULES, type FloorRules } from '#shared/domain/floor.ts';
import type { Gateway } from '../context.ts';
import { LIMITS } from '../limits.ts';
import { TokenBucket } from '../wire/tokenBucket.ts';
import { type CallBackNotice } from './callBacks.ts';
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
  const [toField, toDesks] = [new VoiceOut(terminals), new VoiceOut(consoles)];
  const copies = new TokenBucket(LIMITS.voiceCopies, now());
  const late = metrics.voice.labels('late-listener');
  return {
    isCrowded: (channelId) => toField.count([channelRoom(channelId)]) > LIMITS.mostListeners,
    indexOf: (channelId) => directory.channels.get(channelId)?.index,
    toOthers(channelId, event, payload, exceptSocketId) {
      const except = exceptSocketId ?? [];
      terminals.to(channelRoom(channelId)).except(except).emit(event, payload);
      consoles.except(except).emit(event, payload);
    },
    toSocket(socketId, event, payload) {
      (terminals.sockets.get(socketId) ?? consoles.sockets.get(socketId))?.emit(event, payload);
    },
    voice(channelId, frame, exceptSocketId) {
      const room = channelRoom(channelId);
      const missed = toDesks.send([room, EVERY_CHANNEL], frame, exceptSocketId);
      // A call to sixteen thousand would hold the loop: the desks have it, the field goes without what cannot be copied in time.
      const listening = toField.count([room]);
      const fits = listening <= LIMITS.mostListeners && copies.take(LIMITS.voiceCopies, now(), listening);
      const missedInField = fits ? toField.send([room], frame, exceptSocketId) : 0;
      if (missed + missedInField > 0) late.inc(missed + missedInField);
      return fits;
    },
    began: (talk) => talks.began(talk),
    ended(talk, reason, at) {
      metrics.talks.inc({ endedBy: reason });
      talks.ended(talk, reason, at);
    },
    frame: (outcome) => metrics.voice.inc({ outcome }),
  };
}
