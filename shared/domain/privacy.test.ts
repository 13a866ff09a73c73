import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskContact, maskName, maskPhone } from './privacy.ts';

describe('masks', () => {
  it('keep the family name and the ends of a phone number', () => {
    expect(maskName('张三丰')).toBe('张**');
    expect(maskName('张')).toBe('*');
    expect(maskName('𠮷野家')).toBe('𠮷**');
    expect(maskPhone('13812345678')).toBe('138****5678');
    expect(maskPhone('88881234')).toBe('******34');
    expect(maskPhone('12345')).toBe('*****');
  });

  it('never show a whole name or number', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.stringMatching(/^\d{1,15}$/), (name, phone) => {
        fc.pre(
          name.trim() !== '' &&
            !/^\*+$/.test(name.trim()) &&
            Array.from(name.trim()).some((c, i) => i > 0 && c !== '*'),
        );
        expect(maskName(name)).not.toBe(name.trim());
        expect(maskPhone(phone).replaceAll('*', '').length).toBeLessThan(phone.length);
      }),
    );
  });

  it('say of a note only that there is one', () => {
    expect(maskContact({ name: '李四', phone: '13812345678', note: '住 3 栋' })).toEqual({
      name: '李*',
      phone: '138****5678',
      note: '***',
    });
    expect(maskContact({})).toEqual({});
  });
});
