import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { sendFlv } from './flvLive.ts';
import { MediaStreamTrack, RTCPeerConnection, RtpHeader, RtpPacket, useOPUS, useVP8 } from 'werift';

const clip = (name: string): Buffer => readFileSync(join(import.meta.dirname, 'clip', name));
const TYPES: Record<string, string> = {
  m3u8: 'application/vnd.apple.mpegurl',
  m4s: 'video/iso.segment',
  mp4: 'video/mp4',
};
/** A stream in a codec that no browser knows. */
const STRANGE = '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=100000,CODECS="xvid.1"\n/hls/clip.m3u8\n';
/** ms from one picture of the clip to the next */
const EVERY_MS = 100;
/** bytes of a picture in one packet */
const MOST_BYTES = 1100;

export interface MediaServer {
  url: string;
  /** when each picture of the clip last left by WHEP, by its number, ms since the epoch */
  sentAt: Map<number, number>;
  /** the same of the live FLV */
  flvSentAt: Map<number, number>;
  /** sessions that were deleted by their viewers */
  deleted: number;
  close(): Promise<void>;
}

/** A media server as a district has one: HLS, and WHEP by a real WebRTC peer. It sends no CORS headers. */
export async function startMediaServer(): Promise<MediaServer> {
  const peers = new Set<RTCPeerConnection>();
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(500).end());
  });
  const media: MediaServer = { url: '', sentAt: new Map(), flvSentAt: new Map(), deleted: 0, close };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? '';
    const movedTo = /^\/moved(\/.+)$/.exec(path)?.[1];
    if (movedTo) return void response.writeHead(307, { location: movedTo }).end();
    if (path === '/whep' && request.method === 'POST') return joinPeer(await bodyOf(request), response);
    if (path === '/whep/1' && request.method === 'DELETE') {
      media.deleted += 1;
      return void response.writeHead(200).end();
    }
    if (path === '/locked.m3u8') return void response.writeHead(401).end();
    if (path === '/strange.m3u8') return void response.writeHead(200, { 'content-type': TYPES.m3u8 }).end(STRANGE);
    if (path === '/empty.flv') return response.writeHead(200, { 'content-type': 'video/x-flv' }).flushHeaders();
    if (path === '/live.flv' || path === '/silent.flv') return sendLive(response, path === '/silent.flv');
    const name = /^\/hls\/([\w.]+)$/.exec(path)?.[1];
    if (!name) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': TYPES[name.split('.').pop() ?? ''] ?? 'application/octet-stream' });
    response.end(clip(name));
  };
  const joinPeer = async (sdp: string, response: ServerResponse): Promise<void> => {
    const peer = new RTCPeerConnection({ codecs: { audio: [useOPUS()], video: [useVP8()] } });
    peers.add(peer);
    const track = new MediaStreamTrack({ kind: 'video' });
    peer.addTransceiver(track, { direction: 'sendonly' });
    await peer.setRemoteDescription({ type: 'offer', sdp });
    await peer.setLocalDescription(await peer.createAnswer());
    sendClip(track, media.sentAt, () => peer.connectionState);
    response.writeHead(201, { 'content-type': 'application/sdp', location: '/whep/1' });
    response.end(peer.localDescription?.sdp);
  };
  const sendLive = (response: ServerResponse, silent: boolean): void => {
    response.writeHead(200, { 'content-type': 'video/x-flv' });
    const live = sendFlv(
      clip('clip.flv'),
      (bytes) => response.write(bytes),
      (n) => media.flvSentAt.set(n, Date.now()),
      silent,
    );
    response.on('close', () => live.stop());
  };
  async function close(): Promise<void> {
    await Promise.all([...peers].map((peer) => peer.close()));
    server.closeAllConnections();
    server.close();
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  media.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return media;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

/** Sends the clip again and again as VP8 (RFC 7741), while its peer is not closed. */
function sendClip(track: MediaStreamTrack, sentAt: Map<number, number>, state: () => string): void {
  const pictures = ivfPictures(clip('clip.ivf'));
  let sequenceNumber = 1;
  let sent = 0;
  const timer = setInterval(() => {
    if (state() === 'closed') return clearInterval(timer);
    const n = sent % pictures.length;
    const picture = pictures[n] ?? Buffer.alloc(0);
    sentAt.set(n + 1, Date.now());
    for (let from = 0; from < picture.length; from += MOST_BYTES) {
      const descriptor = Buffer.from([from === 0 ? 0x10 : 0]);
      const payload = Buffer.concat([descriptor, picture.subarray(from, from + MOST_BYTES)]);
      const header = new RtpHeader({
        payloadType: 96,
        sequenceNumber: sequenceNumber & 0xffff,
        timestamp: (sent * EVERY_MS * 90) >>> 0,
        ssrc: 1,
        marker: from + MOST_BYTES >= picture.length,
      });
      track.writeRtp(new RtpPacket(header, payload));
      sequenceNumber += 1;
    }
    sent += 1;
  }, EVERY_MS);
}

/** The pictures of an IVF file: 32 bytes of header, then for each its length, 8 bytes of time, and itself. */
function ivfPictures(file: Buffer): Buffer[] {
  const pictures: Buffer[] = [];
  for (let at = 32; at + 12 <= file.length; ) {
    const length = file.readUInt32LE(at);
    pictures.push(file.subarray(at + 12, at + 12 + length));
    at += 12 + length;
  }
  return pictures;
}
