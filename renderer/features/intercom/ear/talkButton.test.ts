import { expect, it } from 'vitest';
import { isPressed, pressedButton } from './talkButton.ts';

const pad = (id: string, pressed: number | null) => ({
  id,
  buttons: Array.from({ length: 3 }, (_, n) => ({ pressed: n === pressed, touched: false, value: 0 })),
});

it('learns the button that is pressed, and knows it again on the same pad alone', () => {
  const learned = pressedButton([null, pad('pedal', 2)]);
  expect(learned).toEqual({ gamepad: 'pedal', button: 2 });
  if (!learned) return;
  expect(isPressed([pad('pedal', 2)], learned)).toBe(true);
  expect(isPressed([pad('pedal', 1), pad('stick', 2)], learned)).toBe(false);
  expect(isPressed([null], learned)).toBe(false);
});

it('learns nothing while no button is pressed', () => {
  expect(pressedButton([null, pad('pedal', null)])).toBeNull();
});
