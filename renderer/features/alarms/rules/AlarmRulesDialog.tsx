import { ALARM_PRIORITIES } from '#shared/domain/alarms/alarm.ts';
import type { AlarmPolicy, RuleName } from '#shared/domain/alarms/policy.ts';
import { common, useTexts } from '../../../i18n/index.ts';
import { PolicyDialog, PolicyForm, useDraft, useOwnId } from '../../../parts/index.ts';
import { useFeed } from '../../../station/index.ts';
import { Checkbox, Select, TextField } from '../../../ui/index.ts';
import { texts } from './locale.ts';
import { Pairs } from './Pairs.tsx';
import styles from './rules.module.css';
import {
  pairDrafts,
  RULE_CHOICES,
  RULE_NAMES,
  RULE_NUMBERS,
  type RuleDraft,
  rulesDraftSchema,
  UNTOUCHED,
  writtenRules,
} from './rulesDraft.ts';

interface RuleProps {
  name: RuleName;
  policy: AlarmPolicy;
  draft: RuleDraft;
  may: boolean;
  onChange: (draft: RuleDraft) => void;
}

function Rule({ name, policy, draft, may, onChange }: RuleProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const rule = policy[name];
  const { on = rule.on, keep = rule.keep, priority = rule.priority, numbers } = draft;
  const kept = new Map(Object.entries(rule));
  return (
    <fieldset className={styles.rule} data-rule={name}>
      <legend className="visually-hidden">{t(`names.${name}`)}</legend>
      <div className={styles.name}>
        <Checkbox
          label={t(`names.${name}`)}
          hint={t(`hints.${name}`)}
          value={on}
          disabled={!may}
          onChange={(next) => onChange({ ...draft, on: next })}
        />
      </div>
      <div className={styles.numbers}>
        {RULE_NUMBERS[name].map((number) => (
          <TextField
            key={number}
            label={t(`numbers.${number}`)}
            inputMode="numeric"
            value={numbers[number] ?? String(kept.get(number) ?? '')}
            disabled={!may || !on}
            maxLength={5}
            onChange={(text) => onChange({ ...draft, numbers: { ...numbers, [number]: text } })}
          />
        ))}
        {RULE_CHOICES[name]?.map((choice) => (
          <Checkbox
            key={choice}
            label={t(`choices.${choice}`)}
            value={draft[choice] ?? kept.get(choice) === true}
            disabled={!may || !on}
            onChange={(next) => onChange({ ...draft, [choice]: next })}
          />
        ))}
      </div>
      <Select
        label={t('priority')}
        disabled={!may || !on}
        options={ALARM_PRIORITIES.map((one) => ({ value: one, label: tc(`alarmPriorities.${one}`) }))}
        value={priority}
        onChange={(next) => onChange({ ...draft, priority: ALARM_PRIORITIES.find((one) => one === next) })}
      />
      <Checkbox
        label={t('keep')}
        value={keep}
        disabled={!may || !on}
        onChange={(next) => onChange({ ...draft, keep: next })}
      />
    </fieldset>
  );
}

interface RulesFormProps {
  policy: AlarmPolicy;
  /** workers that are chosen on the map, by their places in the fleet's table */
  chosen: readonly number[];
  onClose: () => void;
}

function RulesForm({ policy, chosen, onClose }: RulesFormProps) {
  const t = useTexts(texts);
  const draft = useDraft(`${useOwnId()}.alarmRules`, rulesDraftSchema, UNTOUCHED, () => false);
  const { rules, pairs } = draft.value;
  return (
    <PolicyForm
      kind="alarm.policy-set"
      title={t('title')}
      draft={draft}
      write={() => {
        const written = writtenRules(policy, draft.value);
        return written.ok ? { ok: true, payload: { policy: written.changed } } : written;
      }}
      words={{ hint: t('hint'), mayNot: t('mayNot'), save: t('save'), problem: (problem) => t(`problems.${problem}`) }}
      onClose={onClose}
    >
      {(may, change) => (
        <>
          <div className={styles.rules}>
            {RULE_NAMES.map((name) => (
              <Rule
                key={name}
                name={name}
                policy={policy}
                draft={rules[name] ?? { numbers: {} }}
                may={may}
                onChange={(next) => change({ rules: { ...rules, [name]: next } })}
              />
            ))}
          </div>
          <Pairs
            pairs={pairs ?? pairDrafts(policy)}
            chosen={chosen}
            may={may}
            onChange={(next) => change({ pairs: next })}
          />
        </>
      )}
    </PolicyForm>
  );
}

/** When this centre raises alarms: for everybody to read, for a shift lead or admin to change. */
export function AlarmRulesDialog({ chosen, onClose }: Omit<RulesFormProps, 'policy'>) {
  const t = useTexts(texts);
  const policy = useFeed('alarm.policy', {});
  return (
    <PolicyDialog read={policy} title={t('title')} size="wide" onClose={onClose}>
      {(read) => <RulesForm policy={read} chosen={chosen} onClose={onClose} />}
    </PolicyDialog>
  );
}
