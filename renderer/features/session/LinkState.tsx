import { CircleCheck, CircleDashed, type LucideIcon, TriangleAlert, Unplug } from 'lucide-react';
import { formatCount, formatFullTime, refusalWords, useTexts } from '../../i18n/index.ts';
import { useNow, useStationState, useStatus } from '../../station/index.ts';
import { classes, Icon, Popover } from '../../ui/index.ts';
import { type LinkLook, type LinkWords, linkWords, reasonWords } from './linkState.ts';
import { texts } from './locale.ts';
import styles from './session.module.css';

const ICONS: Record<LinkLook, LucideIcon> = {
  good: CircleCheck,
  busy: CircleDashed,
  alone: Unplug,
  bad: TriangleAlert,
};

function LinkDetails() {
  const t = useTexts(texts);
  const status = useStatus();
  if (!status) return <p className={styles.details}>{t('station.starting')}</p>;
  const { link, sync, centre, dataAsOf, clockOffset, fleet, trouble } = status;
  const data = dataAsOf === null ? t('noData') : formatFullTime(dataAsOf);
  const rows: [string, string][] = [
    [
      t('linkDetail.state'),
      link.state === 'alone' ? t('link.alone', { time: formatFullTime(link.since) }) : t(`link.${link.state}`),
    ],
    [t('linkDetail.since'), formatFullTime(link.since)],
    [t('linkDetail.centre'), centre.gateway || t('link.off')],
    ...(link.attempt > 0 ? [[t('linkDetail.attempt'), formatCount(link.attempt)] satisfies [string, string]] : []),
    ...(link.reason ? [[t('linkDetail.reason'), reasonWords(link.reason, t)] satisfies [string, string]] : []),
    [t('linkDetail.data'), sync.state === 'live' ? `${t('live')} · ${data}` : data],
    [t('linkDetail.clock'), t('clockOffset', { n: Math.round(clockOffset) })],
    [t('linkDetail.workers'), `${formatCount(fleet.online)} / ${formatCount(fleet.known)}`],
  ];
  return (
    <dl className={styles.details}>
      {rows.map(([name, value]) => (
        <div key={name} className={styles.detail}>
          <dt>{name}</dt>
          <dd data-selectable>{value}</dd>
        </div>
      ))}
      {trouble && <p className={styles.trouble}>{refusalWords({ reason: trouble })}</p>}
    </dl>
  );
}

/** The link to the centre in words, and how old the data may be; the details behind a press. On every window. */
export function LinkState() {
  const t = useTexts(texts);
  const now = useNow(1000);
  const status = useStatus();
  const words = linkWords(useStationState(), status, now, t);
  return (
    <>
      <LinkButton words={words} />
      {status?.trouble && (
        <span role="alert" className={classes(styles.link, styles.bad)}>
          <Icon icon={TriangleAlert} />
          {t('trouble', { what: refusalWords({ reason: status.trouble }) })}
        </span>
      )}
    </>
  );
}

function LinkButton({ words }: { words: LinkWords }) {
  const t = useTexts(texts);
  return (
    <Popover
      label={t('linkLabel')}
      align="start"
      trigger={
        <button type="button" className={classes(styles.link, styles[words.look])}>
          <Icon icon={ICONS[words.look]} />
          <span role="status">{words.text}</span>
          {words.age && <span className={styles.age}>{words.age}</span>}
        </button>
      }
    >
      <LinkDetails />
    </Popover>
  );
}
