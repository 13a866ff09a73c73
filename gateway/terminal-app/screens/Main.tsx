import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { isClosed } from '../core/inbox.ts';
import { allowSound } from '../device/alert.ts';
import { view } from '../state.ts';
import type { Terminal } from '../terminal.ts';
import { useWords } from '../words/index.ts';
import { CommandList } from './CommandList.tsx';
import { Header } from './Header.tsx';
import { RadioScreen } from './RadioScreen.tsx';
import { Refusals } from './Refusals.tsx';
import { ReportScreen } from './ReportScreen.tsx';
import { SosButton } from './SosButton.tsx';
import { VideoInvite, VideoShown } from './VideoInvite.tsx';
import { WelfareBar } from './WelfareBar.tsx';

const TABS = ['commands', 'report', 'radio'] as const;
type Tab = (typeof TABS)[number];
const TICK = 15_000;

export interface MainProps {
  terminal: Terminal;
  worker: { id: string; name: string };
  onLeave: () => void;
}

export function Main({ terminal, worker, onLeave }: MainProps) {
  const words = useWords();
  const [tab, setTab] = useState<Tab>('commands');
  const [openId, setOpenId] = useState<string | null>(null);
  const commands = useStore(view, (state) => state.commands);
  const now = useNow(terminal);
  const touched = () => {
    allowSound();
    terminal.radio.wake();
  };
  const open = commands.filter((held) => !isClosed(held, now)).length;

  return (
    <div className="app" onPointerDown={touched}>
      <Header terminal={terminal} worker={worker} onLeave={onLeave} />
      <main>
        <WelfareBar terminal={terminal} />
        <VideoShown terminal={terminal} />
        <Refusals terminal={terminal} />
        {tab === 'commands' && <CommandList terminal={terminal} now={now} openId={openId} onOpen={setOpenId} />}
        {tab === 'report' && <ReportScreen terminal={terminal} />}
        {tab === 'radio' && <RadioScreen terminal={terminal} />}
      </main>
      <nav aria-label={words.product}>
        {TABS.map((name) => (
          <button
            type="button"
            key={name}
            aria-current={tab === name ? 'page' : undefined}
            onClick={() => setTab(name)}
          >
            {words.tabs[name]}
            {name === 'commands' && open > 0 && <span className="count">{open}</span>}
          </button>
        ))}
        <SosButton terminal={terminal} />
      </nav>
      <VideoInvite terminal={terminal} />
    </div>
  );
}

/** The centre's time, renewed often enough for validities. */
function useNow(terminal: Terminal): number {
  const [now, setNow] = useState(() => terminal.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(terminal.now()), TICK);
    return () => clearInterval(timer);
  }, [terminal]);
  return now;
}
