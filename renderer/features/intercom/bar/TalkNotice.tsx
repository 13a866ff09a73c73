import { useNow } from '../../../station/index.ts';
import { useRadio, useTalkChannels } from '../useIntercom.ts';
import { useTalkKeys } from '../useTalkKeys.ts';
import styles from './bar.module.css';
import { FloorWords } from './FloorWords.tsx';
import { ownFloor } from './ownFloor.ts';

/** The keys to talk in a window without a radio bar, and how the talk stands, for as long as there is one. */
export function TalkNotice() {
  const view = useRadio();
  const [selected] = useTalkChannels(view);
  const now = useNow(1000);
  useTalkKeys();
  if (!view || !ownFloor(view, now)) return null;
  return (
    <div className={styles.notice}>
      <FloorWords view={view} selected={selected} />
    </div>
  );
}
