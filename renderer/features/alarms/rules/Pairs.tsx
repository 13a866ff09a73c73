import { Plus, X } from 'lucide-react';
import { v7 } from 'uuid';
import { MOST_PAIRS } from '#shared/domain/alarms/policy.ts';
import { useTexts } from '../../../i18n/index.ts';
import { Button, IconButton, Select, TextField } from '../../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './rules.module.css';
import type { PairDraft } from './rulesDraft.ts';

interface PairsProps {
  pairs: readonly PairDraft[];
  may: boolean;
  onChange: (pairs: PairDraft[]) => void;
}

/** Who must keep how near to whom, or how far from what. */
export function Pairs({ pairs, may, onChange }: PairsProps) {
  const t = useTexts(texts);
  const changed = (id: string, part: Partial<PairDraft>) =>
    onChange(pairs.map((pair) => (pair.id === id ? { ...pair, ...part } : pair)));
  const field = (pair: PairDraft, name: 'workerId' | 'otherId' | 'least' | 'most') => (
    <TextField
      label={t(`pairs.${name}`)}
      inputMode={name === 'least' || name === 'most' ? 'numeric' : undefined}
      value={pair[name]}
      disabled={!may}
      maxLength={name === 'least' || name === 'most' ? 5 : 64}
      onChange={(text) => changed(pair.id, { [name]: text })}
    />
  );
  return (
    <fieldset className={styles.pairs}>
      <legend>{t('pairs.title')}</legend>
      {pairs.map((pair) => (
        <div key={pair.id} className={styles.pair}>
          {field(pair, 'workerId')}
          <Select
            label={t('pairs.kind')}
            disabled={!may}
            options={(['worker', 'area'] as const).map((kind) => ({ value: kind, label: t(`pairs.kinds.${kind}`) }))}
            value={pair.otherKind}
            onChange={(kind) => changed(pair.id, { otherKind: kind === 'area' ? 'area' : 'worker' })}
          />
          {field(pair, 'otherId')}
          {field(pair, 'least')}
          {field(pair, 'most')}
          {may && (
            <IconButton
              icon={X}
              label={t('pairs.remove')}
              onClick={() => onChange(pairs.filter(({ id }) => id !== pair.id))}
            />
          )}
        </div>
      ))}
      {may && pairs.length < MOST_PAIRS && (
        <Button
          size="small"
          look="quiet"
          icon={Plus}
          onClick={() =>
            onChange([...pairs, { id: v7(), workerId: '', otherKind: 'worker', otherId: '', least: '', most: '' }])
          }
        >
          {t('pairs.add')}
        </Button>
      )}
    </fieldset>
  );
}
