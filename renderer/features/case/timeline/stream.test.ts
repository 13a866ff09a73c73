import { expect, it } from 'vitest';
import type { Pass, StreamEntry } from '#shared/contract/dossierViews.ts';
import type { CaseEvent } from '#shared/domain/case.ts';
import { streamOf } from './stream.ts';

const photo = {
  id: '0195a000-0000-7000-8000-0000000000a1',
  kind: 'photo' as const,
  mime: 'image/jpeg',
  size: 1,
  sha256: '',
};
const line = (n: number, at: number, media: CaseEvent['media'] = []) =>
  ({ id: `line${n}`, n, at, media, action: 'annotate' }) as CaseEvent;
const receipt = { kind: 'receipt', id: 'receipt', at: 20, media: [photo] } as unknown as StreamEntry;
const command = { kind: 'command', id: 'command', at: 20 } as StreamEntry;
const talk = { kind: 'talk', id: 'talk', at: 25 } as StreamEntry;
const pass = { workerId: 'w00001', name: '王', from: 5, to: 6, nearest: 30 } satisfies Pass;
const all = {
  events: [line(1, 10), line(2, 20, [photo]), line(3, 20)],
  entries: [receipt, command, talk],
  passes: [pass],
};
const whole = { without: [], mediaOnly: false, oldestFirst: true };
const ids = (...view: Parameters<typeof streamOf>) => streamOf(...view).map(({ id }) => id);

it('puts all that happened in one order, what follows behind what it follows from', () => {
  const order = ['w00001.5', 'line1', 'line2', 'line3', 'command', 'receipt', 'talk'];
  expect(ids(all, whole)).toEqual(order);
  expect(ids(all, { ...whole, oldestFirst: false })).toEqual(order.toReversed());
});

it('leaves out kinds, and all that shows nothing', () => {
  expect(ids(all, { ...whole, without: ['command', 'pass'] })).toEqual(['line1', 'line2', 'line3', 'talk']);
  expect(ids(all, { ...whole, mediaOnly: true })).toEqual(['line2', 'receipt']);
});
