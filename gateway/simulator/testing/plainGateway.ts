import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { Server, type Socket } from 'socket.io';

/** What the plain gateway saw; tests look here. */
export interface Seen {
  logins: number;
  positions: number;
  messages: { event: string; payload: unknown; workerId: string }[];
  uploads: { path: string; bytes: number; sha256: string }[];
}

export interface PlainGateway {
  url: string;
  seen: Seen;
  sockets: Map<string, Socket>;
  close(): Promise<void>;
}

const EVENTS = ['report', 'receipt', 'case:action', 'duty', 'sos', 'video:answer'];

/**
 * A gateway with no memory: takes every login, welcomes every handheld, says yes to every message. It stands in for a
 * machine at the other end of the wire when the simulator alone is tested or measured, never for the gateway's rules.
 */
export async function startPlainGateway(port = 0, answers: Record<string, unknown> = {}): Promise<PlainGateway> {
  const seen: Seen = { logins: 0, positions: 0, messages: [], uploads: [] };
  const sockets = new Map<string, Socket>();
  const http = createServer((request, response) => void serve(request, response, seen));
  const server = new Server(http, { path: '/socket.io', transports: ['websocket'] });
  server.of('/terminal').on('connection', (socket) => welcome(socket, seen, sockets, answers));
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
  const address = http.address() as AddressInfo;
  return { url: `http://127.0.0.1:${address.port}`, seen, sockets, close: () => server.close() };
}

function welcome(socket: Socket, seen: Seen, sockets: Map<string, Socket>, answers: Record<string, unknown>): void {
  const workerId = String(socket.handshake.auth.token);
  sockets.set(workerId, socket);
  socket.emit('welcome', { serverTime: Date.now(), terminalId: socket.id, workerId, channels: [], pending: 0 });
  socket.on('position', (payload: unknown, answer?: (value: unknown) => void) => {
    const accepted = Array.isArray(payload) ? payload.length : 1;
    seen.positions += accepted;
    answer?.({ ok: true, accepted });
  });
  for (const event of EVENTS) {
    socket.on(event, (payload: { id?: string }, answer?: (value: unknown) => void) => {
      seen.messages.push({ event, payload, workerId });
      answer?.(answers[event] ?? { ok: true, caseId: payload.id, state: 'handling' });
    });
  }
}

async function serve(request: IncomingMessage, response: ServerResponse, seen: Seen): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const body = Buffer.concat(chunks);
  const path = request.url ?? '';
  response.setHeader('content-type', 'application/json');
  if (path.startsWith('/media/')) {
    seen.uploads.push({ path, bytes: body.length, sha256: String(request.headers['x-sha256']) });
    response.end(JSON.stringify({ id: path.slice('/media/'.length), size: body.length, complete: true }));
    return;
  }
  seen.logins++;
  const asked: { username?: string; refreshToken?: string } = JSON.parse(body.toString('utf8'));
  const id = asked.username ?? asked.refreshToken ?? '';
  const user = { id, name: id, roles: [], areas: [] };
  response.end(JSON.stringify({ accessToken: id, refreshToken: id, expiresIn: 3600, user }));
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });
  const gateway = await startPlainGateway(Number(values.port));
  console.log(JSON.stringify({ event: 'listening', url: gateway.url }));
  setInterval(() => {
    const { positions, logins } = gateway.seen;
    console.log(JSON.stringify({ positions, logins, connected: gateway.sockets.size }));
    gateway.seen.messages.length = 0;
  }, 5000).unref();
}
