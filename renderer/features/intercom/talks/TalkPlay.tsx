import { Play } from 'lucide-react';
import type { Recording } from '#shared/contract/radio.ts';
import { useTexts } from '../../../i18n/index.ts';
import { IconButton } from '../../../ui/index.ts';
import { texts } from '../locale.ts';
import { PlayerBar } from './PlayerBar.tsx';
import { usePlayerState } from './player.ts';
import { TalkLine } from './TalkLine.tsx';
import { usePlayer } from './usePlayer.ts';

/** A talk in a list of another feature: what it was, and its sound. */
export function TalkPlay({ recording }: { recording: Recording }) {
  const t = useTexts(texts);
  const { play } = usePlayer();
  const isPlayed = usePlayerState((state) => state.recording?.id === recording.id);
  return (
    <>
      <IconButton
        icon={Play}
        size="small"
        label={`${t('play')} ${recording.talker.name}`}
        disabled={recording.soundMs === 0 || recording.endedAt === null}
        onClick={() => void play(recording)}
      />
      <TalkLine recording={recording} />
      {isPlayed && <PlayerBar />}
    </>
  );
}
