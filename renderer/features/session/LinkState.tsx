import { CircleCheck, CircleDashed, type LucideIcon, TriangleAlert, Unplug } from 'lucide-react';
import { formatCount, formatFullTime, useTexts } from '../../i18n/index.ts';
import { useNow, useStationState, useStatus } from '../../station/index.ts';
import { classes, Icon, Popover } from '../../ui/index.ts';
import { type LinkLook, linkWords } from './linkState.ts';
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
    ...(link.reason ? [[t('linkDetail.reason'), link.reason] satisfies [string, string]] : []),
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
      {trouble && <p className={styles.trouble}>{t('trouble', { what: trouble })}</p>}
    </dl>
  );
}

/** The link to the centre in words, and how old the data may be; the details behind a press. On every window. */
export function LinkState() {
  const t = useTexts(texts);
  const now = useNow(1000);
  const words = linkWords(useStationState(), useStatus(), now, t);
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
