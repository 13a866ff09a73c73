import Fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import { PROTOCOL_VERSION } from '#shared/protocol/common.ts';
import type { Gateway } from '../context.ts';
import { StorageUnavailable } from '../storage/storage.ts';
import { sendRefusal } from './answer.ts';

const BODY_BYTES = 100_000;
export const GATEWAY_VERSION = '0.1.0';

/** The HTTP side of the gateway's port: JSON errors everywhere, health, readiness and figures. */
export function createHttp(gateway: Gateway): FastifyInstance {
  const app = Fastify({ logger: false, bodyLimit: BODY_BYTES, trustProxy: false, forceCloseConnections: true });

  app.setErrorHandler((error: FastifyError | StorageUnavailable, _request, reply) => {
    const status = error instanceof StorageUnavailable ? 503 : (error.statusCode ?? 500);
    if (status >= 500) gateway.log.error({ err: error }, 'an HTTP request failed');
    const code = status === 413 || status < 500 ? 'invalid' : 'unavailable';
    return sendRefusal(reply, { code, message: status >= 500 ? '中心处理时出错，请稍后再试' : error.message }, status);
  });
  app.setNotFoundHandler((_request, reply) => sendRefusal(reply, { code: 'not-found', message: '没有这个地址' }));

  app.get('/health', async () => {
    const { taken, counts } = gateway.positions.ofAll();
    return { ok: true, version: GATEWAY_VERSION, protocol: PROTOCOL_VERSION, positions: { taken, dropped: counts } };
  });
  app.get('/ready', async (_request, reply) => {
    try {
      await gateway.storage.check();
      return { ok: true };
    } catch (error) {
      gateway.log.error({ err: error }, 'not ready');
      return sendRefusal(reply, { code: 'unavailable', message: '存储不可写' });
    }
  });
  app.get('/metrics', async (_request, reply) => {
    gateway.metrics.logSeq.set(gateway.storage.lastSeq());
    return reply.type(gateway.metrics.registry.contentType).send(await gateway.metrics.registry.metrics());
  });
  return app;
}
