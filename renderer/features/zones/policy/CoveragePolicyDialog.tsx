import { COVERAGE_TIERS, type CoveragePolicy } from '#shared/domain/coverage.ts';
import { useTexts } from '../../../i18n/index.ts';
import { PolicyDialog, PolicyForm, PolicyPart, useDraft, useOwnId } from '../../../parts/index.ts';
import { useFeed } from '../../../station/index.ts';
import { TextField } from '../../../ui/index.ts';
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

function AimsForm({ policy, onClose }: { policy: CoveragePolicy; onClose: () => void }) {
  const t = useTexts(texts);
  const words = useTexts(board);
  const draft = useDraft(`${useOwnId()}.coverageAims`, coverageDraftSchema, UNTOUCHED, () => false);
  const { typed } = draft.value;
  return (
    <PolicyForm
      kind="coverage.policy-set"
      title={words('aims')}
      draft={draft}
      write={() => {
        const written = writtenCoverage(policy, draft.value);
        return written.ok ? { ok: true, payload: { policy: written.changed } } : written;
      }}
      words={{ hint: t('hint'), mayNot: t('mayNot'), save: t('save'), problem: (problem) => t(`problems.${problem}`) }}
      onClose={onClose}
    >
      {(may, change) => {
        const field = (name: CoverageField, label: string) => (
          <TextField
            key={name}
            label={label}
            inputMode={name.startsWith('hours') ? undefined : 'numeric'}
            value={fieldText(policy, draft.value, name)}
            disabled={!may}
            maxLength={5}
            onChange={(text) => change({ typed: { ...typed, [name]: text } })}
          />
        );
        return (
          <>
            {COVERAGE_TIERS.map((tier) => (
              <PolicyPart key={tier} legend={words(`tiers.${tier}`)} columns={2}>
                {AIM_NUMBERS.map((number) => field(`${tier}.${number}`, t(number)))}
              </PolicyPart>
            ))}
            <PolicyPart legend={t('hours')} columns={2}>
              {HOUR_ENDS.map((end) => field(`hours.${end}`, t(end)))}
            </PolicyPart>
          </>
        );
      }}
    </PolicyForm>
  );
}

/** What this centre wants of its grids: for everybody to read, for a shift lead or admin to change. */
export function CoveragePolicyDialog({ onClose }: { onClose: () => void }) {
  const words = useTexts(board);
  const policy = useFeed('coverage.policy', {});
  return (
    <PolicyDialog read={policy} title={words('aims')} onClose={onClose}>
      {(read) => <AimsForm policy={read} onClose={onClose} />}
    </PolicyDialog>
  );
}
