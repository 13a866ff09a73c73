import type { CommandView } from '#shared/contract/views.ts';
import { common, formatFullTime, formatTime, useTexts } from '../../i18n/index.ts';
import { CommandReceipts, ReceiptProgress, usePriorityLook } from '../../parts/index.ts';
import { useNow } from '../../station/index.ts';
import { Badge } from '../../ui/index.ts';
import styles from './case.module.css';

function CaseCommand({ view, onOpenWorker }: { view: CommandView; onOpenWorker: (id: string) => void }) {
  const tc = useTexts(common);
  const now = useNow(10_000);
  const look = usePriorityLook(view);
  const { command } = view;
  return (
    <li className={styles.command}>
      <div className={styles.commandHead}>
        <Badge look={look}>
          {tc(`priorities.${command.priority}`)} · {tc(`commandKinds.${command.kind}`)}
        </Badge>
        <strong className={styles.commandTitle}>{command.title}</strong>
        <time className={styles.quiet} title={formatFullTime(command.issuedAt)}>
          {formatTime(command.issuedAt, now)}
        </time>
      </div>
      <ReceiptProgress view={view} />
      <CommandReceipts view={view} onOpenWorker={onOpenWorker} />
    </li>
  );
}

/** The commands about this case, each with how far it has come and who has answered what. */
export function CaseCommands({
  commands,
  onOpenWorker,
}: {
  commands: readonly CommandView[];
  onOpenWorker: (id: string) => void;
}) {
  return (
    <ul className={styles.commands}>
      {commands.map((view) => (
        <CaseCommand key={view.command.id} view={view} onOpenWorker={onOpenWorker} />
      ))}
    </ul>
  );
}
