import { Plus, X } from 'lucide-react';
import type { CasePolicy } from '#shared/protocol/desks.ts';
import { refusalWords, useTexts } from '../../../i18n/index.ts';
import { useDraft, useOwnId, usePolicyForm } from '../../../parts/index.ts';
import { useFeed } from '../../../station/index.ts';
import { Button, Dialog, IconButton, Loading, TextField, Trouble } from '../../../ui/index.ts';
import { texts } from '../locale.ts';
import styles from '../supervision.module.css';
import {
  numberText,
  type PolicyNumber,
  policyDraftSchema,
  type RuleDraft,
  rulesOf,
  UNTOUCHED,
  writtenPolicy,
} from './policyDraft.ts';

interface RulesProps {
  rules: readonly RuleDraft[];
  may: boolean;
  onChange: (rules: RuleDraft[]) => void;
}

/** When an extension needs a second person, by category; the one without a code is every other category's. */
function Rules({ rules, may, onChange }: RulesProps) {
  const t = useTexts(texts);
  const others = rules.findLastIndex(({ code }) => code === '');
  const changed = (at: number, part: Partial<RuleDraft>) =>
    onChange(rules.map((rule, place) => (place === at ? { ...rule, ...part } : rule)));
  return (
    <>
      {rules.map((rule, at) => (
        // A rule has no name but its code, which is being typed.
        <div key={at} className={styles.rule}>
          {at === others ? (
            <span className={styles.ruleName}>{t('rules.everyCategory')}</span>
          ) : (
            <TextField
              label={t('rules.category')}
              value={rule.code}
              disabled={!may}
              maxLength={10}
              onChange={(code) => changed(at, { code })}
            />
          )}
          <TextField
            label={t('rules.further')}
            inputMode="numeric"
            value={rule.further}
            disabled={!may}
            maxLength={3}
            onChange={(further) => changed(at, { further })}
          />
          <TextField
            label={t('rules.longShare')}
            inputMode="decimal"
            value={rule.longShare}
            disabled={!may}
            maxLength={5}
            onChange={(longShare) => changed(at, { longShare })}
          />
          {may && at !== others && (
            <IconButton
              icon={X}
              label={t('rules.removeRule', { code: rule.code })}
              onClick={() => onChange(rules.filter((_, place) => place !== at))}
            />
          )}
        </div>
      ))}
      {may && (
        <Button
          size="small"
          look="quiet"
          icon={Plus}
          onClick={() => onChange([{ code: '', further: '1', longShare: '1' }, ...rules])}
        >
          {t('rules.addRule')}
        </Button>
      )}
    </>
  );
}

const PARTS: readonly { legend: 'claim' | 'sampling' | 'supervision'; numbers: readonly PolicyNumber[] }[] = [
  { legend: 'claim', numbers: ['claimMinutes'] },
  { legend: 'sampling', numbers: ['settled', 'verified'] },
  { legend: 'supervision', numbers: ['redMinutes', 'returns', 'complaints'] },
];

function PolicyForm({ policy, onClose }: { policy: CasePolicy; onClose: () => void }) {
  const t = useTexts(texts);
  const draft = useDraft(`${useOwnId()}.casePolicy`, policyDraftSchema, UNTOUCHED, () => false);
  const { numbers, rules } = draft.value;
  const { form, may, problem, change, send } = usePolicyForm({
    kind: 'case-policy.set',
    draft,
    request: () => {
      const written = writtenPolicy(policy, draft.value);
      return written.ok
        ? { ok: true, request: { payload: { policy: written.policy }, subject: t('rules.title') } }
        : written;
    },
    onClose,
  });
  return (
    <form
      ref={form}
      className={styles.policy}
      aria-label={t('rules.title')}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {PARTS.map(({ legend, numbers: names }) => (
        <fieldset key={legend} className={styles.part}>
          <legend>{t(`rules.${legend}`)}</legend>
          <div className={styles.numbers}>
            {names.map((name) => (
              <TextField
                key={name}
                label={t(`rules.${name}`)}
                inputMode="decimal"
                value={numbers[name] ?? numberText(policy, name)}
                disabled={!may}
                maxLength={6}
                onChange={(text) => change({ numbers: { ...numbers, [name]: text } })}
              />
            ))}
          </div>
        </fieldset>
      ))}
      <fieldset className={styles.part}>
        <legend>{t('rules.extensions')}</legend>
        <Rules rules={rules ?? rulesOf(policy)} may={may} onChange={(next) => change({ rules: next })} />
      </fieldset>
      {problem && (
        <p className={styles.problem} role="alert">
          {'is' in problem ? t(`rules.problems.${problem.is}`) : refusalWords(problem.refused)}
        </p>
      )}
      <div className={styles.buttons}>
        <span className={styles.quiet}>{t(may ? 'rules.hint' : 'rules.mayNot')}</span>
        {may && (
          <Button type="submit" look="primary" shortcut="Ctrl+Enter">
            {t('rules.save')}
          </Button>
        )}
      </div>
    </form>
  );
}

/** How this centre works its cases: for everybody to read, for a shift lead or admin to change. */
export function CasePolicyDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(texts);
  const { data, isPending, error, refetch } = useFeed('case.policy', {});
  return (
    <Dialog title={t('rules.title')} open onClose={onClose} size="wide">
      {isPending && <Loading />}
      {error && !data && <Trouble error={error} onRetry={() => void refetch()} />}
      {data && <PolicyForm policy={data} onClose={onClose} />}
    </Dialog>
  );
}
