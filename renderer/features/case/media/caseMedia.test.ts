import { expect, it } from 'vitest';
import type { CaseEvent, MediaRef } from '#shared/domain/case.ts';
import { reportedCase } from '../../../parts/testViews.ts';
import { mediaOf } from './caseMedia.ts';

const photo = (id: string): MediaRef => ({ id, kind: 'photo', mime: 'image/png', size: 1, sha256: '' });
const line = (action: CaseEvent['action'], media: MediaRef[]): CaseEvent => ({
  id: action,
  caseId: 'c',
  n: 1,
  action,
  from: null,
  to: 'reported',
  actor: { id: 'w', name: 'w', kind: 'terminal' },
  at: 0,
  deskAt: 0,
  note: '',
  media,
  detail: {},
  previousHash: '',
  hash: '',
});

it('tells what was reported from what was done about it, each photo once', () => {
  const { before, after } = mediaOf({
    case: reportedCase({ media: [photo('a')] }),
    events: [
      line('report', [photo('a')]),
      line('annotate', [photo('b')]),
      line('report-back', [photo('c')]),
      line('verify-pass', [photo('d'), photo('c')]),
    ],
  });
  expect(before.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(after.map(({ id }) => id)).toEqual(['d', 'c']);
});
