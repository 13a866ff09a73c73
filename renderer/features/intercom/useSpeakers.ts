import { useMemo } from 'react';
import { useRadio } from './useIntercom.ts';

/** A worker who talks now, for whoever shows where they are. */
export interface Speaker {
  workerId: string;
  emergency: boolean;
}

/** The workers who talk on any channel now, heard here or not. */
export function useSpeakers(): readonly Speaker[] {
  const view = useRadio();
  return useMemo(() => {
    const speakers = new Map<string, Speaker>();
    for (const { talk } of view?.channels ?? []) {
      if (talk?.talker.kind !== 'worker' && talk?.talker.kind !== 'terminal') continue;
      const emergency = talk.emergency || speakers.get(talk.talker.id)?.emergency === true;
      speakers.set(talk.talker.id, { workerId: talk.talker.id, emergency });
    }
    return [...speakers.values()];
  }, [view]);
}
