import type { CaseView } from '#shared/contract/views.ts';
import type { ScriptQuestion } from '#shared/protocol/cases.ts';
import { nameIn, useLanguage, useTexts } from '../../../i18n/index.ts';
import { Fact } from '../../../parts/index.ts';
import styles from '../case.module.css';
import { texts } from '../locale.ts';

/** The answer as the operator's language has it: yes and no and choices are kept as the script names them. */
function useAnswerWords(): (question: ScriptQuestion | undefined, answer: string) => string {
  const t = useTexts(texts);
  const language = useLanguage();
  return (question, answer) => {
    if (question?.kind === 'yes-no')
      return answer === 'yes' ? t('answers.yes') : answer === 'no' ? t('answers.no') : answer;
    const choice = question?.choices?.find(({ zh }) => zh === answer);
    return choice ? nameIn(language, choice) : answer;
  };
}

/** What was answered to the category's questions when the case was taken down. */
export function Answers({ view }: { view: CaseView }) {
  const t = useTexts(texts);
  const language = useLanguage();
  const words = useAnswerWords();
  const { answers = [] } = view.case;
  if (answers.length === 0) return null;
  const questions = view.category?.questions ?? [];
  return (
    <section className={styles.section} aria-label={t('answers.heading')}>
      <h4 className={styles.heading}>{t('answers.heading')}</h4>
      <dl className={styles.facts}>
        {answers.map(({ questionId, answer }) => {
          const question = questions.find(({ id }) => id === questionId);
          return (
            <Fact key={questionId} name={question ? nameIn(language, question) : questionId}>
              {words(question, answer)}
            </Fact>
          );
        })}
      </dl>
    </section>
  );
}
