import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PNG } from 'pngjs';
import { pixelOf, type LonLat } from '#shared/geo/index.ts';
import { loadDriver } from '../../../electron/station/db/driver.ts';

/** Real sources of tiles for the map: an MBTiles file, and a server of tiles in GCJ-02 on loopback. */

type Colour = readonly [red: number, green: number, blue: number];
const TILE = 256;

/** A square of 256 pixels as PNG. */
export function picture(paint: (x: number, y: number) => Colour): Buffer {
  const png = new PNG({ width: TILE, height: TILE });
  for (let y = 0; y < TILE; y += 1) {
    for (let x = 0; x < TILE; x += 1) png.data.set([...paint(x, y), 255], (y * TILE + x) * 4);
  }
  return PNG.sync.write(png);
}

/** Every tile of a box in one colour, in WGS-84. */
export function makeMbtiles(path: string, [west, south, east, north]: readonly number[], colour: Colour): void {
  const db = new (loadDriver(''))(path);
  db.exec('CREATE TABLE metadata (name TEXT, value TEXT)');
  db.exec('CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB)');
  db.exec("INSERT INTO metadata VALUES ('format', 'png'), ('name', 'plain')");
  const insert = db.prepare('INSERT INTO tiles VALUES (?, ?, ?, ?)');
  const plain = picture(() => colour);
  for (let z = 10; z <= 14; z += 1) {
    const from = pixelOf(west ?? 0, north ?? 0, z, 'wgs84', 'xyz').map((px) => Math.floor(px / TILE));
    const to = pixelOf(east ?? 0, south ?? 0, z, 'wgs84', 'xyz').map((px) => Math.floor(px / TILE));
    for (let x = from[0] ?? 0; x <= (to[0] ?? 0); x += 1)
      for (let y = from[1] ?? 0; y <= (to[1] ?? 0); y += 1) insert.run(z, x, 2 ** z - 1 - y, plain);
  }
  db.close();
}

export interface TileServer {
  /** template of its tiles, with a place for a token */
  template: string;
  /** the addresses it was asked for */
  asked: string[];
  end(): Promise<void>;
}

/** Tiles of GCJ-02: plain ground, and a red spot where GCJ-02 has a WGS-84 place. */
export async function serveMarkedTiles([lon, lat]: LonLat, radius: number): Promise<TileServer> {
  const asked: string[] = [];
  const plain = picture(() => [222, 226, 222]);
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const [, z, x, y] = (/^\/(\d+)\/(\d+)\/(\d+)\.png/.exec(request.url ?? '') ?? []).map(Number);
    if (z === undefined || x === undefined || y === undefined) return void response.writeHead(404).end();
    const [px, py] = pixelOf(lon, lat, z, 'gcj02', 'xyz');
    const [atX, atY] = [px - x * TILE, py - y * TILE];
    const isNear = Math.min(atX, atY) > -radius && Math.max(atX, atY) < TILE + radius;
    const spot = (cx: number, cy: number): Colour =>
      Math.hypot(cx + 0.5 - atX, cy + 0.5 - atY) < radius ? [255, 0, 0] : [222, 226, 222];
    response.writeHead(200, { 'content-type': 'image/png' }).end(isNear ? picture(spot) : plain);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    template: `http://127.0.0.1:${(server.address() as AddressInfo).port}/{z}/{x}/{y}.png?tk={token}`,
    asked,
    end: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Share of a picture that is nearly of a colour. */
export function shareOf(screenshot: Buffer, [red, green, blue]: Colour): number {
  const { data, width, height } = PNG.sync.read(screenshot);
  let n = 0;
  for (let at = 0; at < data.length; at += 4) {
    const off =
      Math.abs((data[at] ?? 0) - red) + Math.abs((data[at + 1] ?? 0) - green) + Math.abs((data[at + 2] ?? 0) - blue);
    if (off < 12) n += 1;
  }
  return n / (width * height);
}
