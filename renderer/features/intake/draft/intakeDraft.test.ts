import { expect, it } from 'vitest';
import { reportedCase } from '../../../parts/testViews.ts';
import {
  complaintOf,
  correctionOf,
  EMPTY_INTAKE,
  fieldsOf,
  type IntakeDraft,
  payloadOf,
  titleOf,
} from './intakeDraft.ts';

const category = {
  zh: '井盖破损',
  urgency: 'urgent' as const,
  questions: [{ id: 'hurt', required: true, raises: { answer: 'yes', urgency: 'critical' as const } }],
};
const place = { lon: 121.4, lat: 31.2 };
const draft: IntakeDraft = { ...EMPTY_INTAKE, categoryCode: '010101', address: ' 云锦路12号 ' };

it('says what is missing, in the order of the form', () => {
  expect(payloadOf(EMPTY_INTAKE, null, place)).toEqual({ ok: false, missing: 'category' });
  expect(payloadOf(draft, category, null)).toEqual({ ok: false, missing: 'place' });
  expect(payloadOf({ ...draft, title: ' ' }, category, place)).toEqual({ ok: false, missing: 'title' });
  expect(payloadOf(draft, category, place)).toEqual({ ok: false, missing: 'answers' });
});

it('sends what was told: a proposed title, raised urgency, and no empty contact', () => {
  const answers = [{ questionId: 'hurt', answer: 'yes' }];
  const contact = { name: '', phone: '13800001234', note: ' ' };
  const sent = payloadOf({ ...draft, answers, contact }, category, place);
  expect(sent).toMatchObject({
    ok: true,
    payload: {
      title: '云锦路12号井盖破损',
      urgency: 'critical',
      address: '云锦路12号',
      contact: { phone: '13800001234' },
    },
  });
  expect(sent.ok && Object.keys(sent.payload.contact ?? {})).toEqual(['phone']);
  expect(titleOf({ ...draft, title: 'x ' }, category)).toBe('x');
});

it('complains about an earlier case in the same words, as personal when a contact stands in them', () => {
  expect(complaintOf({ ...draft, text: '还没修' }, '井盖破损')).toEqual({ note: '井盖破损\n还没修\n云锦路12号' });
  const contact = { name: '王', phone: '13800001234', note: '' };
  expect(complaintOf({ ...draft, contact }, 't')).toMatchObject({
    personal: true,
    note: expect.stringContaining('王 138'),
  });
});

it('corrects only what was changed', () => {
  const shown = reportedCase();
  const fields = fieldsOf(shown);
  expect(correctionOf(shown, fields)).toBeNull();
  expect(correctionOf(shown, { ...fields, title: ' 新标题 ', at: place })).toEqual({ title: '新标题', ...place });
});
