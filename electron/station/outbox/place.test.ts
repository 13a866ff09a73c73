import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import type { OpKind } from '#shared/protocol/ops.ts';
import { placeOf } from './place.ts';

const [id, caseId, otherId, shiftId] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
const makers = new Map([[otherId, 'made by an earlier action']]);
const place = (kind: OpKind, entityId: string | null, payload: unknown) =>
  placeOf({ id, kind, entityId }, payload, (made) => makers.get(made) ?? null);

const command = { id: otherId, kind: 'order', priority: 'flash', title: '到场', text: '', issuedAt: 1_800_000_000_000 };
const issue = (about?: string) => ({
  ...command,
  requires: 'read',
  recipients: { workers: ['w1'] },
  ...(about ? { caseId: about } : {}),
});

test('[ST102] actions on one case, command or shift stand in one lane, and wait for who makes what else they speak of', () => {
  const earlier = 'made by an earlier action';
  expect(place('case.create', caseId, {})).toEqual({ entityId: caseId, lane: caseId, waitsFor: null });
  expect(place('case.create', null, {})).toEqual({ entityId: id, lane: id, waitsFor: null });
  expect(place('case.dispatch', caseId, {})).toEqual({ entityId: caseId, lane: caseId, waitsFor: null });
  expect(place('case.merge', caseId, { intoId: otherId })).toEqual({
    entityId: caseId,
    lane: caseId,
    waitsFor: earlier,
  });
  expect(place('command.issue', null, issue())).toEqual({ entityId: otherId, lane: otherId, waitsFor: null });
  expect(place('command.issue', null, issue(otherId)).waitsFor).toBe(earlier);
  expect(place('command.cancel', otherId, { reason: '误发' })).toEqual({
    entityId: otherId,
    lane: otherId,
    waitsFor: null,
  });
  expect(place('shift.note', null, { shiftId, text: '记事' })).toEqual({
    entityId: shiftId,
    lane: shiftId,
    waitsFor: null,
  });
  expect(place('shift.hand-over', null, { shiftId, toUserId: 'lead' })).toEqual({
    entityId: `offer:${shiftId}`,
    lane: shiftId,
    waitsFor: null,
  });
  expect(place('shift.acknowledge', null, { shiftId, itemIds: ['a'] })).toEqual({
    entityId: shiftId,
    lane: shiftId,
    waitsFor: null,
  });
  expect(place('shift.take-over', null, { shiftId })).toEqual({ entityId: id, lane: shiftId, waitsFor: null });
  expect(place('contact.reveal', otherId, { reason: '回访' })).toEqual({
    entityId: otherId,
    lane: id,
    waitsFor: earlier,
  });
  const open = { channelId: caseId, name: '事件', kind: 'incident', members: {} };
  expect(place('channel.open', null, open)).toEqual({ entityId: caseId, lane: caseId, waitsFor: null });
  expect(place('channel.open', null, { ...open, caseId: otherId }).waitsFor).toBe(earlier);
  expect(place('channel.close', null, { channelId: caseId }).lane).toBe(caseId);
  expect(place('call-back.answer', null, { callBackId: shiftId }).lane).toBe(shiftId);
  expect(place('transmission.link', null, { transmissionId: shiftId, caseId: otherId })).toEqual({
    entityId: shiftId,
    lane: shiftId,
    waitsFor: earlier,
  });
  expect(place('wall.cue', null, {})).toEqual({ entityId: null, lane: id, waitsFor: null });
});
