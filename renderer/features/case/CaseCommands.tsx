import type { CommandView } from '#shared/contract/views.ts';
import { CommandBox, CommandReceipts, ReceiptProgress } from '../../parts/index.ts';
import styles from './case.module.css';

interface CaseCommandsProps {
  commands: readonly CommandView[];
  onOpenWorker: (id: string) => void;
}

/** The commands about this case, each with how far it has come and who has answered what. */
export function CaseCommands({ commands, onOpenWorker }: CaseCommandsProps) {
  return (
    <ul className={styles.commands}>
      {commands.map((view) => (
        <li key={view.command.id}>
          <CommandBox view={view}>
            <ReceiptProgress view={view} />
            <CommandReceipts id={view.command.id} onOpenWorker={onOpenWorker} />
          </CommandBox>
        </li>
      ))}
    </ul>
  );
}
