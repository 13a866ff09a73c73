import { Mic, Radio } from 'lucide-react';
import { useTexts } from '../../i18n/index.ts';
import { useStatus } from '../../station/index.ts';
import { Button, Icon, useKeys } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './radio.module.css';

/** The radio bar. The centre offers no channels yet: it says what it waits for, and its keys do nothing. */
export function RadioBar() {
  const t = useTexts(texts);
  const status = useStatus();
  const idle = () => undefined;
  useKeys([
    { keys: 'Space', label: t('talk'), group: t('group'), run: idle, enabled: false },
    { keys: 'F9', label: t('emergency'), group: t('group'), run: idle, enabled: false },
  ]);
  const online = status?.link.state === 'online';
  const words = !status ? t('waitsForStation') : online ? t('waitsFor') : t('waitsForCentre');
  return (
    <section className={styles.bar} aria-label={t('title')}>
      <h2 className={styles.title}>
        <Icon icon={Radio} />
        {t('title')}
      </h2>
      <p className={styles.words}>{words}</p>
      <Button size="small" icon={Mic} shortcut="Space" disabled>
        {t('talk')}
      </Button>
    </section>
  );
}
