import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface OverlayAnswer {
  status?: number;
  type?: string;
  body: string | Buffer;
  headers?: Record<string, string>;
}

export interface OverlayServer {
  url: string;
  /** the addresses it was asked for, in order */
  asked: string[];
  /** what it answers, by path; anything else is 404 */
  answers: Map<string, OverlayAnswer>;
  end(): Promise<void>;
}

/** What others publish, on loopback. */
export async function startOverlayServer(): Promise<OverlayServer> {
  const asked: string[] = [];
  const answers = new Map<string, OverlayAnswer>();
  const server = createServer((request, response) => {
    const address = request.url ?? '';
    asked.push(address);
    const answer = answers.get(address.split('?')[0] ?? '');
    if (!answer) return void response.writeHead(404).end();
    const { status = 200, type = 'application/geo+json', body, headers } = answer;
    response.writeHead(status, { 'content-type': type, ...headers }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answers,
    end: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** A notice of a square of `size` degrees around a place, as one feature. */
export function noticeFeature(
  [lon, lat]: readonly [number, number],
  size: number,
  properties: { id: string; title: string; level: string; from?: string | number; to?: string | number; text?: string },
): object {
  const [west, south, east, north] = [lon - size / 2, lat - size / 2, lon + size / 2, lat + size / 2];
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } };
}

export const collectionOf = (...features: object[]): string => JSON.stringify({ type: 'FeatureCollection', features });
