import { CornerDownLeft, Pencil, Undo2 } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useTexts } from '../../../i18n/index.ts';
import { classes, Icon } from '../../../ui/index.ts';
import { texts } from '../locale.ts';
import styles from './decision.module.css';

interface WayProps {
  icon: LucideIcon;
  title: string;
  detail: string;
  hindrance: string | null;
  busy: boolean;
  onTake: () => void;
}

function Way({ icon, title, detail, hindrance, busy, onTake }: WayProps) {
  return (
    <button
      type="button"
      className={classes(styles.way, hindrance !== null && styles.hindered)}
      // Not `disabled`: it keeps its place in the tab order so that everybody can learn why.
      aria-disabled={hindrance !== null || busy || undefined}
      onClick={() => hindrance === null && !busy && onTake()}
    >
      <span className={styles.wayTitle}>
        <Icon icon={icon} /> {title}
      </span>
      <span className={styles.wayDetail}>{hindrance ?? detail}</span>
    </button>
  );
}

interface WaysProps {
  /** there is a version of the centre's to take */
  hasTheirs: boolean;
  /** why it cannot be sent again now; null: it can */
  hindrance: string | null;
  /** the action has a form; without one there is nothing to change */
  editable: boolean;
  busy: boolean;
  onTheirs: () => void;
  onEdit: () => void;
  onAgain: () => void;
}

/** The three ways out of a decision, each with what comes of it. */
export function Ways({ hasTheirs, hindrance, editable, busy, onTheirs, onEdit, onAgain }: WaysProps) {
  const t = useTexts(texts);
  return (
    <div className={styles.ways} role="group" aria-label={t('decision.ways')}>
      <Way
        icon={Undo2}
        title={t(hasTheirs ? 'decision.takeTheirs' : 'decision.giveUp')}
        detail={t(hasTheirs ? 'decision.takeTheirsDetail' : 'decision.giveUpDetail')}
        hindrance={null}
        busy={busy}
        onTake={onTheirs}
      />
      <Way
        icon={Pencil}
        title={t('decision.edit')}
        detail={t('decision.editDetail')}
        hindrance={hindrance ?? (editable ? null : t('decision.nothingToEdit'))}
        busy={busy}
        onTake={onEdit}
      />
      <Way
        icon={CornerDownLeft}
        title={t('decision.again')}
        detail={t('decision.againDetail')}
        hindrance={hindrance}
        busy={busy}
        onTake={onAgain}
      />
    </div>
  );
}
