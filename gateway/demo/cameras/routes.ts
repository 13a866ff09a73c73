import type { FastifyInstance } from 'fastify';
import type { SignIn } from '../../auth/signIn.ts';
import type { Gateway } from '../../context.ts';
import { bearer, sendRefusal } from '../../http/answer.ts';
import { refuse } from '../../wire/refusal.ts';
import type { DemoCameras } from './demoCameras.ts';
import { DEMO_CAMERAS } from './sources.ts';

/**
 * `GET /demo/cameras/{id}`: the picture that a demo camera, or the handheld of a simulated worker, shows now. For whoever holds
 * a token, like every picture of the centre. `x-timestamp` says when it was taken, seconds since the epoch.
 */
export function addDemoCameraRoutes(
  app: FastifyInstance,
  gateway: Pick<Gateway, 'storage' | 'directory' | 'now'>,
  signIn: SignIn,
  cameras: DemoCameras,
): void {
  app.get<{ Params: { id: string } }>(`${DEMO_CAMERAS}:id`, async (request, reply) => {
    if (!(await bearer(request, signIn))) return sendRefusal(reply, refuse('unauthorized', '登录已失效，请重新登录'));
    const { id } = request.params;
    const known = gateway.directory.workers.has(id) || (await gateway.storage.get('video-source', id)) !== null;
    if (!known) return sendRefusal(reply, refuse('not-found', '没有这个视频源'));
    const { at, png } = cameras.picture(id, gateway.now());
    return reply
      .header('content-type', 'image/png')
      .header('x-timestamp', (at / 1000).toFixed(3))
      .header('cache-control', 'no-store')
      .header('x-content-type-options', 'nosniff')
      .send(png);
  });
}
