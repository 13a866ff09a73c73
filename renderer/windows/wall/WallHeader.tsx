import { WALL_SCENES, type WallScene } from '#shared/contract/wallPlan.ts';
import { common, useTexts } from '../../i18n/index.ts';
import { useNow, useStationState, useStatus } from '../../station/index.ts';
import { classes } from '../../ui/index.ts';
import { WallClock } from '../../features/figures/index.ts';
import { linkWords, type LinkWords } from './linkWords.ts';
import { wallTexts } from './locale.ts';
import type { WallState } from './scenes.ts';
import styles from './wall.module.css';

/** Centre, scene, link and age of the data, time: on every scene. */
export function WallHeader({ scene, mode }: { scene: WallScene; mode: WallState['mode'] }) {
  const t = useTexts(wallTexts);
  const words = useTexts(common);
  const status = useStatus();
  return (
    <header className={styles.header}>
      <h1 className={styles.centre}>
        {status?.centre.name || words('product')}
        {status?.centre.demo && <span className={styles.demo}>{t('demo')}</span>}
      </h1>
      <ol className={styles.scenes}>
        {WALL_SCENES.map((name) => (
          <li key={name} aria-current={name === scene ? 'page' : undefined}>
            {words(`wallScenes.${name}`)}
          </li>
        ))}
      </ol>
      {mode !== 'tour' && <span className={styles.held}>{t(mode)}</span>}
      <LinkState />
      <WallClock />
    </header>
  );
}

function LinkState() {
  const words = useLinkWords();
  if (!words) return <span className={styles.link} />;
  return (
    <p className={classes(styles.link, styles[words.state])} role="status">
      <span className={styles.linkSign} aria-hidden />
      {words.text}
    </p>
  );
}

function useLinkWords(): LinkWords | null {
  const t = useTexts(wallTexts);
  const status = useStatus();
  const station = useStationState();
  const now = useNow(1000);
  if (station === 'lost') return { text: t('stationLost'), state: 'old' };
  if (station === 'silent') return { text: t('stationSilent'), state: 'old' };
  return status ? linkWords(status, now, t) : null;
}
