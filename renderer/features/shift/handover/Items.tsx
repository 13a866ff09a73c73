import { Check, Circle } from 'lucide-react';
import type { ReactNode } from 'react';
import type { HandOverItem } from '#shared/protocol/shifts.ts';
import { useTexts } from '../../../i18n/index.ts';
import { Badge, Button, Icon } from '../../../ui/index.ts';
import { texts } from '../locale.ts';
import styles from '../shift.module.css';

interface ItemsProps {
  items: readonly HandOverItem[];
  onOpenCase: (id: string) => void;
  /** a verb for one item */
  verb?: (item: HandOverItem) => ReactNode;
  /** without any: these words */
  empty?: string;
}

const ON_CASES: readonly HandOverItem['kind'][] = ['case', 'supervision', 'extension'];

/** What is handed over, item by item, with what was taken note of. */
export function Items({ items, onOpenCase, verb, empty }: ItemsProps) {
  const t = useTexts(texts);
  if (items.length === 0) return <p className={styles.quiet}>{empty ?? t('noItems')}</p>;
  return (
    <ul className={styles.items} aria-label={t('items')}>
      {items.map((item) => {
        const { id, kind, label, subjectId, acknowledgedAt } = item;
        const isRead = acknowledgedAt !== undefined;
        return (
          <li key={id} className={styles.item}>
            <span className={isRead ? styles.read : styles.unread} title={t(isRead ? 'read' : 'unread')}>
              <Icon icon={isRead ? Check : Circle} />
              <span className="visually-hidden">{t(isRead ? 'read' : 'unread')}</span>
            </span>
            <Badge look="plain">{t(`kinds.${kind}`)}</Badge>
            <span className={styles.label}>{label}</span>
            {subjectId && ON_CASES.includes(kind) && (
              <Button size="small" look="quiet" onClick={() => onOpenCase(subjectId)}>
                {t('look')}
              </Button>
            )}
            {verb?.(item)}
          </li>
        );
      })}
    </ul>
  );
}
