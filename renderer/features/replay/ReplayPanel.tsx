import { History, Search, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import { MOST_AROUND_METRES, type Span } from '#shared/contract/trailViews.ts';
import { common, formatTime, refusalWords, useTexts } from '../../i18n/index.ts';
import {
  LookUp,
  type MapScene,
  Missing,
  Replayer,
  SpanField,
  spanOf,
  TrackExport,
  useMay,
  usePastSpan,
  WorkerLink,
} from '../../parts/index.ts';
import { gatewayNow, StationRefusal, useFeed, useStation } from '../../station/index.ts';
import { IconButton, Loading, Panel, Select, showToast, Tabs } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './replay.module.css';
import { RouteCheck } from './RouteCheck.tsx';

const DISTRICT_MOST_MS = 24 * 3_600_000;
const AROUND_MOST_MS = 12 * 3_600_000;
const HOUR_MS = 3_600_000;
const RADII = ['50', '100', '200', '500', '1000', String(MOST_AROUND_METRES)] as const;
const TABS = ['district', 'case', 'walks'] as const;

export interface ReplayPanelProps {
  /** the open case: its surroundings can be looked at */
  caseId: string | null;
  /** the tab to begin with */
  start?: (typeof TABS)[number];
  /** the district is played over the map from now on */
  onReplay: (span: Span) => void;
  onScene: (scene: MapScene | null) => void;
  onShowOnMap: (at: { lon: number; lat: number }) => void;
  onClose: () => void;
}

/** What was: the whole district, who was around the open case, and which streets were walked. */
export function ReplayPanel(props: ReplayPanelProps) {
  const { caseId, start = 'district', onReplay, onScene, onShowOnMap, onClose } = props;
  const t = useTexts(texts);
  const [tab, setTab] = useState(start);
  const tabs = TABS.filter((one) => one !== 'case' || caseId !== null);
  const shown = tabs.includes(tab) ? tab : 'district';
  return (
    <Panel title={t('panel')} actions={<IconButton icon={X} label={t('close')} onClick={onClose} />}>
      <Tabs
        label={t('panel')}
        tabs={tabs.map((value) => ({ value, label: t(`tabs.${value}`) }))}
        value={shown}
        onChange={setTab}
      >
        <div className={styles.panel}>
          {shown === 'district' && <WholeDistrict onReplay={onReplay} />}
          {shown === 'case' && caseId !== null && <Around key={caseId} caseId={caseId} onScene={onScene} />}
          {shown === 'walks' && <RouteCheck onScene={onScene} onShowOnMap={onShowOnMap} />}
        </div>
      </Tabs>
    </Panel>
  );
}

function WholeDistrict({ onReplay }: Pick<ReplayPanelProps, 'onReplay'>) {
  const t = useTexts(texts);
  const may = useMay('trail.district');
  const [past, setPast] = usePastSpan();
  if (!may) return <p>{t('leadOnly')}</p>;
  return (
    <>
      <SpanField value={past} onChange={setPast} most={DISTRICT_MOST_MS} />
      <LookUp
        kind="trail.district"
        icon={History}
        look="primary"
        label={t('district.open')}
        about={t('district.about')}
        disabled={spanOf(past, DISTRICT_MOST_MS) === null}
        request={(reason) => {
          const span = spanOf(past, DISTRICT_MOST_MS);
          return span && { payload: { ...span, reason }, subject: t('district.subject') };
        }}
        onOpen={({ payload: { from, to } }) => onReplay({ from, to })}
      />
    </>
  );
}

interface Opened extends Span {
  workerIds: string[];
  radius: number;
  missing: readonly Span[];
}

/** Who was within some metres of a case, around its report or at any time: looked up one by one, then played with its history. */
function Around({ caseId, onScene }: { caseId: string; onScene: (scene: MapScene | null) => void }) {
  const t = useTexts(texts);
  const may = useMay('trail.near');
  const view = useFeed('case.get', { id: caseId }).data;
  const [opened, setOpened] = useState<Opened | null>(null);
  if (!may) return <p>{t('leadOnly')}</p>;
  if (!view) return <Loading />;
  const { title, lon, lat, reportedAt } = view.case;
  if (opened)
    return (
      <Surroundings
        {...opened}
        caseId={caseId}
        place={{ lon, lat }}
        onScene={onScene}
        onClose={() => setOpened(null)}
      />
    );
  return <AskAround caseId={caseId} title={title} reportedAt={reportedAt} onOpen={setOpened} />;
}

interface AskAroundProps {
  caseId: string;
  title: string;
  reportedAt: number;
  onOpen: (opened: Opened) => void;
}

function AskAround({ caseId, title, reportedAt, onOpen }: AskAroundProps) {
  const t = useTexts(texts);
  const station = useStation();
  const [radius, setRadius] = useState<(typeof RADII)[number]>('100');
  const [past, setPast] = usePastSpan({
    from: reportedAt - HOUR_MS,
    to: Math.min(gatewayNow(), reportedAt + HOUR_MS),
  });
  const [missing, setMissing] = useState<readonly Span[]>([]);
  const find = async (reason: string) => {
    const span = spanOf(past, AROUND_MOST_MS);
    if (!span) return null;
    const answer = await station.read('case.around', { id: caseId, radius: Number(radius), ...span });
    if (!answer.ok) throw new StationRefusal(answer);
    setMissing(answer.value.missing);
    const { workerIds, more } = answer.value;
    if (more) showToast({ title: t('around.more', { count: workerIds.length }), look: 'warn' });
    if (workerIds.length === 0) showToast({ title: t('around.nobody'), look: 'warn' });
    return workerIds.length === 0
      ? null
      : { entityId: caseId, payload: { workerIds, ...span, reason }, subject: title };
  };
  return (
    <>
      <p className={styles.subject}>{title}</p>
      <Select
        label={t('around.radius')}
        value={radius}
        options={RADII.map((value) => ({ value, label: t('around.metres', { n: Number(value) }) }))}
        onChange={setRadius}
      />
      <SpanField value={past} onChange={setPast} most={AROUND_MOST_MS} />
      <LookUp
        kind="trail.near"
        icon={Search}
        look="primary"
        label={t('around.open')}
        about={t('around.about')}
        disabled={spanOf(past, AROUND_MOST_MS) === null}
        request={find}
        onOpen={({ payload: { workerIds, from, to } }) =>
          onOpen({ workerIds, from, to, radius: Number(radius), missing })
        }
      />
      <Missing spans={missing} />
    </>
  );
}

type Action = keyof typeof common.zh.actions;
const isAction = (name: string): name is Action => name in common.zh.actions;

interface SurroundingsProps extends Opened {
  caseId: string;
  place: { lon: number; lat: number };
  onScene: (scene: MapScene | null) => void;
  onClose: () => void;
}

function Surroundings(props: SurroundingsProps) {
  const { caseId, place, workerIds, radius, from, to, missing, onScene, onClose } = props;
  const t = useTexts(texts);
  const { data, error } = useFeed('trail.ways', { workerIds, from, to });
  const events = useFeed('replay.events', { from, to, caseId }).data?.events;
  const { lon, lat } = place;
  const words = useTexts(common);
  const named = useMemo(
    () =>
      (events ?? []).map((event) => ({
        ...event,
        title: isAction(event.title) ? words(`actions.${event.title}`) : event.title,
      })),
    [events, words],
  );
  const ring = useMemo(() => ({ lon, lat, radius }), [lon, lat, radius]);
  const marks = useMemo(
    () => named.map(({ id, at, title }) => ({ id, at, label: title, look: 'plain' as const })),
    [named],
  );
  if (error)
    return (
      <p className={styles.alert} role="alert">
        {error instanceof StationRefusal ? refusalWords(error) : t('around.failed')}
      </p>
    );
  if (!data) return <Loading />;
  const about = (at: number) => {
    const line = named.findLast((event) => event.at <= at);
    return line ? `${formatTime(line.at, gatewayNow(), true)} ${line.title}` : '';
  };
  return (
    <>
      <p className={styles.subject}>{t('around.found', { count: data.ways.length, metres: radius })}</p>
      <Replayer
        {...{ from, to, ring, marks, about, onScene, onClose }}
        ways={data.ways}
        more={<TrackExport name={t('tabs.case')} workerIds={workerIds} from={from} to={to} />}
      />
      <Missing spans={data.missing.length > 0 ? data.missing : missing} />
      <ul className={styles.people}>
        {data.ways.map(({ workerId, name }) => (
          <li key={workerId}>
            <WorkerLink id={workerId} name={name} />
          </li>
        ))}
      </ul>
    </>
  );
}
