import { REQUIRED_RECEIPTS } from '#shared/domain/command.ts';
import type { CommandFields } from '#shared/protocol/commands.ts';
import { common, useTexts } from '../../../i18n/index.ts';
import { Select, Switch } from '../../../ui/index.ts';
import styles from '../commands.module.css';
import { texts } from '../locale.ts';
import { type CommandDraft, VALIDITIES } from './draft.ts';
import { escalates, requiredOf } from './payload.ts';

interface SendingFieldsProps {
  draft: CommandDraft;
  priority: CommandFields['priority'];
  /** how it is followed was settled when the first one was sent */
  isCorrection: boolean;
  change: (change: Partial<CommandDraft>) => void;
}

/** Until when it counts, which receipt it needs, and what is done when that one does not come. */
export function SendingFields({ draft, priority, isCorrection, change }: SendingFieldsProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const { validMinutes } = draft;
  const own = validMinutes === null ? [] : [{ value: 'own' as const, label: t('validMinutes', { n: validMinutes }) }];
  return (
    <>
      <div className={styles.pair}>
        <Select
          label={t('validity')}
          options={[...own, ...VALIDITIES.map((value) => ({ value, label: t(`validities.${value}`) }))]}
          value={validMinutes === null ? draft.validity : 'own'}
          onChange={(validity) => {
            if (validity !== 'own') change({ validity, validMinutes: null });
          }}
        />
        <Select
          label={t('requires')}
          options={REQUIRED_RECEIPTS.map((state) => ({ value: state, label: tc(`receipts.${state}`) }))}
          value={requiredOf(draft)}
          onChange={(requires) => change({ requires })}
        />
      </div>
      {!isCorrection && (
        <>
          <Switch
            label={t('escalate')}
            value={escalates(draft, priority)}
            onChange={(escalate) => change({ escalate })}
          />
          {priority === 'routine' && (
            <Switch label={t('evenQuiet')} value={draft.evenQuiet} onChange={(evenQuiet) => change({ evenQuiet })} />
          )}
        </>
      )}
    </>
  );
}
