import { expect, test } from 'vitest';
import { foldShift, type ShiftAction } from './shiftFold.ts';

const by = { id: 'lead', name: '值班长', roles: ['shift-lead' as const], areas: [] };
const shift = { id: 's1', version: 1, leadId: 'lead', leadName: '值班长', openedAt: 10, closedAt: null };
const note = (id: string, at: number, text: string) => ({
  id,
  version: 1,
  shiftId: 's1',
  actor: { id: 'lead', name: '值班长', kind: 'operator' as const },
  at,
  text,
});
const nameOf = (id: string) => (id === 'deputy' ? '接班长' : id);
const write = (makes: string, at: number, shiftId: string, text: string): ShiftAction => ({
  kind: 'shift.note',
  makes,
  by,
  at,
  payload: { shiftId, text },
});
const open = (makes: string, at: number): ShiftAction => ({ kind: 'shift.open', makes, by, at, payload: {} });
const deputy = { id: 'deputy', name: '接班长', roles: ['shift-lead' as const], areas: [] };
const step = <K extends ShiftAction['kind']>(
  kind: K,
  at: number,
  payload: Extract<ShiftAction, { kind: K }>['payload'],
  who = by,
  makes = '',
) => ({ kind, makes, by: who, at, payload }) as ShiftAction;
const items = ['a', 'b'].map((id) => ({ id, kind: 'note' as const, label: id }));
const offer = (at: number, shiftId = 's1') => step('shift.hand-over', at, { shiftId, toUserId: 'deputy', items });
const read = (at: number, itemIds: string[], who = deputy) =>
  step('shift.acknowledge', at, { shiftId: 's1', itemIds }, who);
const takeOver = (makes: string, at: number, who = deputy) =>
  step('shift.take-over', at, { shiftId: 's1' }, who, makes);

test('[ST104] alone from the first minute: a shift, its log, and the next after the hand-over', () => {
  const first = foldShift(null, [open('s1', 10), write('n1', 20, 's1', '一'), write('n2', 30, 's1', '二')], nameOf);
  expect(first).toMatchObject({ shift: { id: 's1', leadName: '值班长', closedAt: null }, waiting: true });
  expect(first?.notes.map(({ text, waiting }) => [text, waiting])).toEqual([
    ['二', true],
    ['一', true],
  ]);
  const next = foldShift(
    null,
    [
      open('s1', 10),
      write('n1', 20, 's1', '一'),
      offer(30),
      read(35, ['a', 'b']),
      takeOver('s2', 40),
      write('n3', 50, 's2', '三'),
    ],
    nameOf,
  );
  expect(next).toMatchObject({
    shift: { id: 's2', leadId: 'deputy', leadName: '接班长', openedAt: 40 },
    waiting: true,
  });
  expect(next?.notes.map(({ text }) => text)).toEqual(['三']);
});

test('[ST104] lies over the centre’s shift; what does not fit it is passed over', () => {
  const truth = { shift, notes: [note('a', 11, '早'), note('b', 15, '晚')] };
  const view = foldShift(truth, [open('s9', 12), write('n1', 13, 's1', '中'), write('n2', 14, 's9', '别班')], nameOf);
  expect(view).toMatchObject({ shift: { id: 's1' }, waiting: false });
  expect(view?.notes.map(({ text, waiting }) => [text, waiting])).toEqual([
    ['晚', false],
    ['中', true],
    ['早', false],
  ]);
  expect(foldShift(null, [write('n1', 13, 's1', '中')], nameOf)).toBeNull();
});

test('[ST273] an offered shift is taken note of item by item by the next lead, and may be withdrawn until then', () => {
  const truth = { shift, notes: [] };
  const offered = foldShift(truth, [offer(20), offer(21), read(22, ['a']), read(23, ['b'], by)], nameOf);
  expect(offered?.shift).toMatchObject({
    id: 's1',
    handOver: { toId: 'deputy', toName: '接班长', at: 20, items: [{ id: 'a', acknowledgedAt: 22 }, { id: 'b' }] },
  });
  expect(offered?.shift.handOver?.items[1]).not.toHaveProperty('acknowledgedAt');
  expect(foldShift(truth, [offer(20), takeOver('s2', 30, by)], nameOf)?.shift.id).toBe('s1');
  expect(
    foldShift(truth, [offer(20), step('shift.withdraw', 25, { shiftId: 's1' })], nameOf)?.shift.handOver,
  ).toBeNull();
});
