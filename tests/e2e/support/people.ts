import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { paintPicture } from '../../../gateway/demo/cameras/painter.ts';
import { CENTRE, type Client, newId, openConsole, openTerminal, signIn } from '../../contract/gateway/clients.ts';
import { expect } from './fixtures.ts';

/** Those who work beside the desk under test: workers with terminals, and other roles at desks of their own. */

/** Puts a photo at the centre, as a terminal does, and gives what a report names it by. */
export async function aPhoto(url: string, workerId: string, seed: number) {
  return putPhoto(url, workerId, paintPicture(seed, Date.now()));
}

/** The same of a picture that tells by EXIF and XMP where it was taken: `tells` stands in both. */
export async function aPlacedPhoto(url: string, workerId: string, tells: string) {
  const bytes = paintPicture(1, Date.now());
  const exif = Buffer.concat([Buffer.from('II*\0\x08\0\0\0\0\0\0\0\0\0', 'latin1'), Buffer.from(tells)]);
  const xmp = Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0<x:xmpmeta exif:GPSLatitude="${tells}"/>`);
  return putPhoto(
    url,
    workerId,
    Buffer.concat([bytes.subarray(0, 33), chunk('eXIf', exif), chunk('iTXt', xmp), bytes.subarray(33)]),
  );
}

/** A part of a PNG file; they begin after the header's 33 bytes. */
function chunk(kind: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind), content]);
  const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  size.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([size, body, sum]);
}

async function putPhoto(url: string, workerId: string, bytes: Uint8Array) {
  const { accessToken } = await signIn(url, workerId);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const photo = { id: newId(), kind: 'photo', mime: 'image/png', size: bytes.length, sha256 } as const;
  const answer = await fetch(`${url}/media/${photo.id}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': photo.mime, 'x-sha256': sha256 },
    body: new Uint8Array(bytes),
  });
  expect(answer.status).toBeLessThan(300);
  return photo;
}

/** A worker on duty whose position is known, so many degrees east of the district's centre. */
export async function onDuty(url: string, workerId: string, east: number): Promise<Client> {
  const terminal = await openTerminal(url, workerId);
  await terminal.ask('duty', { on: true, at: Date.now() });
  await terminal.ask('position', { t: Date.now(), lon: CENTRE.lon + east, lat: CENTRE.lat });
  return terminal;
}

/** Desks of other roles, by the names of the demo's accounts. */
export async function desksOf<N extends string>(url: string, names: readonly N[]): Promise<Record<N, Client>> {
  const desks = await Promise.all(names.map(async (name) => [name, await openConsole(url, name)] as const));
  return Object.fromEntries(desks) as Record<N, Client>;
}
