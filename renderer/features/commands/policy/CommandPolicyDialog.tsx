import { type CommandPolicy, ESCALATION_STEPS } from '#shared/domain/command.ts';
import { useTexts } from '../../../i18n/index.ts';
import { PolicyDialog, PolicyForm, PolicyPart, useDraft, useOwnId } from '../../../parts/index.ts';
import { useFeed } from '../../../station/index.ts';
import { Checkbox, TextField } from '../../../ui/index.ts';
import styles from '../commands.module.css';
import { texts } from '../locale.ts';
import {
  changedParts,
  numberOf,
  type PolicyDraft,
  type PolicyNumber,
  policyDraftSchema,
  UNTOUCHED,
} from './policyDraft.ts';

interface FieldsProps {
  policy: CommandPolicy;
  draft: PolicyDraft;
  may: boolean;
  onChange: (part: Partial<PolicyDraft>) => void;
}

function Fields({ policy, draft, may, onChange }: FieldsProps) {
  const t = useTexts(texts);
  const { numbers, from, to } = draft;
  const steps = draft.steps ?? policy.escalation.steps;
  const number = (name: PolicyNumber) => (
    <TextField
      label={t(`policy.numbers.${name}`)}
      inputMode="numeric"
      value={numbers[name] ?? String(numberOf(policy, name))}
      disabled={!may}
      maxLength={6}
      onChange={(text) => onChange({ numbers: { ...numbers, [name]: text } })}
    />
  );
  const time = (label: string, value: string, set: (value: string) => void) => (
    <TextField label={label} type="time" value={value} disabled={!may} onChange={set} />
  );
  return (
    <>
      <PolicyPart legend={t('policy.confirm')} columns={2}>
        {number('confirmOver')}
        {number('confirmFlashOver')}
      </PolicyPart>
      <PolicyPart legend={t('policy.quiet')}>
        <div className={styles.pair}>
          {time(t('policy.from'), from ?? policy.quiet.from, (value) => onChange({ from: value }))}
          {time(t('policy.to'), to ?? policy.quiet.to, (value) => onChange({ to: value }))}
        </div>
        <p className={styles.quiet}>{t('policy.quietHint')}</p>
      </PolicyPart>
      <PolicyPart legend={t('policy.due')} columns={3}>
        {number('flash')}
        {number('urgent')}
        {number('routine')}
      </PolicyPart>
      <PolicyPart legend={t('policy.escalation')}>
        <div className={styles.policySteps}>
          {ESCALATION_STEPS.map((step) => (
            <Checkbox
              key={step}
              label={t(`policy.steps.${step}`)}
              value={steps.includes(step)}
              disabled={!may}
              onChange={(on) =>
                onChange({ steps: ESCALATION_STEPS.filter((one) => (one === step ? on : steps.includes(one))) })
              }
            />
          ))}
        </div>
        {number('everySeconds')}
      </PolicyPart>
    </>
  );
}

function CommandPolicyForm({ policy, onClose }: { policy: CommandPolicy; onClose: () => void }) {
  const t = useTexts(texts);
  const draft = useDraft(`${useOwnId()}.commandPolicy`, policyDraftSchema, UNTOUCHED, () => false);
  return (
    <PolicyForm
      kind="command.policy-set"
      title={t('policy.title')}
      draft={draft}
      write={() => {
        const written = changedParts(policy, draft.value);
        return written.ok ? { ok: true, payload: { policy: written.changed } } : written;
      }}
      words={{
        ...{ hint: t('policy.hint'), mayNot: t('policy.mayNot'), save: t('policy.save') },
        problem: (problem) => t(`policy.problems.${problem}`),
      }}
      onClose={onClose}
    >
      {(may, change) => <Fields {...{ policy, may }} draft={draft.value} onChange={change} />}
    </PolicyForm>
  );
}

/** How this centre sends commands: for everybody to read, for a shift lead or admin to change. */
export function CommandPolicyDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(texts);
  const policy = useFeed('command.policy', {});
  return (
    <PolicyDialog read={policy} title={t('policy.title')} onClose={onClose}>
      {(read) => <CommandPolicyForm policy={read} onClose={onClose} />}
    </PolicyDialog>
  );
}
