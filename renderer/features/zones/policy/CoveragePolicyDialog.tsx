import { COVERAGE_TIERS, type CoveragePolicy } from '#shared/domain/coverage.ts';
import { refusalWords, useTexts } from '../../../i18n/index.ts';
import { useDraft, useOwnId, usePolicyForm } from '../../../parts/index.ts';
import { useFeed } from '../../../station/index.ts';
import { Button, Dialog, Loading, TextField, Trouble } from '../../../ui/index.ts';
import { texts as board } from '../locale.ts';
import {
  AIM_NUMBERS,
  type CoverageField,
  coverageDraftSchema,
  fieldText,
  HOUR_ENDS,
  UNTOUCHED,
  writtenCoverage,
} from './coverageDraft.ts';
import { texts } from './locale.ts';
import styles from './policy.module.css';

function AimsForm({ policy, onClose }: { policy: CoveragePolicy; onClose: () => void }) {
  const t = useTexts(texts);
  const words = useTexts(board);
  const draft = useDraft(`${useOwnId()}.coverageAims`, coverageDraftSchema, UNTOUCHED, () => false);
  const { form, may, problem, change, send } = usePolicyForm({
    kind: 'coverage.policy-set',
    draft,
    request: () => {
      const written = writtenCoverage(policy, draft.value);
      return written.ok
        ? { ok: true, request: { payload: { policy: written.changed }, subject: words('aims') } }
        : written;
    },
    onClose,
  });
  const field = (name: CoverageField, label: string) => (
    <TextField
      key={name}
      label={label}
      inputMode={name.startsWith('hours') ? undefined : 'numeric'}
      value={fieldText(policy, draft.value, name)}
      disabled={!may}
      maxLength={5}
      onChange={(text) => change({ typed: { ...draft.value.typed, [name]: text } })}
    />
  );
  return (
    <form
      ref={form}
      className={styles.aims}
      aria-label={words('aims')}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {COVERAGE_TIERS.map((tier) => (
        <fieldset key={tier} className={styles.part}>
          <legend>{words(`tiers.${tier}`)}</legend>
          <div className={styles.fields}>{AIM_NUMBERS.map((number) => field(`${tier}.${number}`, t(number)))}</div>
        </fieldset>
      ))}
      <fieldset className={styles.part}>
        <legend>{t('hours')}</legend>
        <div className={styles.fields}>{HOUR_ENDS.map((end) => field(`hours.${end}`, t(end)))}</div>
      </fieldset>
      {problem && (
        <p className={styles.problem} role="alert">
          {'is' in problem ? t(`problems.${problem.is}`) : refusalWords(problem.refused)}
        </p>
      )}
      <div className={styles.buttons}>
        <span className={styles.quiet}>{t(may ? 'hint' : 'mayNot')}</span>
        {may && (
          <Button type="submit" look="primary" shortcut="Ctrl+Enter">
            {t('save')}
          </Button>
        )}
      </div>
    </form>
  );
}

/** What this centre wants of its grids: for everybody to read, for a shift lead or admin to change. */
export function CoveragePolicyDialog({ onClose }: { onClose: () => void }) {
  const words = useTexts(board);
  const { data, isPending, error, refetch } = useFeed('coverage.policy', {});
  return (
    <Dialog title={words('aims')} open onClose={onClose}>
      {isPending && <Loading />}
      {error && !data && <Trouble error={error} onRetry={() => void refetch()} />}
      {data && <AimsForm policy={data} onClose={onClose} />}
    </Dialog>
  );
}
