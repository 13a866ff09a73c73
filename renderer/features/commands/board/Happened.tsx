import type { CommandHead, CommandView } from '#shared/contract/views.ts';
import { common, formatTime, useTexts } from '../../../i18n/index.ts';
import { useNow } from '../../../station/index.ts';
import { Button } from '../../../ui/index.ts';
import styles from '../commands.module.css';
import { changedOf } from '../compose/changes.ts';
import { texts } from '../locale.ts';
import { ChangeLines } from './ChangeLines.tsx';

/** reminders and steps shown; the earlier ones are summed up */
const MOST = 5;

function Reminders({ reminders }: { reminders: NonNullable<CommandHead['reminders']> }) {
  const t = useTexts(texts);
  const now = useNow(10_000);
  const shown = reminders.slice(-MOST);
  return (
    <>
      {reminders.length > shown.length && <li>{t('earlierReminders', { n: reminders.length - shown.length })}</li>}
      {shown.map(({ at, by, step, count }) => (
        <li key={`${at}.${step ?? by.id}`}>
          <time>{formatTime(at, now, true)}</time>{' '}
          {step ? t(`steps.${step}`, { n: count }) : t('reminded', { name: by.name, n: count })}
        </li>
      ))}
    </>
  );
}

/** What became of a command beside its receipts: agreed to, held, corrected, reminded, escalated, joined. */
export function Happened({ view, onOpenCommand }: { view: CommandView; onOpenCommand: (id: string) => void }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const now = useNow(10_000);
  const { command, sum } = view;
  const { confirm, corrects, correctedBy, reminders = [], cancelReason } = command;
  return (
    <>
      {corrects && (
        <div>
          <p className={styles.quiet}>
            {t('corrected')}{' '}
            <Button size="small" look="quiet" onClick={() => onOpenCommand(corrects.id)}>
              {t('openBefore')}
            </Button>
          </p>
          <ChangeLines changes={changedOf(command)} />
        </div>
      )}
      <ul className={styles.happened}>
        {command.request && <li>{t('requested', { what: tc(`requests.${command.request}`) })}</li>}
        {confirm?.by && confirm.at !== null && (
          <li>
            <time>{formatTime(confirm.at, now, true)}</time>{' '}
            {t(command.state === 'refused' ? 'refusedBy' : 'confirmedBy', { name: confirm.by.name })}
          </li>
        )}
        <Reminders reminders={reminders} />
        {sum.joined > 0 && <li>{t('joinedCount', { n: sum.joined })}</li>}
        {cancelReason && (
          <li>{t(command.state === 'refused' ? 'refusedWhy' : 'cancelled', { reason: cancelReason })}</li>
        )}
        {correctedBy && (
          <li>
            <Button size="small" look="quiet" onClick={() => onOpenCommand(correctedBy)}>
              {t('openAfter')}
            </Button>
          </li>
        )}
      </ul>
    </>
  );
}
