import { expect, it } from 'vitest';
import { amendedPayload, shiftDraftOf } from './shiftDraft.ts';

const OLD = '0195a000-0000-7000-8000-00000000d001';
const NOW = '0195a000-0000-7000-8000-00000000d002';

it('puts a line that came back into the shift that is on now', () => {
  const item = { kind: 'shift.note', payload: { shiftId: OLD, text: '泵站已通知' } };
  const draft = shiftDraftOf(item.payload);
  expect(amendedPayload(item, draft, NOW)).toEqual({ shiftId: NOW, text: '泵站已通知' });
  expect(amendedPayload(item, draft, undefined)).toEqual({ shiftId: OLD, text: '泵站已通知' });
  expect(amendedPayload(item, { ...draft, text: '  ' }, NOW)).toBeNull();
});

const ITEMS = [{ id: 'note:1', kind: 'note', label: '泵站待回电' }];

it('changes who takes over and keeps what was said', () => {
  const item = {
    kind: 'shift.hand-over',
    payload: { shiftId: OLD, toUserId: 'nobody', note: '雨中加派', items: ITEMS },
  };
  const draft = { ...shiftDraftOf(item.payload), toUserId: ' deputy ' };
  expect(amendedPayload(item, draft, OLD)).toEqual({
    shiftId: OLD,
    toUserId: 'deputy',
    note: '雨中加派',
    items: ITEMS,
  });
  expect(amendedPayload(item, { ...draft, toUserId: '' }, OLD)).toBeNull();
  expect(shiftDraftOf(null)).toEqual({ text: '', toUserId: '' });
});
