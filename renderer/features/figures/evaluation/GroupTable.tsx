import type { FiguresTable, Grouping } from '#shared/contract/figuresViews.ts';
import { FIGURE_NAMES, type FigureName, type FigureSide, isOfDuty } from '#shared/domain/figures.ts';
import { nameIn, useLanguage, useTexts } from '../../../i18n/index.ts';
import { reportWords } from '../../../parts/index.ts';
import { FigureNumber } from './FigureList.tsx';
import styles from './evaluation.module.css';
import { evaluationTexts } from './locale.ts';
import { definitionOf, figureName } from './values.ts';

interface GroupTableProps {
  by: Grouping;
  groups: FiguresTable['groups'];
  /** which figures; absent: all that are known of a group */
  names?: readonly FigureName[];
  onNumber?: (key: string, name: FigureName, side: FigureSide) => void;
}

/** Not known of any group, and known of streets and communities alone: see `figures.table`. */
const OF_THE_WHOLE: readonly FigureName[] = ['acknowledge-time'];
const OF_PLACES: readonly Grouping[] = ['street', 'community'];

/** The figures that can be known of the groups of a table. */
export function figuresOfGroups(by: Grouping): FigureName[] {
  const places = OF_PLACES.includes(by);
  return FIGURE_NAMES.filter((name) => !OF_THE_WHOLE.includes(name) && (places || !isOfDuty(name)));
}

/** A row for each group, a column for each figure with its n below. */
export function GroupTable({ by, groups, names = figuresOfGroups(by), onNumber }: GroupTableProps) {
  const t = useTexts(evaluationTexts);
  const tr = useTexts(reportWords);
  const language = useLanguage();
  return (
    <table className={styles.table} aria-label={tr(`groupings.${by}`)}>
      <thead>
        <tr>
          <th scope="col" className={styles.first}>
            {tr(`groupings.${by}`)}
          </th>
          {names.map((name) => (
            <th key={name} scope="col" className={styles.right}>
              {figureName(language, name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <tr key={group.key}>
            <th scope="row" className={styles.first}>
              {nameIn(language, group) || t('none')}
            </th>
            {group.figures
              .filter(({ name }) => names.includes(name))
              .map((figure) => (
                <td key={figure.name} className={styles.right}>
                  <FigureNumber
                    figure={figure}
                    side="part"
                    onNumber={onNumber && ((name, side) => onNumber(group.key, name, side))}
                  />
                  {definitionOf(figure.name).whole && (
                    <small className={styles.n}>{t('nOf', { n: figure.n ?? '–' })}</small>
                  )}
                </td>
              ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
