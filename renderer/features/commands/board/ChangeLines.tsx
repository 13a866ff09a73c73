import { useLanguage, common, useTexts } from '../../../i18n/index.ts';
import styles from '../commands.module.css';
import { texts } from '../locale.ts';

interface Change {
  field: string;
  before: string;
  after?: string;
}

type FieldKey = keyof typeof texts.zh.fields;

/** Words for a value that is one of a few; free text stands for itself. */
function useValueWords(): (field: string, value: string) => string {
  const t = useTexts(texts);
  const tc = useTexts(common);
  useLanguage();
  return (field, value) => {
    if (value === '') return t('nothing');
    if (field === 'priority' && value in common.zh.priorities)
      return tc(`priorities.${value as keyof typeof common.zh.priorities}`);
    if (field === 'requires' && value in common.zh.receipts)
      return tc(`receipts.${value as keyof typeof common.zh.receipts}`);
    if (field === 'request' && value in common.zh.requests)
      return tc(`requests.${value as keyof typeof common.zh.requests}`);
    return value;
  };
}

/** What was changed, from what to what. */
export function ChangeLines({ changes }: { changes: readonly Change[] }) {
  const t = useTexts(texts);
  const wordsOf = useValueWords();
  return (
    <ul className={styles.changes}>
      {changes.map(({ field, before, after }) => (
        <li key={field}>
          <span className={styles.quiet}>{field in texts.zh.fields ? t(`fields.${field as FieldKey}`) : field}</span>{' '}
          <del>{wordsOf(field, before)}</del>
          {after !== undefined && <ins>{wordsOf(field, after)}</ins>}
        </li>
      ))}
    </ul>
  );
}
