import { URGENCIES } from '#shared/domain/case.ts';
import { common, useTexts } from '../../i18n/index.ts';
import {
  classes,
  Dialog,
  Kbd,
  type KeyBinding,
  Light,
  type LightKind,
  UrgencyMark,
  useKeyList,
} from '../../ui/index.ts';
import styles from './help.module.css';
import { groupKeys } from './keyGroups.ts';
import { texts } from './locale.ts';

const LIGHTS: readonly LightKind[] = ['green', 'yellow', 'red', 'grey', 'none'];

function Legend() {
  const t = useTexts(texts);
  const tc = useTexts(common);
  return (
    <section className={styles.group}>
      <h3 className={styles.heading}>{t('lights')}</h3>
      <ul className={styles.legend}>
        {LIGHTS.map((light) => (
          <li key={light} className={styles.mark}>
            <Light light={light} /> <span aria-hidden>{tc(`lights.${light}`)}</span>
          </li>
        ))}
      </ul>
      <h3 className={styles.heading}>{t('urgencies')}</h3>
      <ul className={styles.legend}>
        {URGENCIES.map((urgency) => (
          <li key={urgency}>
            <UrgencyMark urgency={urgency} words />
          </li>
        ))}
      </ul>
    </section>
  );
}

export interface HelpDialogProps {
  onClose: () => void;
  /** keys of what is not open now */
  more?: readonly KeyBinding[];
}

/** Every key of the window, from the registry: what it lists is what works. And the marks' meaning. */
export function HelpDialog({ onClose, more = [] }: HelpDialogProps) {
  const t = useTexts(texts);
  const groups = groupKeys([...useKeyList(), ...more]);
  return (
    <Dialog title={t('title')} description={t('intro')} open onClose={onClose} size="wide">
      {/* Nothing in it takes the focus, and it is longer than many a screen: the keys must be able to scroll it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.columns} role="region" aria-label={t('title')} tabIndex={0}>
        {groups.map((group) => (
          <section key={group.name} className={styles.group}>
            <h3 className={styles.heading}>{group.name}</h3>
            <dl>
              {group.bindings.map((binding) => (
                <div
                  key={`${[binding.keys].flat().join()}${binding.label}`}
                  className={classes(styles.row, binding.enabled === false && styles.off)}
                  title={binding.enabled === false ? t('notNow') : t('now')}
                >
                  <dt className={styles.keys}>
                    {[binding.keys].flat().map((chord) => (
                      <Kbd key={chord} keys={chord} />
                    ))}
                    <span className="visually-hidden">{[binding.keys].flat().join(' ')}</span>
                  </dt>
                  <dd>{binding.label}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <Legend />
      </div>
    </Dialog>
  );
}
