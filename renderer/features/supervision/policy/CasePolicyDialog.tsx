import { Plus, X } from 'lucide-react';
import type { CasePolicy } from '#shared/protocol/desks.ts';
import { useTexts } from '../../../i18n/index.ts';
import { PolicyDialog, PolicyForm, PolicyPart, useDraft, useOwnId } from '../../../parts/index.ts';
import { useFeed } from '../../../station/index.ts';
import { Button, IconButton, TextField } from '../../../ui/index.ts';
import { texts } from '../locale.ts';
import styles from './caseRules.module.css';
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

function CasePolicyForm({ policy, onClose }: { policy: CasePolicy; onClose: () => void }) {
  const t = useTexts(texts);
  const draft = useDraft(`${useOwnId()}.casePolicy`, policyDraftSchema, UNTOUCHED, () => false);
  const { numbers, rules } = draft.value;
  return (
    <PolicyForm
      kind="case-policy.set"
      title={t('rules.title')}
      draft={draft}
      write={() => {
        const written = writtenPolicy(policy, draft.value);
        return written.ok ? { ok: true, payload: { policy: written.policy } } : written;
      }}
      words={{
        ...{ hint: t('rules.hint'), mayNot: t('rules.mayNot'), save: t('rules.save') },
        problem: (problem) => t(`rules.problems.${problem}`),
      }}
      onClose={onClose}
    >
      {(may, change) => (
        <>
          {PARTS.map(({ legend, numbers: names }) => (
            <PolicyPart key={legend} legend={t(`rules.${legend}`)} columns={3}>
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
            </PolicyPart>
          ))}
          <PolicyPart legend={t('rules.extensions')}>
            <Rules rules={rules ?? rulesOf(policy)} may={may} onChange={(next) => change({ rules: next })} />
          </PolicyPart>
        </>
      )}
    </PolicyForm>
  );
}

/** How this centre works its cases: for everybody to read, for a shift lead or admin to change. */
export function CasePolicyDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(texts);
  const policy = useFeed('case.policy', {});
  return (
    <PolicyDialog read={policy} title={t('rules.title')} size="wide" onClose={onClose}>
      {(read) => <CasePolicyForm policy={read} onClose={onClose} />}
    </PolicyDialog>
  );
}
