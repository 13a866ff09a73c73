import { FolderSearch, MapPin } from 'lucide-react';
import type { Place } from '#shared/contract/dossierViews.ts';
import type { CaseView } from '#shared/contract/views.ts';
import { common, formatFullTime, formatTime, nameIn, useLanguage, useTexts } from '../../i18n/index.ts';
import { Code, Fact, WorkerLink } from '../../parts/index.ts';
import { useFeed, useNow } from '../../station/index.ts';
import { Button } from '../../ui/index.ts';
import styles from './case.module.css';
import { DueWords } from './forms/dispatch/DueWords.tsx';
import { texts } from './locale.ts';

interface FactsProps {
  view: CaseView;
  onShowOnMap: (at: { lon: number; lat: number }) => void;
  onOpenWorker: (id: string) => void;
  onPlace?: (place: Place) => void;
}

/** Opens the dossier of the place that stands before it. */
function PlaceButton({ place, onPlace }: { place: Place; onPlace?: (place: Place) => void }) {
  const t = useTexts(texts);
  if (!onPlace) return null;
  return (
    <Button size="small" look="quiet" icon={FolderSearch} onClick={() => onPlace(place)}>
      {t('facts.dossier')}
    </Button>
  );
}

function Person({ id, view, onOpen }: { id: string; view: CaseView; onOpen: (id: string) => void }) {
  const name = view.workers.find((worker) => worker.id === id)?.name ?? id;
  return <WorkerLink className={styles.link} id={id} name={name} onOpen={onOpen} />;
}

function Moment({ at }: { at: number }) {
  const now = useNow(10_000);
  return (
    <time title={formatFullTime(at)} dateTime={new Date(at).toISOString()}>
      {formatTime(at, now)}
    </time>
  );
}

/** The name of a unit grid with those above it, as far as the cache has them. */
function GridPath({ code }: { code: string }) {
  const t = useTexts(texts);
  const streets = useFeed('grid.list', { tier: 'street' }).data;
  const communities = useFeed('grid.list', { tier: 'community', parent: code.slice(0, 9) }).data;
  const units = useFeed('grid.list', { tier: 'unit', parent: code.slice(0, 12) }).data;
  if (!code) return t('facts.noGrid');
  const names = [streets, communities, units].map((list) => list?.find((grid) => code.startsWith(grid.code))?.name);
  return (
    <>
      {names.filter(Boolean).join(' / ') || code} {names.some(Boolean) && <Code>{code}</Code>}
    </>
  );
}

function MergedInto({ id }: { id: string }) {
  const tc = useTexts(common);
  const target = useFeed('case.get', { id }).data;
  return target ? `${target.case.number ?? tc('numberPending')} ${target.case.title}` : id;
}

/** Where, what, who: everything known of the case but its history and what is personal. */
export function Facts({ view, onShowOnMap, onOpenWorker, onPlace }: FactsProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const language = useLanguage();
  const { case: shown, category, department } = view;
  const path = category && [
    language === 'en' ? category.classEn : category.classZh,
    language === 'en' ? category.groupEn : category.groupZh,
    nameIn(language, category),
  ];
  return (
    <dl className={styles.facts}>
      <Fact name={t('facts.category')}>{path ? path.join(' / ') : shown.categoryCode}</Fact>
      <Fact name={t('facts.address')}>
        <span className={styles.address}>
          {shown.address || t('facts.noAddress')}
          <Button
            size="small"
            look="quiet"
            icon={MapPin}
            shortcut="G"
            onClick={() => onShowOnMap({ lon: shown.lon, lat: shown.lat })}
          >
            {tc('verbs.showOnMap')}
          </Button>
          {shown.address && <PlaceButton place={{ kind: 'address', text: shown.address }} onPlace={onPlace} />}
        </span>
      </Fact>
      <Fact name={t('facts.grid')}>
        <GridPath code={shown.gridCode} />
        {shown.gridCode && <PlaceButton place={{ kind: 'grid', code: shown.gridCode }} onPlace={onPlace} />}
      </Fact>
      {shown.componentCode && (
        <Fact name={t('facts.component')}>
          <Code>{shown.componentCode}</Code>
          <PlaceButton place={{ kind: 'component', code: shown.componentCode }} onPlace={onPlace} />
        </Fact>
      )}
      {shown.clock && shown.clock.stoppedAt === undefined && (
        <Fact name={t('facts.due')}>
          <DueWords at={shown.clock.dueAt} unit={shown.clock.limit.unit} />
        </Fact>
      )}
      <Fact name={t('facts.tier')}>{tc(`tiers.${shown.tier}`)}</Fact>
      <Fact name={t('facts.source')}>{tc(`sources.${shown.source}`)}</Fact>
      {shown.reporterId && (
        <Fact name={t('facts.reporter')}>
          <Person id={shown.reporterId} view={view} onOpen={onOpenWorker} />
        </Fact>
      )}
      <Fact name={t('facts.department')}>
        {department ? nameIn(language, department) : (shown.departmentId ?? t('facts.unassigned'))}
      </Fact>
      {shown.workerIds.length > 0 && (
        <Fact name={t('facts.workers')}>
          <span className={styles.people}>
            {shown.workerIds.map((id) => (
              <Person key={id} id={id} view={view} onOpen={onOpenWorker} />
            ))}
          </span>
        </Fact>
      )}
      {shown.verifierId && (
        <Fact name={t('facts.verifier')}>
          <Person id={shown.verifierId} view={view} onOpen={onOpenWorker} />
        </Fact>
      )}
      {shown.mergedIntoId && (
        <Fact name={t('facts.mergedInto')}>
          <MergedInto id={shown.mergedIntoId} />
        </Fact>
      )}
      {shown.satisfaction !== null && (
        <Fact name={t('facts.satisfaction')}>
          <span aria-hidden>{'★'.repeat(shown.satisfaction)}</span> {t('stars', { n: shown.satisfaction })}
        </Fact>
      )}
      <Fact name={t('facts.reportedAt')}>
        <Moment at={shown.reportedAt} />
      </Fact>
      <Fact name={t('facts.updatedAt')}>
        <Moment at={shown.updatedAt} />
      </Fact>
      {shown.closedAt !== null && (
        <Fact name={t('facts.closedAt')}>
          <Moment at={shown.closedAt} />
        </Fact>
      )}
    </dl>
  );
}
