import { Hand, Hourglass } from 'lucide-react';
import { formatTime, useTexts } from '../i18n/index.ts';
import { useNow } from '../station/index.ts';
import { classes, Icon } from '../ui/index.ts';
import styles from './ClaimMark.module.css';
import type { ShownClaim } from './claims.ts';
import { texts } from './locale.ts';

/** Who has the case before them: by name, and by another sign and colour when nobody has kept it for too long. */
export function ClaimMark({ claim }: { claim: ShownClaim }) {
  const t = useTexts(texts);
  const now = useNow(10_000);
  const { state, by, at } = claim;
  const words = t(`claim.${state}`, { name: by.name, since: formatTime(at, now) });
  return (
    <span className={classes(styles.mark, styles[state])} title={words} data-claim={state}>
      <Icon icon={state === 'stale' ? Hourglass : Hand} />
      <span>{state === 'own' ? t('claim.me') : by.name}</span>
      <span className={styles.heard}>{words}</span>
    </span>
  );
}
