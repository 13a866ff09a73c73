import { Dialog } from '@base-ui/react/dialog';
import { Command } from 'cmdk';
import { useDeferredValue, useState } from 'react';
import type { SearchHit } from '#shared/contract/views.ts';
import { useTexts } from '../../i18n/index.ts';
import { useFeed } from '../../station/index.ts';
import { Kbd, useEarlyEnter } from '../../ui/index.ts';
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
  const [chosen, setChosen] = useState('');
  const asked = useDeferredValue(text.trim());
  const search = useFeed('search', { text: asked, limit: 30 }, { enabled: asked !== '' });
  const { data: hits = NO_HITS, isFetching } = search;
  const found = asked === '' ? NO_HITS : hits;
  const shownActions = findActions(actions, asked);
  const values = [
    ...KINDS.flatMap((kind) => found.filter((hit) => hit.kind === kind).map((hit) => hitValue(hit))),
    ...shownActions.map(actionValue),
  ];
  // Answers come later than the letters: the first of them is highlighted unless the operator chose another.
  const highlighted = values.includes(chosen) ? chosen : (values[0] ?? '');
  const choose = (run: () => void) => {
    onClose();
    run();
  };
  const isSettled = asked === text.trim() && (asked === '' || !(search.isPending || search.isPlaceholderData));
  const enter = useEarlyEnter(isSettled, () => {
    const hit = found.find((candidate) => hitValue(candidate) === highlighted);
    const action = shownActions.find((candidate) => actionValue(candidate) === highlighted);
    if (hit) choose(() => onHit(hit));
    else if (action) choose(action.run);
  });
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.popup} aria-label={t('title')}>
          <Command
            shouldFilter={false}
            label={t('title')}
            loop
            value={highlighted}
            onValueChange={setChosen}
            onKeyDown={enter.onKeyDown}
          >
            <Command.Input
              className={styles.input}
              value={text}
              onValueChange={(next) => {
                setText(next);
                setChosen('');
                enter.forget();
              }}
              placeholder={t('placeholder')}
              autoFocus
            />
            <Command.List className={styles.list} label={t('title')}>
              <Command.Empty className={styles.empty}>{isFetching ? t('searching') : t('nothing')}</Command.Empty>
              {KINDS.map((kind) => {
                const ofKind = found.filter((hit) => hit.kind === kind);
                if (ofKind.length === 0) return null;
                return (
                  <Command.Group key={kind} heading={t(`kinds.${kind}`)} className={styles.group}>
                    {ofKind.map((hit) => (
                      <Command.Item
                        key={hit.id}
                        value={hitValue(hit)}
                        className={styles.item}
                        onSelect={() => choose(() => onHit(hit))}
                      >
                        <span className={styles.label}>{hit.title}</span>
                        <span className={styles.detail}>{hit.detail}</span>
                      </Command.Item>
                    ))}
                  </Command.Group>
                );
              })}
              {shownActions.length > 0 && (
                <Command.Group heading={t('actions')} className={styles.group}>
                  {shownActions.map((action) => (
                    <Command.Item
                      key={action.id}
                      value={actionValue(action)}
                      className={styles.item}
                      onSelect={() => choose(action.run)}
                    >
                      <span className={styles.label}>{action.label}</span>
                      {action.shortcut && <Kbd keys={action.shortcut} />}
                    </Command.Item>
                  ))}
                </Command.Group>
              )}
            </Command.List>
          </Command>
          <p className={styles.hint}>{t('hint')}</p>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
