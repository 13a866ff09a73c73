import { ChevronDown, ChevronRight, Equal, Pencil } from 'lucide-react';
import { useState } from 'react';
import type { Case } from '#shared/domain/case.ts';
import { useTexts } from '../../../i18n/index.ts';
import { Badge, Button, classes, Icon } from '../../../ui/index.ts';
import { texts } from '../locale.ts';
import { type ComparedRow, type ComparedValue, compare } from './compare.ts';
import styles from './decision.module.css';
import { useFieldWords } from './useFieldWords.ts';

interface ComparisonProps {
  base: Case | null;
  mine: Case;
  theirs: Case;
}

function Value({ words, was }: { words: string; was: string | null }) {
  const t = useTexts(texts);
  return (
    <td data-selectable>
      <span className={classes(styles.value, was !== null && styles.changed)}>
        {was !== null && <Icon icon={Pencil} />}
        {words}
      </span>
      {was !== null && <span className={styles.was}>{t('decision.was', { value: was })}</span>}
    </td>
  );
}

function Row({ row, words }: { row: ComparedRow; words: (value: ComparedValue) => string }) {
  const t = useTexts(texts);
  return (
    <tr className={classes(row.differs && styles.differs)}>
      <th scope="row">
        {t(`decision.fields.${row.field}`)}
        {row.differs && <Badge look="warn">{t('decision.differs')}</Badge>}
      </th>
      <Value words={words(row.mine)} was={row.mineWas === undefined ? null : words(row.mineWas)} />
      <Value words={words(row.theirs)} was={row.theirsWas === undefined ? null : words(row.theirsWas)} />
    </tr>
  );
}

/** My version and the centre's side by side; fields that differ first and marked, the others behind a press. */
export function Comparison({ base, mine, theirs }: ComparisonProps) {
  const t = useTexts(texts);
  const [showsAll, setShowsAll] = useState(false);
  const wordsOf = useFieldWords(base ? [base, mine, theirs] : [mine, theirs]);
  const rows = compare(base, mine, theirs);
  const different = rows.filter((row) => row.differs);
  const same = rows.filter((row) => !row.differs);
  return (
    <section className={styles.section}>
      <table className={styles.table}>
        <caption className="visually-hidden">{t('decision.comparison')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('decision.field')}</th>
            <th scope="col">{t('decision.mine')}</th>
            <th scope="col">{t('decision.theirs')}</th>
          </tr>
        </thead>
        <tbody>
          {different.length === 0 && (
            <tr>
              <td colSpan={3} className={styles.quiet}>
                <Icon icon={Equal} /> {t('decision.noDifference')}
              </td>
            </tr>
          )}
          {[...different, ...(showsAll ? same : [])].map((row) => (
            <Row key={row.field} row={row} words={(value) => wordsOf(row.field, value)} />
          ))}
        </tbody>
      </table>
      <Button
        size="small"
        look="quiet"
        icon={showsAll ? ChevronDown : ChevronRight}
        aria-expanded={showsAll}
        onClick={() => setShowsAll(!showsAll)}
      >
        {t('decision.same', { n: same.length })}
      </Button>
    </section>
  );
}
