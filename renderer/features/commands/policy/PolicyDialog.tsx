import { type CommandPolicy, ESCALATION_STEPS } from '#shared/domain/command.ts';
import { refusalWords, useTexts } from '../../../i18n/index.ts';
import { useDraft, useOwnId, usePolicyForm } from '../../../parts/index.ts';
import { useFeed } from '../../../station/index.ts';
import { Button, Checkbox, Dialog, Loading, TextField, Trouble } from '../../../ui/index.ts';
import styles from '../commands.module.css';
import { texts } from '../locale.ts';
import { changedParts, numberOf, type PolicyNumber, policyDraftSchema, UNTOUCHED } from './policyDraft.ts';

function PolicyForm({ policy, onClose }: { policy: CommandPolicy; onClose: () => void }) {
  const t = useTexts(texts);
  const draft = useDraft(`${useOwnId()}.commandPolicy`, policyDraftSchema, UNTOUCHED, () => false);
  const { numbers, from, to } = draft.value;
  const steps = draft.value.steps ?? policy.escalation.steps;
  const { form, may, problem, change, send } = usePolicyForm({
    kind: 'command.policy-set',
    draft,
    request: () => {
      const written = changedParts(policy, draft.value);
      return written.ok
        ? { ok: true, request: { payload: { policy: written.changed }, subject: t('policy.title') } }
        : written;
    },
    onClose,
  });
  const number = (name: PolicyNumber) => (
    <TextField
      label={t(`policy.numbers.${name}`)}
      inputMode="numeric"
      value={numbers[name] ?? String(numberOf(policy, name))}
      disabled={!may}
      maxLength={6}
      onChange={(text) => change({ numbers: { ...numbers, [name]: text } })}
    />
  );
  const time = (label: string, value: string, onChange: (value: string) => void) => (
    <TextField label={label} type="time" value={value} disabled={!may} onChange={onChange} />
  );
  return (
    <form
      ref={form}
      className={styles.policy}
      aria-label={t('policy.title')}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <fieldset className={styles.recipients}>
        <legend className={styles.policyLegend}>{t('policy.confirm')}</legend>
        <div className={styles.pair}>
          {number('confirmOver')}
          {number('confirmFlashOver')}
        </div>
      </fieldset>
      <fieldset className={styles.recipients}>
        <legend className={styles.policyLegend}>{t('policy.quiet')}</legend>
        <div className={styles.pair}>
          {time(t('policy.from'), from ?? policy.quiet.from, (value) => change({ from: value }))}
          {time(t('policy.to'), to ?? policy.quiet.to, (value) => change({ to: value }))}
        </div>
        <p className={styles.quiet}>{t('policy.quietHint')}</p>
      </fieldset>
      <fieldset className={styles.recipients}>
        <legend className={styles.policyLegend}>{t('policy.due')}</legend>
        <div className={styles.three}>
          {number('flash')}
          {number('urgent')}
          {number('routine')}
        </div>
      </fieldset>
      <fieldset className={styles.recipients}>
        <legend className={styles.policyLegend}>{t('policy.escalation')}</legend>
        <div className={styles.policySteps}>
          {ESCALATION_STEPS.map((step) => (
            <Checkbox
              key={step}
              label={t(`policy.steps.${step}`)}
              value={steps.includes(step)}
              disabled={!may}
              onChange={(on) =>
                change({ steps: ESCALATION_STEPS.filter((one) => (one === step ? on : steps.includes(one))) })
              }
            />
          ))}
        </div>
        {number('everySeconds')}
      </fieldset>
      {problem && (
        <p className={styles.alert} role="alert">
          {'is' in problem ? t(`policy.problems.${problem.is}`) : refusalWords(problem.refused)}
        </p>
      )}
      <div className={styles.buttons}>
        <span className={styles.quiet}>{t(may ? 'policy.hint' : 'policy.mayNot')}</span>
        {may && (
          <Button type="submit" look="primary" shortcut="Ctrl+Enter">
            {t('policy.save')}
          </Button>
        )}
      </div>
    </form>
  );
}

/** How this centre sends commands: for everybody to read, for a shift lead or admin to change. */
export function PolicyDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(texts);
  const { data, isPending, error, refetch } = useFeed('command.policy', {});
  return (
    <Dialog title={t('policy.title')} open onClose={onClose}>
      {isPending && <Loading />}
      {error && !data && <Trouble error={error} onRetry={() => void refetch()} />}
      {data && <PolicyForm policy={data} onClose={onClose} />}
    </Dialog>
  );
}
