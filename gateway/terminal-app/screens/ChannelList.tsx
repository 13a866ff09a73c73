import { useStore } from 'zustand';
import { AS_SPOKEN } from '../device/voiceSettings.ts';
import { view } from '../state.ts';
import type { Terminal } from '../terminal.ts';
import { clockTime, useLanguage, useWords } from '../words/index.ts';

export interface ChannelListProps {
  terminal: Terminal;
  chosenId: string;
  onChoose: (id: string) => void;
}

/** Every channel the worker hears: which one is talked on, who talks there, and how loud it is. */
export function ChannelList({ terminal, chosenId, onChoose }: ChannelListProps) {
  const words = useWords();
  const language = useLanguage();
  const { channels, floors, loudnesses } = useStore(view);
  return (
    <fieldset className="channels">
      <legend>{words.radio.channels}</legend>
      {channels.map(({ id, name }) => {
        const { volume, muted } = loudnesses[id] ?? AS_SPOKEN;
        const talk = floors.talks[id];
        return (
          <div key={id} className={talk?.isEmergency ? 'channel emergency' : 'channel'}>
            <label className="choice">
              <input type="radio" name="channel" checked={id === chosenId} onChange={() => onChoose(id)} />
              {name}
            </label>
            <input
              type="range"
              aria-label={words.radio.volume(name)}
              min={0}
              max={2}
              step={0.1}
              value={volume}
              onChange={(event) => terminal.radio.setLoudness(id, { volume: Number(event.target.value), muted })}
            />
            <button
              type="button"
              className={muted ? 'quiet muted' : 'quiet'}
              aria-label={words.radio.mute(name)}
              aria-pressed={muted}
              onClick={() => terminal.radio.setLoudness(id, { volume, muted: !muted })}
            >
              {muted ? words.radio.muted : words.radio.muteShort}
            </button>
            {talk && (
              <p className="talker">
                {talk.isEmergency && <strong>{words.radio.emergency} </strong>}
                {words.radio.talking(talk.name)}
                {talk.since !== null && ` ${words.radio.since(clockTime(talk.since, terminal.now(), language))}`}
              </p>
            )}
          </div>
        );
      })}
    </fieldset>
  );
}
