import { useEffect } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { QueuePanel } from '../../features/queue/index.ts';
import { RadioBar } from '../../features/intercom/index.ts';
import { useTexts } from '../../i18n/index.ts';
import { dropPlace, useDrop, useKeepClaims } from '../../parts/index.ts';
import { classes, PanelGuard } from '../../ui/index.ts';
import styles from './desk.module.css';
import { texts } from './locale.ts';
import { regionId, useOneRegion } from './regions.ts';
import { ContextRegion } from './ContextRegion.tsx';
import { CaseRegion } from './CaseRegion.tsx';
import { MapRegion } from './MapRegion.tsx';
import { type Front, frontOf, showsCase, useDesk } from './store.ts';
import { useDeskKeys } from './useDeskKeys.ts';
import { useSideWidths } from './useSideWidths.ts';
import { useTakeItem } from './useTakeItem.ts';

function CentreRegion({ seen }: { seen: boolean }) {
  const t = useTexts(texts);
  const { selectedCaseId } = useDesk();
  const showCase = useDesk(showsCase);
  const drop = useDrop(useTakeItem(!showCase));
  return (
    <section
      id={regionId('centre')}
      className={classes(styles.region, dropPlace)}
      tabIndex={-1}
      aria-label={t('centre')}
      {...drop}
    >
      {/* The map stays: drawing it anew takes longer than an operator waits. */}
      <div className={styles.map} hidden={showCase}>
        <MapRegion shown={seen && !showCase} />
      </div>
      {showCase && selectedCaseId !== null && <CaseRegion caseId={selectedCaseId} />}
    </section>
  );
}

function Queues() {
  const { queue, setQueue, filter, setFilter, selectedCaseId, selectCase, openCase, point } = useDesk();
  return (
    <QueuePanel
      queue={queue}
      onQueue={setQueue}
      filter={filter}
      onFilter={setFilter}
      selectedId={selectedCaseId}
      onSelect={selectCase}
      onOpen={openCase}
      onPoint={({ id, lon, lat }) => point({ key: `case:${id}`, lon, lat })}
    />
  );
}

/** The working regions: queues, map or case, context, radio. Sizes are kept by whether the context is open. */
export function Workspace() {
  const t = useTexts(texts);
  const hasContext = useDesk((desk) => desk.context.kind !== 'none');
  const panelIds = hasContext ? ['queues', 'centre', 'context'] : ['queues', 'centre'];
  const { showIntercom, setDialog } = useDesk();
  const layout = useDefaultLayout({ id: 'street.desk', panelIds, storage: localStorage });
  const isNarrow = useOneRegion();
  const front = useDesk(frontOf);
  const placeOf = (region: Front) => (isNarrow ? (front === region ? 'front' : 'behind') : undefined);
  const sides = useSideWidths(hasContext, isNarrow);
  useDeskKeys();
  useEffect(() => street.onMenu(setDialog), [setDialog]);
  useKeepClaims();
  return (
    <>
      <Group
        role="main"
        className={classes(styles.workspace, isNarrow && styles.narrow)}
        defaultLayout={layout.defaultLayout}
        onLayoutChanged={(sizes, meta) => {
          if (!isNarrow) layout.onLayoutChanged(sizes, meta);
          sides.onLayoutChanged(meta);
        }}
      >
        <Panel
          id="queues"
          data-place={placeOf('queues')}
          panelRef={sides.queues}
          onResize={sides.onResize}
          defaultSize="27rem"
          minSize="20rem"
          maxSize="60%"
          groupResizeBehavior="preserve-pixel-size"
        >
          <div id={regionId('queues')} className={styles.region} tabIndex={-1}>
            <PanelGuard>
              <Queues />
            </PanelGuard>
          </div>
        </Panel>
        <Separator className={styles.separator} aria-label={t('resize')} />
        <Panel id="centre" data-place={placeOf('centre')} minSize="24rem">
          <CentreRegion seen={placeOf('centre') !== 'behind'} />
        </Panel>
        {hasContext && (
          <>
            <Separator className={styles.separator} aria-label={t('resize')} />
            <Panel
              id="context"
              data-place={placeOf('context')}
              panelRef={sides.context}
              onResize={sides.onResize}
              defaultSize="28rem"
              minSize="20rem"
              maxSize="50%"
              groupResizeBehavior="preserve-pixel-size"
            >
              <section id={regionId('context')} className={styles.region} tabIndex={-1} aria-label={t('context')}>
                <ContextRegion />
              </section>
            </Panel>
          </>
        )}
      </Group>
      <div id={regionId('radio')} tabIndex={-1}>
        <PanelGuard>
          <RadioBar onOpen={showIntercom} onSettings={() => setDialog('settings')} />
        </PanelGuard>
      </div>
    </>
  );
}
