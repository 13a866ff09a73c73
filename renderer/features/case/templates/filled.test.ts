import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ReplyTemplate } from '#shared/protocol/desks.ts';
import { filledTemplate, fittingTemplates, TEMPLATE_FIELDS, type TemplateField, unknownFields } from './filled.ts';

const values: Record<TemplateField, string> = {
  number: '990101001001202611270001',
  title: '井盖破损',
  address: '建设路 12 号',
  category: '井盖',
  department: '排水管理中心',
  due: '11-30 10:00',
  reported: '11-27 09:00',
  operator: '李派遣',
};
const template = (name: string, more: Partial<ReplyTemplate> = {}): ReplyTemplate => ({
  id: name,
  name,
  actions: [],
  states: [],
  text: name,
  ...more,
});

it('puts the facts of the case in place of their names, and leaves what it does not know', () => {
  expect(filledTemplate('{{number}} {{ address }}，限 {{due}} 前', values)).toBe(
    '990101001001202611270001 建设路 12 号，限 11-30 10:00 前',
  );
  expect(filledTemplate('{{phone}} {number}', values)).toBe('{{phone}} {number}');
  expect(unknownFields('{{number}} {{phone}} {{phone}}')).toEqual(['phone']);
});

it('never reads what it put in as words of the template', () => {
  fc.assert(
    fc.property(fc.constantFrom(...TEMPLATE_FIELDS), fc.constantFrom(...TEMPLATE_FIELDS), (outer, inner) => {
      const tricky = { ...values, [outer]: `{{${inner}}} $& $1` };
      expect(filledTemplate(`{{${outer}}}`, tricky)).toBe(`{{${inner}}} $& $1`);
    }),
  );
});

it('offers those made for the action and the state, before those for every action', () => {
  const all = [
    template('any'),
    template('reject', { actions: ['reject'] }),
    template('dispatch', { actions: ['dispatch'] }),
    template('returned', { actions: ['dispatch'], states: ['returned'] }),
  ];
  const names = (state: 'accepted' | 'returned') =>
    fittingTemplates(all, 'dispatch', { state }).map(({ name }) => name);
  expect(names('accepted')).toEqual(['dispatch', 'any']);
  expect(names('returned')).toEqual(['dispatch', 'returned', 'any']);
});
