import { expect, it } from 'vitest';
import { settingsSchema } from '#shared/contract/settings.ts';
import { choices, mayOpen, ofPage } from './hidChoice.ts';

const PEDAL = { vendorId: 0x05f3, productId: 0x00ff, name: 'Pedal' };

it('[ST288] offers a device once, and one without a name by its numbers', () => {
  const told = [
    { ...PEDAL, deviceId: 'a', name: ' Pedal ' },
    { ...PEDAL, deviceId: 'b' },
    { deviceId: 'c', vendorId: 0x0911, productId: 0x1234, name: '' },
  ];
  expect(choices(told)).toEqual([
    { deviceId: 'a', device: PEDAL },
    { deviceId: 'c', device: { vendorId: 0x0911, productId: 0x1234, name: '0911:1234' } },
  ]);
});

it('[ST288] lets pages open the make that was chosen and no other', () => {
  expect(mayOpen(PEDAL, PEDAL)).toBe(true);
  expect(mayOpen({ ...PEDAL, productId: 1 }, PEDAL)).toBe(false);
  expect(mayOpen({ ...PEDAL, vendorId: 1 }, PEDAL)).toBe(false);
  expect(mayOpen(PEDAL, null)).toBe(false);
});

it('[ST288] takes no device from a page; letting it go, and anything else, it may', () => {
  expect(ofPage({ theme: 'light', hidDevice: PEDAL })).toEqual({ theme: 'light' });
  expect(ofPage({ hidDevice: null, hidButton: null })).toEqual({ hidDevice: null, hidButton: null });
  expect([ofPage({ theme: 'light' }), ofPage(null), ofPage('x')]).toEqual([{ theme: 'light' }, null, 'x']);
});

it('[ST287] keeps device and button in the settings, and refuses a button that cannot be', () => {
  const hidButton = { reportId: 1, byte: 2, mask: 4 };
  expect(settingsSchema.parse({ hidDevice: PEDAL, hidButton })).toMatchObject({ hidDevice: PEDAL, hidButton });
  expect(settingsSchema.parse({})).toMatchObject({ hidDevice: null, hidButton: null });
  for (const wrong of [{ mask: 0 }, { mask: 256 }, { byte: 64 }, { reportId: -1 }])
    expect(settingsSchema.safeParse({ hidButton: { ...hidButton, ...wrong } }).success).toBe(false);
});
