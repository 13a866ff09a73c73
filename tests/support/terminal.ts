import { io, type Socket } from 'socket.io-client';
import { loginAnswerSchema } from '#shared/protocol/http.ts';

const deviceOf = (workerId: string) => ({ id: `test-${workerId}`, model: 'test', app: 'test' });

async function signIn(gateway: string, workerId: string): Promise<string> {
  const answer = await fetch(`${gateway}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: workerId, password: 'demo', device: deviceOf(workerId) }),
  });
  return loginAnswerSchema.parse(await answer.json()).accessToken;
}

async function connect(gateway: string, workerId: string, token: string): Promise<Socket> {
  const socket = io(`${gateway}/terminal`, {
    transports: ['websocket'],
    forceNew: true,
    auth: { protocol: 1, token, device: deviceOf(workerId) },
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('welcome', () => resolve());
    socket.once('connect_error', reject);
  });
  return socket;
}

/** Signs a demo worker in and connects a terminal of theirs, as another maker's terminal would. */
export async function connectTerminal(gateway: string, workerId: string): Promise<Socket> {
  return connect(gateway, workerId, await signIn(gateway, workerId));
}

/** Several connections of one worker with one sign-in, which costs the most of it. */
export async function connectCrowd(gateway: string, workerId: string, count: number): Promise<Socket[]> {
  const token = await signIn(gateway, workerId);
  return Promise.all(Array.from({ length: count }, () => connect(gateway, workerId, token)));
}
