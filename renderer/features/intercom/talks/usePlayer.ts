import { useMemo } from 'react';
import type { Recording } from '#shared/contract/radio.ts';
import { useTexts } from '../../../i18n/index.ts';
import { useSettings, useStation } from '../../../station/index.ts';
import { showToast } from '../../../ui/index.ts';
import { texts } from '../locale.ts';
import { playerOfPage } from './player.ts';

/** Plays recordings in the operator's loudspeaker. */
export function usePlayer(): {
  play(recording: Recording): Promise<void>;
  /** the last talk of a channel that has sound here: instant recall */
  replayLast(channelId: string | undefined): Promise<void>;
} {
  const station = useStation();
  const t = useTexts(texts);
  const { intercomSpeaker } = useSettings();
  return useMemo(() => {
    const play = (recording: Recording) => playerOfPage().play(station, recording, intercomSpeaker);
    const replayLast = async (channelId: string | undefined) => {
      if (channelId === undefined) return;
      const answer = await station.read('recording.list', { channelId, limit: 10 });
      const last = answer.ok ? answer.value.rows.find(({ soundMs, endedAt }) => soundMs > 0 && endedAt !== null) : null;
      if (last) await play(last);
      else showToast({ title: t('noRecall') });
    };
    return { play, replayLast };
  }, [station, t, intercomSpeaker]);
}
