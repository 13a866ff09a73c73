import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Mine } from '../core/floors.ts';
import { view } from '../state.ts';
import type { Terminal } from '../terminal.ts';
import { useWords } from '../words/index.ts';
import type { Words } from '../words/zh.ts';
import { ChannelList } from './ChannelList.tsx';
import { Meter } from './Meter.tsx';
import { SoundOptions } from './SoundOptions.tsx';
import { TalkButton } from './TalkButton.tsx';

/** Push to talk: the channels, who talks on them, and the key to talk on the one that is chosen. */
export function RadioScreen({ terminal }: { terminal: Terminal }) {
  const words = useWords();
  const { channels, floors, link, soundTrouble, callBackAt } = useStore(view);
  const [chosen, setChosen] = useState<string | null>(null);
  const channel = channels.find(({ id }) => id === chosen) ?? channels[0];
  const isOnline = link === 'online';
  if (!channel) return <p className="empty">{isOnline ? words.radio.none : words.radio.offline}</p>;

  const mine = floors.mine?.channelId === channel.id ? floors.mine : null;
  const talker = floors.talks[channel.id]?.name;
  const idle = talker === undefined ? words.radio.idle : words.radio.talking(talker);
  return (
    <section className="radio">
      <p role="status" className={mine?.isWarned ? 'floor warned' : 'floor'}>
        <small>{channel.name} </small>
        <span>{isOnline ? (mine ? mineInWords(mine, words) : idle) : words.radio.offline}</span>
        {mine?.state === 'granted' && mine.endsAt !== null && <TimeLeft endsAt={mine.endsAt} />}
      </p>
      <p role="alert" className="problem">
        {soundTrouble && words.radio.trouble[soundTrouble]}
      </p>
      <TalkButton radio={terminal.radio} channelId={channel.id} state={mine?.state ?? null} isOnline={isOnline} />
      <Meter radio={terminal.radio} />
      <ChannelList terminal={terminal} chosenId={channel.id} onChoose={setChosen} />
      <button type="button" onClick={() => void terminal.askForCall(channel.id)}>
        {words.radio.callBack}
      </button>
      <p role="status" className="good">
        {callBackAt !== null && words.radio.callBackSent}
      </p>
      <SoundOptions radio={terminal.radio} />
    </section>
  );
}

function mineInWords({ state, position, code, isWarned }: Mine, { radio }: Words): string {
  if (state === 'queued') return radio.queued(position);
  if (state === 'granted' && isWarned) return radio.warned;
  return code === null ? radio[state] : `${radio[state]}：${radio.codes[code]}`;
}

/** Seconds a talk may still last; only what is nearly over needs to be told. */
function TimeLeft({ endsAt }: { endsAt: number }) {
  const words = useWords();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.ceil((endsAt - now) / 1000);
  return seconds > 0 && seconds <= 15 ? <small> {words.radio.secondsLeft(seconds)}</small> : null;
}
