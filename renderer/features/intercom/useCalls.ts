import { useTexts } from '../../i18n/index.ts';
import { useMay } from '../../parts/index.ts';
import { texts } from './locale.ts';
import { useRadio } from './useIntercom.ts';
import { useOpenChannel } from './useOpenChannel.ts';

/** Calls people from wherever they stand; undefined where nobody can be called now. */
export interface Calls {
  worker(worker: { id: string; name: string }): void;
  /** a channel of its own for these people; its id, or null when it was refused */
  chosen(workers: readonly { id: string; name: string }[]): Promise<string | null>;
  muster(muster: { id: string; title: string; workerIds: string[] }): void;
  /** the channel of an incident: opened for it, or entered when it is open */
  incident(about: { caseId: string; title: string; workerIds: string[] }): void;
}

/** so many are named by a channel for chosen people */
const NAMED = 2;

export function useCalls(): Calls | undefined {
  const t = useTexts(texts);
  const view = useRadio();
  const may = useMay('channel.open');
  const { open, call, enter } = useOpenChannel(view);
  if (!may || !view || view.silent !== null) return undefined;
  const enterOr = (known: string | undefined, make: () => Promise<unknown>) =>
    void (known === undefined ? make() : enter(known));
  return {
    worker: ({ id, name }) => void call(id, name),
    chosen: (workers) => {
      const names = workers.slice(0, NAMED).map(({ name }) => name);
      const name = t('chosenChannel', { names: names.join('、'), n: workers.length });
      return open({ name, kind: 'ad-hoc', members: { workerIds: workers.map(({ id }) => id) } });
    },
    muster: ({ id, title, workerIds }) =>
      enterOr(view.channels.find(({ musterId }) => musterId === id)?.id, () =>
        open({ name: t('musterChannel', { title }), kind: 'incident', members: { workerIds }, musterId: id }),
      ),
    incident: ({ caseId, title, workerIds }) =>
      enterOr(view.channels.find((channel) => channel.caseId === caseId)?.id, () =>
        open({ name: t('caseChannel', { title }), kind: 'incident', members: { workerIds }, caseId }),
      ),
  };
}
