import type { Span } from '#shared/contract/trailViews.ts';
import { formatTime, useTexts } from '../../i18n/index.ts';
import { gatewayNow, useStatus } from '../../station/index.ts';
import { texts } from './locale.ts';
import styles from './trails.module.css';

const MOST_SAID = 3;

/** Says which times of a period nobody can tell of, and why: what is not on the map was not seen to be nowhere. */
export function Missing({
  spans,
  asked = true,
}: {
  spans: readonly Span[] /** the centre was asked too */;
  asked?: boolean;
}) {
  const t = useTexts(texts);
  const online = useStatus()?.link.state === 'online';
  if (spans.length === 0) return null;
  const times = spans
    .slice(0, MOST_SAID)
    .map(({ from, to }) => `${formatTime(from, gatewayNow())}–${formatTime(to, gatewayNow())}`)
    .join(t('missing.and'));
  const more = spans.length > MOST_SAID ? t('missing.more', { n: spans.length - MOST_SAID }) : '';
  return (
    <p className={styles.missing} role="status">
      {t(!asked ? 'missing.own' : online ? 'missing.told' : 'missing.alone', { times: times + more })}
    </p>
  );
}
