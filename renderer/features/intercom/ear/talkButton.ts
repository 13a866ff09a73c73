import type { Settings } from '#shared/contract/settings.ts';

export type TalkButton = NonNullable<Settings['talkButton']>;
type Pad = Pick<Gamepad, 'id' | 'buttons'>;

/** The first button that is pressed on any pad: the one an operator shows the settings. */
export function pressedButton(pads: readonly (Pad | null)[]): TalkButton | null {
  for (const pad of pads) {
    const button = pad?.buttons.findIndex(({ pressed }) => pressed) ?? -1;
    if (pad && button >= 0) return { gamepad: pad.id.slice(0, 200), button };
  }
  return null;
}

/** Whether the chosen button is pressed; a pad that is gone presses nothing. */
export function isPressed(pads: readonly (Pad | null)[], { gamepad, button }: TalkButton): boolean {
  return pads.some((pad) => pad?.id.slice(0, 200) === gamepad && pad.buttons[button]?.pressed === true);
}
