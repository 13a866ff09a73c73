import { useStore } from 'zustand';
import { view } from '../state.ts';
import { useWords } from '../words/index.ts';
import type { MainProps } from './Main.tsx';

/** Who is signed in, how the link is, what has not left yet, duty. */
export function Header({ terminal, worker, onLeave }: MainProps) {
  const words = useWords();
  const { link, waiting, onDuty, place, placeProblem } = useStore(view);
  const state = typeof link === 'string' ? link : 'refused';
  const leave = () => {
    if (confirm(words.signOutAsk(waiting))) onLeave();
  };
  const where = placeProblem
    ? words.place[placeProblem]
    : place
      ? words.place.here(place.accuracy ?? 0)
      : words.place.searching;
  return (
    <header>
      <div className="line">
        <strong className="name">{worker.name}</strong>
        <span role="status" className={`link ${state}`}>
          {typeof link === 'string' ? words.link[link] : `${words.link.refused}：${link.refused}`}
          {waiting > 0 && <span className="waiting">{words.waiting(waiting)}</span>}
        </span>
        <button type="button" className="quiet" onClick={leave}>
          {words.signOut}
        </button>
      </div>
      <div className="line">
        <span className={onDuty ? 'duty on' : 'duty'}>{onDuty ? words.duty.on : words.duty.off}</span>
        <span className="where">{onDuty ? where : ''}</span>
        <button type="button" onClick={() => void terminal.setDuty(!onDuty)}>
          {onDuty ? words.duty.goOff : words.duty.goOn}
        </button>
      </div>
    </header>
  );
}
