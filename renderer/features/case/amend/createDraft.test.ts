import { expect, it } from 'vitest';
import { createDraftOf, createPayload } from './createDraft.ts';

const payload = {
  categoryCode: '010101',
  title: '井盖破损',
  text: '路口井盖开裂',
  source: 'hotline',
  lon: 121.46,
  lat: 31.19,
  address: '云锦路 1 号',
  contact: { name: '王**', phone: '138****5678' },
};

it('changes what was changed and leaves the rest, the masked contact too, by which the station keeps the true one', () => {
  const draft = { ...createDraftOf(payload), categoryCode: '010102', title: ' 井盖缺失 ' };
  expect(createPayload(payload, draft)).toEqual({ ...payload, categoryCode: '010102', title: '井盖缺失' });
});

it('makes no payload of what the centre could not take', () => {
  expect(createPayload(payload, { ...createDraftOf(payload), title: '  ' })).toBeNull();
  expect(createPayload(null, createDraftOf(payload))).toBeNull();
  expect(createDraftOf('x').title).toBe('');
});
