import { Plus, X } from 'lucide-react';
import { useEffect } from 'react';
import { v7 } from 'uuid';
import { useTexts } from '../../i18n/index.ts';
import { browserDrafts, useDraft, useOwnId } from '../../parts/index.ts';
import { useFeed } from '../../station/index.ts';
import { Button, EmptyState, IconButton, Loading, Panel, Tabs } from '../../ui/index.ts';
import type { IntakeMap } from './CaseFieldsForm.tsx';
import { CorrectForm } from './CorrectForm.tsx';
import { begun, type DraftList, draftListSchema, NO_DRAFTS, open, removed, restored, sent } from './draft/draftList.ts';
import { intakeDraftSchema } from './draft/intakeDraft.ts';
import { IntakeForm } from './IntakeForm.tsx';
import styles from './intake.module.css';
import { texts } from './locale.ts';

export interface IntakePanelProps extends IntakeMap {
  /** a new draft each time `nonce` is another; with `caseId` that case is corrected; else the drafts as they were left */
  start: { nonce?: string; caseId?: string };
  onClose: () => void;
  onOpenCase: (id: string) => void;
}

/** The form for new cases with all that was begun and not sent; or the form to correct one that is there. */
export function IntakePanel(props: IntakePanelProps) {
  const t = useTexts(texts);
  const ownerId = useOwnId();
  const { start, onClose, onPin, onScene, onShowOnMap } = props;
  const map = { onPin, onScene, onShowOnMap };
  const { caseId } = start;
  return (
    <Panel
      title={t(caseId === undefined ? 'panel' : 'correct')}
      actions={<IconButton icon={X} label={t('close')} shortcut="Esc" onClick={onClose} />}
    >
      {/* A draft belongs to who writes it. */}
      {ownerId === '' ? (
        <Loading />
      ) : caseId === undefined ? (
        <Drafts key={ownerId} ownerId={ownerId} {...props} />
      ) : (
        <CorrectForm key={caseId} caseId={caseId} map={map} onClose={onClose} />
      )}
    </Panel>
  );
}

function Drafts({ ownerId, start, onClose, onPin, onScene, onShowOnMap }: IntakePanelProps & { ownerId: string }) {
  const t = useTexts(texts);
  const list = useDraft(`${ownerId}.intake`, draftListSchema, NO_DRAFTS);
  const { value, change } = list;
  const keyOf = (id: string) => `${ownerId}.intake.${id}`;
  const { nonce } = start;
  const begin = (wish?: string) => {
    const id = v7();
    change((now) => begun(now, id, wish ?? now.nonce));
  };
  useEffect(() => {
    // Asked for once, also when the page is loaded again with the same wish.
    if (nonce !== undefined && nonce !== value.nonce) begin(nonce);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- a wish is answered once
  }, [nonce, value.nonce]);
  const drafts = open(value);
  const openId = drafts.some(({ id }) => id === value.openId) ? value.openId : (drafts.at(-1)?.id ?? null);
  return (
    <div className={styles.panel}>
      <TakenBack list={value} onBack={(id) => change((now) => restored(now, id))} />
      <div className={styles.tabs}>
        {openId !== null && (
          <Tabs
            label={t('drafts')}
            tabs={drafts.map(({ id }, n) => ({ value: id, label: labelOf(keyOf(id)) || t('draft', { n: n + 1 }) }))}
            value={openId}
            onChange={(id) => change({ openId: id })}
          />
        )}
        <Button size="small" icon={Plus} shortcut="Shift+N" onClick={() => begin()}>
          {t('another')}
        </Button>
      </div>
      {openId === null ? (
        <EmptyState title={t('noDrafts')} detail={t('noDraftsDetail')} />
      ) : (
        <IntakeForm
          key={openId}
          draftKey={keyOf(openId)}
          map={{ onPin, onScene, onShowOnMap }}
          onClose={onClose}
          onDiscard={() => {
            browserDrafts().remove(keyOf(openId));
            change((now) => removed(now, openId));
          }}
          // A draft that was begun while this one was on its way stays.
          onSent={(caseId) => change((now) => sent(now, openId, caseId))}
        />
      )}
    </div>
  );
}

/** What a draft is about, for its tab: what was typed first of it. */
function labelOf(key: string): string {
  const draft = browserDrafts().read(key, intakeDraftSchema)?.value;
  const words = [draft?.title, draft?.address, draft?.text].find((part) => part?.trim());
  return Array.from(words?.trim() ?? '')
    .slice(0, 10)
    .join('');
}

/** Drafts that were sent and taken back before they left: their case is gone, so they are drafts again. */
function TakenBack({ list, onBack }: { list: DraftList; onBack: (id: string) => void }) {
  return list.drafts.flatMap(({ id, caseId }) =>
    caseId === null ? [] : [<Watched key={id} caseId={caseId} onGone={() => onBack(id)} />],
  );
}

function Watched({ caseId, onGone }: { caseId: string; onGone: () => void }) {
  const { data, isPending, isFetching } = useFeed('case.get', { id: caseId });
  const isGone = !isPending && !isFetching && data === null;
  useEffect(() => {
    if (isGone) onGone();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- told once, when it is gone
  }, [isGone]);
  return null;
}
