import { Link2, Unlink } from 'lucide-react';
import { useState } from 'react';
import type { CaseRow, CaseView } from '#shared/contract/views.ts';
import { common, useTexts } from '../../../i18n/index.ts';
import { useAct, useFeed } from '../../../station/index.ts';
import { Button, Combobox, Remaining, StateTag } from '../../../ui/index.ts';
import { mayTake } from '../actions.ts';
import styles from '../case.module.css';
import type { FormAction } from '../forms/spec.ts';
import { ForAllDialog } from './ForAllDialog.tsx';
import own from './linked.module.css';
import { texts } from './locale.ts';

interface LinkedProps {
  view: CaseView;
  onOpenCase: (id: string) => void;
  onForm: (action: FormAction) => void;
}

function CaseLine({ row, isHere, onOpen }: { row: CaseRow; isHere: boolean; onOpen: (id: string) => void }) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  return (
    <li className={own.row}>
      <StateTag state={row.state} />
      <button type="button" className={styles.link} disabled={isHere} onClick={() => onOpen(row.id)}>
        {row.number ?? tc('numberPending')} {row.title}
      </button>
      {isHere && <span className={styles.quiet}>{t('here')}</span>}
      <span className={own.clock}>
        <Remaining clock={row.clock} />
      </span>
    </li>
  );
}

/** Finds a case by words and puts it under this one. */
function AddUnder({ view }: { view: CaseView }) {
  const t = useTexts(texts);
  const act = useAct();
  const [text, setText] = useState('');
  const asked = text.trim();
  const found = useFeed('search', { text: asked, limit: 20 }, { enabled: asked !== '' });
  const hits = (found.data ?? []).filter(({ kind, id }) => kind === 'case' && id !== view.case.id);
  const put = (id: string | null) => {
    const hit = hits.find((one) => one.id === id);
    if (hit) void act('case.link', { entityId: hit.id, payload: { majorId: view.case.id }, subject: hit.title });
    setText('');
  };
  return (
    <Combobox
      label={t('add')}
      labelHidden
      placeholder={t('addPlaceholder')}
      choices={hits.map(({ id, title, detail }) => ({ value: id, label: title, note: detail }))}
      value={null}
      onChange={put}
      onSearch={setText}
      isSearching={asked !== '' && (found.isPending || found.isPlaceholderData)}
    />
  );
}

/** The major incident a case is, or is part of: its cases with their states, and what can be done to all of them. */
export function Linked({ view, onOpenCase, onForm }: LinkedProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const { data } = useFeed('case.linked', { id: view.case.id });
  const [forAll, setForAll] = useState<'annotate' | 'supervise' | null>(null);
  const [adding, setAdding] = useState(false);
  const mayLink = mayTake(view.actions, 'link');
  const rows = data?.rows ?? [];
  const isPart = Boolean(view.case.majorId);
  const isAny = isPart || rows.length > 0;
  if (!isAny && !mayLink) return null;
  const all = data?.major ? [data.major, ...rows] : rows;
  return (
    <section className={styles.section} aria-label={t('heading')}>
      <h4 className={styles.heading}>{t('heading')}</h4>
      {isPart && <p className={styles.quiet}>{t('under')}</p>}
      {!isPart && rows.length > 0 && <p className={styles.quiet}>{t('is', { n: rows.length })}</p>}
      {isAny && (
        <>
          <ul className={own.rows}>
            {all.map((row) => (
              <CaseLine key={row.id} row={row} isHere={row.id === view.case.id} onOpen={onOpenCase} />
            ))}
          </ul>
          <p className={styles.quiet}>
            {t('lines', { n: data?.lines ?? 0 })}
            {data?.more && ` · ${t('more')}`}
          </p>
        </>
      )}
      <div className={own.buttons}>
        {mayLink && !isPart && rows.length === 0 && (
          <Button size="small" look="quiet" icon={Link2} onClick={() => onForm('link')}>
            {tc('actions.link')}
          </Button>
        )}
        {mayTake(view.actions, 'unlink') && (
          <Button size="small" look="quiet" icon={Unlink} onClick={() => onForm('unlink')}>
            {tc('actions.unlink')}
          </Button>
        )}
        {mayLink && !isPart && (
          <Button size="small" look="quiet" icon={Link2} aria-expanded={adding} onClick={() => setAdding(!adding)}>
            {t('add')}
          </Button>
        )}
        {isAny && mayTake(view.actions, 'annotate') && (
          <Button size="small" look="quiet" onClick={() => setForAll('annotate')}>
            {t('annotateAll')}
          </Button>
        )}
        {isAny && view.actions.some(({ action, refusal }) => action === 'supervise' && refusal !== 'role-missing') && (
          <Button size="small" look="quiet" onClick={() => setForAll('supervise')}>
            {t('superviseAll')}
          </Button>
        )}
      </div>
      {adding && <AddUnder view={view} />}
      {forAll && (
        <ForAllDialog
          action={forAll}
          majorId={view.case.majorId ?? view.case.id}
          rows={all}
          onClose={() => setForAll(null)}
        />
      )}
    </section>
  );
}
