import { MapPin } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Place, PlaceDossier } from '#shared/contract/dossierViews.ts';
import type { CaseRow } from '#shared/contract/views.ts';
import { common, formatTime, nameIn, refusalWords, useLanguage, useTexts } from '../../i18n/index.ts';
import { Code, Fact } from '../../parts/index.ts';
import { StationRefusal, useFeed, useNow } from '../../station/index.ts';
import {
  Badge,
  Button,
  EmptyState,
  Light,
  lightOfRow,
  Loading,
  StateTag,
  Trouble,
  UrgencyMark,
} from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './place.module.css';

interface DossierProps {
  place: Place;
  onOpenCase: (id: string) => void;
  onShowOnMap: (at: { lon: number; lat: number }) => void;
}

function Section({ title, count, children }: { title: string; count?: number; children: ReactNode }) {
  return (
    <section className={styles.section} aria-label={title}>
      <h4 className={styles.heading}>
        {title}
        {count !== undefined && <span className={styles.count}>{count}</span>}
      </h4>
      {children}
    </section>
  );
}

function Cases({ rows, onOpenCase }: { rows: readonly CaseRow[]; onOpenCase: (id: string) => void }) {
  const tc = useTexts(common);
  const now = useNow(1000);
  return (
    <ul className={styles.list}>
      {rows.map((row) => (
        <li key={row.id}>
          <button type="button" className={styles.case} onClick={() => onOpenCase(row.id)}>
            <Light light={lightOfRow(row.clock, now)} />
            <UrgencyMark urgency={row.urgency} />
            <span className={styles.title}>{row.title}</span>
            <StateTag state={row.state} />
            <span className={styles.quiet}>
              {row.number ?? tc('numberPending')} · {formatTime(row.reportedAt, now)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** How many of each, the most first; the open ones beside all. */
function Sums({ sums }: { sums: PlaceDossier['departments'] }) {
  const t = useTexts(texts);
  const language = useLanguage();
  return (
    <ul className={styles.sums}>
      {sums.map((sum) => (
        <li key={sum.code}>
          <span>{nameIn(language, sum)}</span>
          <span className={styles.quiet}>{t('sum', { n: sum.n, open: sum.open })}</span>
        </li>
      ))}
    </ul>
  );
}

function Component({ component }: { component: NonNullable<PlaceDossier['component']> }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const departments = useFeed('department.list', {}).data;
  const owner = departments?.find(({ code }) => code === component.ownerDepartment);
  return (
    <dl className={styles.facts}>
      <Fact name={t('component.code')}>
        <Code>{component.code}</Code>
      </Fact>
      <Fact name={t('component.name')}>{component.name}</Fact>
      <Fact name={t('component.owner')}>{owner ? nameIn(language, owner) : component.ownerDepartment}</Fact>
      <Fact name={t('component.grid')}>
        <Code>{component.gridCode}</Code>
      </Fact>
    </dl>
  );
}

function Inspections({
  inspections,
  onOpenCase,
}: Pick<PlaceDossier, 'inspections'> & Pick<DossierProps, 'onOpenCase'>) {
  const t = useTexts(texts);
  const now = useNow(10_000);
  return (
    <ul className={styles.list}>
      {inspections.map(({ caseId, title, what, good, at }) => (
        <li key={`${caseId}.${at}`}>
          <button type="button" className={styles.case} onClick={() => onOpenCase(caseId)}>
            <Badge look={good ? 'plain' : 'warn'}>{t(`found.${what}.${good ? 'good' : 'bad'}`)}</Badge>
            <span className={styles.title}>{title}</span>
            <span className={styles.quiet}>{formatTime(at, now)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** What is known of a place, from what this desk holds. */
export function Dossier({ place, onOpenCase, onShowOnMap }: DossierProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const { data, isPending, isError, error, refetch } = useFeed('place.dossier', place);
  if (isPending) return <Loading />;
  if (isError && !data) {
    if (error instanceof StationRefusal && error.reason === 'place-unclear')
      return <EmptyState title={t('unclear')} detail={refusalWords(error)} />;
    return <Trouble error={error} onRetry={() => void refetch()} />;
  }
  if (!data) return null;
  const { at } = data;
  return (
    <article className={styles.dossier} aria-label={data.title}>
      <header className={styles.head}>
        <h3 className={styles.name}>{data.title}</h3>
        {at && (
          <Button size="small" look="quiet" icon={MapPin} onClick={() => onShowOnMap(at)}>
            {tc('verbs.showOnMap')}
          </Button>
        )}
      </header>
      <p className={styles.quiet}>{t(data.exact ? 'all' : 'newest', { n: data.read, open: data.open })}</p>
      {data.component && <Component component={data.component} />}
      {data.read === 0 && <EmptyState title={t('none')} detail={t('noneDetail')} />}
      {data.byState.length > 0 && (
        <ul className={styles.states}>
          {data.byState.map(({ state, n }) => (
            <li key={state}>
              <StateTag state={state} /> {n}
            </li>
          ))}
        </ul>
      )}
      {data.hazards.length > 0 && (
        <Section title={t('hazards')} count={data.hazards.length}>
          <Cases rows={data.hazards} onOpenCase={onOpenCase} />
        </Section>
      )}
      {data.byGroup.length > 0 && (
        <Section title={t('groups')}>
          <Sums sums={data.byGroup} />
        </Section>
      )}
      {data.departments.length > 0 && (
        <Section title={t('departments')}>
          <Sums sums={data.departments} />
        </Section>
      )}
      {data.inspections.length > 0 && (
        <Section title={t('inspections')} count={data.inspections.length}>
          <Inspections inspections={data.inspections} onOpenCase={onOpenCase} />
        </Section>
      )}
      {data.cases.length > 0 && (
        <Section title={t('cases')} count={data.cases.length}>
          <Cases rows={data.cases} onOpenCase={onOpenCase} />
        </Section>
      )}
    </article>
  );
}
