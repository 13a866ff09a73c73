import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import type { FigureArea } from '#shared/contract/figuresViews.ts';
import type { Period } from '#shared/domain/cohorts.ts';
import type { FigureName, FigureSide } from '#shared/domain/figures.ts';
import { common, formatCount, formatFullTime, useLanguage, useTexts } from '../../../i18n/index.ts';
import { useFeed, useNow } from '../../../station/index.ts';
import { Button, EmptyState, Light, lightOfRow, Loading, StateTag, Trouble } from '../../../ui/index.ts';
import styles from './evaluation.module.css';
import { evaluationTexts } from './locale.ts';
import { figureName } from './values.ts';

/** A number somebody wants to see the cases of. */
export interface Behind {
  period: Period;
  area: FigureArea;
  name: FigureName;
  side: FigureSide;
}

const PAGE = 200;

interface CasesBehindProps extends Behind {
  onBack: () => void;
  onOpenCase: (id: string) => void;
}

/** The cases behind one number, a page at a time. */
export function CasesBehind({ period, area, name, side, onBack, onOpenCase }: CasesBehindProps) {
  const t = useTexts(evaluationTexts);
  const tc = useTexts(common);
  const language = useLanguage();
  const now = useNow(10_000);
  const [places, setPlaces] = useState<string[]>([]);
  const after = places.at(-1);
  const { data, isPending, isError, error, refetch } = useFeed('figures.cases', {
    period,
    area,
    name,
    side,
    limit: PAGE,
    ...(after !== undefined && { after }),
  });
  const words = side === 'part' ? figureName(language, name) : t('sideWhole', { name: figureName(language, name) });
  return (
    <section className={styles.behind} aria-label={words}>
      <div className={styles.bar}>
        <Button icon={ArrowLeft} autoFocus onClick={onBack}>
          {t('back')}
        </Button>
        <h3 role="status">{t('behind', { name: words, n: data ? formatCount(data.total) : '…' })}</h3>
      </div>
      {isPending && <Loading />}
      {isError && !data && <Trouble error={error} onRetry={() => void refetch()} />}
      {data?.rows.length === 0 && <EmptyState title={t('behind', { name: words, n: 0 })} />}
      <ul className={styles.cases}>
        {data?.rows.map((row) => (
          <li key={row.id}>
            <button type="button" className={styles.case} onClick={() => onOpenCase(row.id)}>
              <Light light={lightOfRow(row.clock, now)} />
              <span className={styles.caseNumber}>{row.number ?? tc('numberPending')}</span>
              <span className={styles.caseTitle}>{row.title}</span>
              <StateTag state={row.state} />
              <span className={styles.quiet}>{formatFullTime(row.reportedAt)}</span>
            </button>
          </li>
        ))}
      </ul>
      {(places.length > 0 || data?.next) && (
        <div className={styles.bar}>
          <Button disabled={places.length === 0} onClick={() => setPlaces(places.slice(0, -1))}>
            {t('previousPage')}
          </Button>
          <Button disabled={!data?.next} onClick={() => data?.next && setPlaces([...places, data.next])}>
            {t('nextPage')}
          </Button>
        </div>
      )}
    </section>
  );
}
