import { common, useTexts } from '../../i18n/index.ts';
import { useFacts, useStatus } from '../../station/index.ts';
import { Badge, Tooltip } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './session.module.css';

/** The centre's name; the product's until it is known. Says when the centre is a demo. */
export function Centre() {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const status = useStatus();
  const facts = useFacts();
  const demo = status?.centre.demo ?? facts?.demo ?? false;
  return (
    <div className={styles.centre}>
      <svg viewBox="0 0 20 20" className={styles.mark} aria-hidden>
        <path d="M2 2h7v7H2zM11 2h7v7h-7zM2 11h7v7H2z" />
        <path d="M14.5 10.6 18 14.5l-3.5 3.9L11 14.5z" className={styles.markPoint} />
      </svg>
      <h1 className={styles.centreName}>{status?.centre.name || tc('product')}</h1>
      {demo && (
        <Tooltip text={t('demoDetail')}>
          <span>
            <Badge look="warn">{t('demo')}</Badge>
          </span>
        </Tooltip>
      )}
    </div>
  );
}
