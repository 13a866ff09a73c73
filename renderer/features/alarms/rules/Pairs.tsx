import { Plus, UsersRound, X } from 'lucide-react';
import { v7 } from 'uuid';
import { MOST_PAIRS } from '#shared/domain/alarms/policy.ts';
import { common, useTexts } from '../../../i18n/index.ts';
import { PolicyPart, WorkerPick } from '../../../parts/index.ts';
import { useFeed } from '../../../station/index.ts';
import { Button, type Choice, Combobox, IconButton, Select, TextField } from '../../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './rules.module.css';
import { newPair, type PairDraft } from './rulesDraft.ts';

interface PairsProps {
  pairs: readonly PairDraft[];
  /** workers that are chosen on the map, by their places in the fleet's table */
  chosen: readonly number[];
  may: boolean;
  onChange: (pairs: PairDraft[]) => void;
}

/** Who must keep how near to whom, or how far from what; chosen by name, or on the map before. */
export function Pairs({ pairs, chosen, may, onChange }: PairsProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const areas = useAreaChoices();
  const onMap = useFeed('worker.chosen', { indices: [...chosen] }, { enabled: isPair(chosen) }).data ?? [];
  const changed = (id: string, part: Partial<PairDraft>) =>
    onChange(pairs.map((pair) => (pair.id === id ? { ...pair, ...part } : pair)));
  const add = (workerIds: readonly string[]) => onChange([...pairs, newPair(v7(), workerIds)]);
  return (
    <PolicyPart legend={t('pairs.title')}>
      {pairs.map((pair) => (
        <OnePair
          key={pair.id}
          {...{ pair, areas, may }}
          onChange={(part) => changed(pair.id, part)}
          onRemove={() => onChange(pairs.filter(({ id }) => id !== pair.id))}
        />
      ))}
      {may && pairs.length < MOST_PAIRS && (
        <div className={styles.add}>
          <Button size="small" look="quiet" icon={Plus} onClick={() => add([])}>
            {t('pairs.add')}
          </Button>
          {isPair(chosen) && onMap.length === chosen.length && (
            <Button size="small" look="quiet" icon={UsersRound} onClick={() => add(onMap.map(({ id }) => id))}>
              {t('pairs.addChosen', { names: onMap.map(({ name }) => name).join(tc('listComma')) })}
            </Button>
          )}
        </div>
      )}
    </PolicyPart>
  );
}

/** One who is to keep away from a hazard, or two from each other. */
const isPair = ({ length }: readonly number[]): boolean => length === 1 || length === 2;

interface OnePairProps {
  pair: PairDraft;
  areas: readonly Choice[];
  may: boolean;
  onChange: (part: Partial<PairDraft>) => void;
  onRemove: () => void;
}

function OnePair({ pair, areas, may, onChange, onRemove }: OnePairProps) {
  const t = useTexts(texts);
  const metres = (name: 'least' | 'most') => (
    <TextField
      label={t(`pairs.${name}`)}
      inputMode="numeric"
      value={pair[name]}
      disabled={!may}
      maxLength={5}
      onChange={(text) => onChange({ [name]: text })}
    />
  );
  const { otherId } = pair;
  return (
    <div className={styles.pair}>
      <WorkerPick
        label={t('pairs.worker')}
        placeholder={t('pairs.workerHint')}
        value={pair.workerId || undefined}
        disabled={!may}
        onChange={(workerId = '') => onChange({ workerId })}
      />
      <Select
        label={t('pairs.kind')}
        disabled={!may}
        options={(['worker', 'area'] as const).map((kind) => ({ value: kind, label: t(`pairs.kinds.${kind}`) }))}
        value={pair.otherKind}
        onChange={(kind) => onChange({ otherKind: kind === 'area' ? 'area' : 'worker', otherId: '' })}
      />
      {pair.otherKind === 'worker' ? (
        <WorkerPick
          label={t('pairs.otherWorker')}
          placeholder={t('pairs.workerHint')}
          value={otherId || undefined}
          disabled={!may}
          onChange={(worker = '') => onChange({ otherId: worker })}
        />
      ) : (
        <Combobox
          label={t('pairs.area')}
          placeholder={t('pairs.areaHint')}
          choices={withUnknown(areas, otherId)}
          value={otherId || null}
          disabled={!may}
          onChange={(area) => onChange({ otherId: area ?? '' })}
        />
      )}
      {metres('least')}
      {metres('most')}
      {may && <IconButton icon={X} label={t('pairs.remove')} onClick={onRemove} />}
    </div>
  );
}

/** The areas a rule can be about: those that the centre watches. */
function useAreaChoices(): Choice[] {
  const t = useTexts(texts);
  const { data } = useFeed('area.list', {});
  return (data ?? []).flatMap(({ id, name, kind, shared }) =>
    shared && kind !== 'note' ? [{ value: id, label: name, note: t(`pairs.areaKinds.${kind}`) }] : [],
  );
}

/** An area that is drawn no more stands for itself, until somebody takes the rule away. */
function withUnknown(areas: readonly Choice[], id: string): readonly Choice[] {
  return id === '' || areas.some(({ value }) => value === id) ? areas : [...areas, { value: id, label: id }];
}
