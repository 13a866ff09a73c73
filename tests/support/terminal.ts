import { io, type Socket } from 'socket.io-client';
import { loginAnswerSchema } from '#shared/protocol/http.ts';

/** Signs a demo worker in and connects a terminal of theirs, as another maker's terminal would. */
export async function connectTerminal(gateway: string, workerId: string): Promise<Socket> {
  const device = { id: `test-${workerId}`, model: 'test', app: 'test' };
  const answer = await fetch(`${gateway}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: workerId, password: 'demo', device }),
  });
  const { accessToken } = loginAnswerSchema.parse(await answer.json());
  const socket = io(`${gateway}/terminal`, {
    transports: ['websocket'],
    auth: { protocol: 1, token: accessToken, device },
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('welcome', () => resolve());
    socket.once('connect_error', reject);
  });
  return socket;
}
