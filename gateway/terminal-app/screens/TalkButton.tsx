import { useEffect } from 'react';
import type { Mine } from '../core/floors.ts';
import type { Radio } from '../radio.ts';
import { useWords } from '../words/index.ts';

export interface TalkButtonProps {
  radio: Radio;
  channelId: string;
  state: Mine['state'] | null;
  isOnline: boolean;
}

/** Elements in which a space bar has a meaning of its own; the tab and the channel that are chosen already have none. */
const TYPING = [
  'input:not([type="radio"], [type="range"])',
  'button:not([aria-current])',
  'textarea',
  'select',
  'summary',
  'dialog',
].join(', ');

/** The key to talk: held by finger, mouse or space bar. It is up again when the page is left or covered, for a stuck key locks a channel. */
export function TalkButton({ radio, channelId, state, isOnline }: TalkButtonProps) {
  const words = useWords();
  const press = () => void radio.press(channelId);
  const letGo = () => void radio.letGo();

  useEffect(() => {
    const isOther = (target: EventTarget | null) => target instanceof Element && target.closest(TYPING) !== null;
    const down = (event: KeyboardEvent) => {
      if (event.key !== ' ' || isOther(event.target)) return;
      event.preventDefault();
      if (!event.repeat && isOnline) void radio.press(channelId);
    };
    const up = (event: KeyboardEvent) => void (event.key === ' ' && radio.letGo());
    const left = () => void radio.letGo();
    const hidden = () => document.hidden && left();
    addEventListener('keydown', down);
    addEventListener('keyup', up);
    addEventListener('blur', left);
    document.addEventListener('visibilitychange', hidden);
    return () => {
      removeEventListener('keydown', down);
      removeEventListener('keyup', up);
      removeEventListener('blur', left);
      document.removeEventListener('visibilitychange', hidden);
      left();
    };
  }, [radio, channelId, isOnline]);

  return (
    <button
      type="button"
      className={state === null ? 'talk' : `talk ${state}`}
      disabled={!isOnline}
      onPointerDown={(event) => {
        // A finger that slides off the key still holds it.
        event.currentTarget.setPointerCapture(event.pointerId);
        press();
      }}
      onPointerUp={letGo}
      onPointerCancel={letGo}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={({ key, repeat }) => !repeat && key === ' ' && press()}
      onBlur={letGo}
    >
      {words.radio.hold}
      <small>{words.radio.spaceHint}</small>
    </button>
  );
}
