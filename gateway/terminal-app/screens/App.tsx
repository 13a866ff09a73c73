import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { Session } from '../device/session.ts';
import { view } from '../state.ts';
import { Terminal } from '../terminal.ts';
import { Main } from './Main.tsx';
import { SignIn } from './SignIn.tsx';

const session = new Session();
let opening: Promise<Terminal | null> | null = null;

/** One terminal at a time, also when React mounts twice. */
function openOnce(): Promise<Terminal | null> {
  opening ??= Terminal.open(session);
  return opening;
}

export function App() {
  const [terminal, setTerminal] = useState<Terminal | null>(null);
  const worker = useStore(view, (state) => state.worker);
  const enter = () => {
    setTerminal(null);
    opening = null;
    void openOnce().then(setTerminal);
  };

  useEffect(() => {
    if (session.worker) void openOnce().then(setTerminal);
  }, []);

  if (terminal === null || worker === null) return <SignIn session={session} onDone={enter} />;
  const leave = () => {
    session.signOut();
    terminal.close();
  };
  return <Main terminal={terminal} worker={worker} onLeave={leave} />;
}
