import { useState } from 'react';
import { useStore } from 'zustand';
import { view } from '../state.ts';
import type { Terminal } from '../terminal.ts';
import { useWords } from '../words/index.ts';

/** Push to talk: the floor is real, voice is not there yet, and the screen says so. */
export function RadioScreen({ terminal }: { terminal: Terminal }) {
  const words = useWords();
  const { channels, floor, link } = useStore(view);
  const [chosen, setChosen] = useState<string | null>(null);
  const channel = channels.find(({ id }) => id === chosen) ?? channels[0];
  const here = floor?.channelId === channel?.id ? floor : null;
  const isOnline = link === 'online';
  const state = !isOnline
    ? words.radio.offline
    : here?.mine
      ? words.radio[here.mine]
      : here?.talker
        ? words.radio.talking(here.talker)
        : words.radio.idle;

  if (!channel) return <p className="empty">{isOnline ? words.radio.none : words.radio.offline}</p>;
  const press = () => void terminal.radio.press(channel.id);
  const letGo = () => void terminal.radio.letGo();
  return (
    <section className="radio">
      <label>
        {words.radio.channel}
        <select value={channel.id} onChange={(event) => setChosen(event.target.value)}>
          {channels.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <p role="status" className="floor">
        {state}
      </p>
      <button
        type="button"
        className={here?.mine === 'granted' ? 'talk granted' : 'talk'}
        disabled={!isOnline}
        onPointerDown={press}
        onPointerUp={letGo}
        onPointerLeave={letGo}
        onPointerCancel={letGo}
        onContextMenu={(event) => event.preventDefault()}
        onKeyDown={({ key, repeat }) => !repeat && key === ' ' && press()}
        onKeyUp={letGo}
        onBlur={letGo}
      >
        {words.radio.hold}
      </button>
      <p className="honest">{words.radio.noVoice}</p>
    </section>
  );
}
