import { useEffect } from 'react';
import type { GroupView } from './keptDesk.ts';
import { useDesk } from './store.ts';
import { changed, concerns, openLine, panelsAfter, type Said, taken } from './together.ts';

/** What a window that has just opened is told. A saved view is asked for once: it would take over the layers of that window. */
function groupView(): Omit<GroupView, 'savedView'> {
  const { queue, filter, selectedCaseId, centre, context, chosen, flyTo, visit, follow, alarmRow, mark } =
    useDesk.getState();
  return { queue, filter, selectedCaseId, centre, context, chosen, flyTo, visit, follow, alarmRow, mark };
}

/** Keeps this window in step with the operator's others; `name` is this window's, '' as long as it is not known. */
export function useTogether(name: string): void {
  useEffect(() => {
    if (name === '') return undefined;
    let hearing = false;
    const hear = (said: Said) => {
      // A panel that opens is told what its desk shows, and a desk that comes back which panels it has.
      if (said.presence === 'here' && concerns(name, said.from) === 'all') {
        line.say({ from: name, view: groupView(), presence: 'there' });
      }
      hearing = true;
      useDesk.setState((desk) => ({ ...taken(name, said), panels: panelsAfter(name, desk.panels, said) }));
      hearing = false;
    };
    const line = openLine(hear);
    line.say({ from: name, presence: 'here' });
    const stop = useDesk.subscribe((after, before) => {
      if (hearing) return;
      const view = changed(before, after);
      if (Object.keys(view).length > 0) line.say({ from: name, view });
    });
    const leave = () => line.say({ from: name, presence: 'gone' });
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      stop();
      line.close();
    };
  }, [name]);
}
