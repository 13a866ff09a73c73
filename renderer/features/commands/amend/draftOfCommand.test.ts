import { expect, it } from 'vitest';
import { commandPayload, correctionPayload } from '../compose/payload.ts';
import { sentCommandOf, sentCorrectionOf } from './draftOfCommand.ts';

const ID = '0195a000-0000-7000-8000-00000000c001';
const ISSUED = 1_772_000_000_000;
const payload = {
  id: ID,
  kind: 'muster' as const,
  priority: 'urgent' as const,
  title: '东门集结',
  text: '带反光背心',
  issuedAt: ISSUED,
  expiresAt: ISSUED + 15 * 60_000,
  requires: 'accepted' as const,
  target: { lon: 121.46, lat: 31.19, address: '东门' },
  recipients: { workers: ['w1', 'w2'], teams: ['t1'], grids: ['99010100100101'] },
};

it('is sent again as it was but for the time it is issued, and under the same id', () => {
  const sent = sentCommandOf(payload);
  if (!sent) throw new Error('it was not read');
  const later = ISSUED + 60_000;
  const written = commandPayload(sent.draft, sent.proposals, undefined, ID, later);
  expect(written).toEqual({
    ok: true,
    payload: { ...payload, issuedAt: later, expiresAt: later + 15 * 60_000, caseId: undefined },
  });
});

it('proposes nobody where the operator had taken everybody away, and reads no command out of nonsense', () => {
  const sent = sentCommandOf({ ...payload, recipients: { teams: ['t1'] } });
  expect(sent?.draft.workerIds).toEqual([]);
  expect(sentCommandOf({ title: 'x' })).toBeNull();
});

it('is a correction sent again as it was, with its attachments', () => {
  const { kind: _, recipients: __, ...words } = payload;
  const media = [{ id: ID, kind: 'photo' as const, mime: 'image/jpeg', size: 9, sha256: 'a'.repeat(64) }];
  const correction = { ...words, media };
  const sent = sentCorrectionOf(correction);
  if (!sent) throw new Error('it was not read');
  const later = ISSUED + 60_000;
  expect(correctionPayload(sent.draft, sent.proposals, sent.id, later)).toEqual({
    ok: true,
    payload: { ...correction, issuedAt: later, expiresAt: later + 15 * 60_000 },
  });
  expect(sentCorrectionOf({ title: 'x' })).toBeNull();
});
