import { ChevronDown, LogOut, UserRound } from 'lucide-react';
import { common, useTexts } from '../../i18n/index.ts';
import { useStatus } from '../../station/index.ts';
import { Badge, Icon, Menu } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './session.module.css';

/** Who sits here, in which roles, and the way to hand the desk to somebody else. */
export function Operator({ onLeave }: { onLeave: () => void }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const status = useStatus();
  const user = status?.session.user;
  if (!user) return null;
  const roles = user.roles.map((role) => tc(`roles.${role}`)).join(' · ') || t('noRoles');
  return (
    <Menu
      trigger={
        <button type="button" className={styles.operator} aria-label={`${t('operator')} ${user.name} ${roles}`}>
          <Icon icon={UserRound} />
          <span className={styles.operatorName}>{user.name}</span>
          {/* A name that says its role needs no echo. */}
          {roles !== user.name && <span className={styles.roles}>{roles}</span>}
          {status.session.state === 'offline' && <Badge look="warn">{t('offlineSession')}</Badge>}
          <Icon icon={ChevronDown} />
        </button>
      }
      entries={[{ key: 'out', label: t('signOut'), icon: LogOut, onSelect: onLeave }]}
    />
  );
}
