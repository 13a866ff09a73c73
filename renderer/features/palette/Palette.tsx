import { Dialog } from '@base-ui/react/dialog';
import { useDeferredValue, useState } from 'react';
import type { SearchHit } from '#shared/contract/views.ts';
import { useTexts } from '../../i18n/index.ts';
import { dragsWorker } from '../../parts/index.ts';
import { useFeed } from '../../station/index.ts';
import { HitField, HitGroup, HitItem, Kbd } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './palette.module.css';
import { findActions, type PaletteAction } from './paletteFilter.ts';

export interface PaletteProps {
  actions: readonly PaletteAction[];
  onHit: (hit: SearchHit) => void;
  onClose: () => void;
}

const KINDS: readonly SearchHit['kind'][] = ['case', 'worker', 'grid', 'department'];
const NO_HITS: readonly SearchHit[] = [];

function hitValue(hit: SearchHit): string {
  return `${hit.kind}:${hit.id}`;
}
function actionValue(action: PaletteAction): string {
  return `action:${action.id}`;
}

/** Everything by typing: what the desk can do, and what the station knows. The station searches, so cmdk does not filter. */
export function Palette({ actions, onHit, onClose }: PaletteProps) {
  const t = useTexts(texts);
  const [text, setText] = useState('');
  const asked = useDeferredValue(text.trim());
  const search = useFeed('search', { text: asked, limit: 30 }, { enabled: asked !== '' });
  const { data: hits = NO_HITS, isFetching } = search;
  const found = asked === '' ? NO_HITS : hits;
  const shownActions = findActions(actions, asked);
  const values = [
    ...KINDS.flatMap((kind) => found.filter((hit) => hit.kind === kind).map((hit) => hitValue(hit))),
    ...shownActions.map(actionValue),
  ];
  const choose = (run: () => void) => {
    onClose();
    run();
  };
  const isSettled = asked === text.trim() && (asked === '' || !(search.isPending || search.isPlaceholderData));
  const take = (value: string) => {
    const hit = found.find((candidate) => hitValue(candidate) === value);
    const action = shownActions.find((candidate) => actionValue(candidate) === value);
    if (hit) choose(() => onHit(hit));
    else if (action) choose(action.run);
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.popup} aria-label={t('title')}>
          <HitField
            label={t('title')}
            placeholder={t('placeholder')}
            text={text}
            onText={setText}
            values={values}
            isSettled={isSettled}
            onTake={take}
            empty={isFetching ? t('searching') : t('nothing')}
          >
            {KINDS.map((kind) => (
              <HitGroup key={kind} heading={t(`kinds.${kind}`)}>
                {found
                  .filter((hit) => hit.kind === kind)
                  .map((hit) => (
                    <HitItem
                      key={hit.id}
                      value={hitValue(hit)}
                      label={hit.title}
                      detail={hit.detail}
                      drag={kind === 'worker' ? dragsWorker(hit.id, hit.title) : undefined}
                      onTake={take}
                    />
                  ))}
              </HitGroup>
            ))}
            <HitGroup heading={t('actions')}>
              {shownActions.map((action) => (
                <HitItem
                  key={action.id}
                  value={actionValue(action)}
                  label={action.label}
                  more={action.shortcut && <Kbd keys={action.shortcut} />}
                  onTake={take}
                />
              ))}
            </HitGroup>
          </HitField>
          <p className={styles.hint}>{t('hint')}</p>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
