import type { FiguresTable, TableFigure } from '#shared/contract/figuresViews.ts';
import { casesBehind, type FigureName, type FigureSide, isOfDuty } from '#shared/domain/figures.ts';
import { useLanguage, useTexts } from '../../../i18n/index.ts';
import styles from './evaluation.module.css';
import { evaluationTexts } from './locale.ts';
import { dutyWords, figureName, formulaOf, nText, valueText } from './values.ts';

export type OnNumber = (name: FigureName, side: FigureSide) => void;

interface NumberProps {
  figure: TableFigure;
  side: FigureSide;
  onNumber?: OnNumber;
}

/** A number that opens the cases behind it, where there are any. */
export function FigureNumber({ figure, side, onNumber }: NumberProps) {
  const t = useTexts(evaluationTexts);
  const language = useLanguage();
  const text = side === 'part' ? valueText(figure) : nText(figure);
  const opens = onNumber && figure.value !== null && casesBehind(figure.name, side) !== null;
  if (!opens) return <span>{text}</span>;
  const name = figureName(language, figure.name);
  const words = side === 'part' ? name : t('sideWhole', { name });
  return (
    <button
      type="button"
      className={styles.number}
      aria-label={`${words} ${text}`}
      onClick={() => onNumber(figure.name, side)}
    >
      {text}
    </button>
  );
}

interface FigureListProps {
  table: Pick<FiguresTable, 'total' | 'duty'>;
  onNumber?: OnNumber;
}

/** All figures of the whole, one under the other: value, n and formula. */
export function FigureList({ table: { total, duty }, onNumber }: FigureListProps) {
  const t = useTexts(evaluationTexts);
  const language = useLanguage();
  return (
    <table className={styles.table} aria-label={t('total')}>
      <thead>
        <tr>
          <th scope="col">{t('figure')}</th>
          <th scope="col" className={styles.right}>
            {t('value')}
          </th>
          <th scope="col" className={styles.right}>
            {t('n')}
          </th>
          <th scope="col">{t('formula')}</th>
        </tr>
      </thead>
      <tbody>
        {total.map((figure) => (
          <tr key={figure.name}>
            <th scope="row">
              {figureName(language, figure.name)}
              {isOfDuty(figure.name) && <small className={styles.n}>{dutyWords(duty)}</small>}
            </th>
            <td className={styles.right}>
              <FigureNumber figure={figure} side="part" onNumber={onNumber} />
            </td>
            <td className={styles.right}>
              <FigureNumber figure={figure} side="whole" onNumber={onNumber} />
            </td>
            <td className={styles.formula}>{formulaOf(language, figure.name)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
