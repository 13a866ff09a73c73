import type { ScriptAnswer } from '#shared/domain/case.ts';
import type { ScriptQuestion } from '#shared/protocol/cases.ts';
import { common, nameIn, useLanguage, useTexts } from '../../../i18n/index.ts';
import { Radios } from '../../../parts/index.ts';
import { TextField } from '../../../ui/index.ts';
import styles from '../intake.module.css';
import { texts } from '../locale.ts';

interface QuestionsProps {
  questions: readonly ScriptQuestion[];
  answers: readonly ScriptAnswer[];
  onChange: (answers: ScriptAnswer[]) => void;
  /** what must be answered is shown as missing */
  missing: boolean;
}

/** The category's script, to be asked while the caller is on the line. */
export function Questions({ questions, answers, onChange, missing }: QuestionsProps) {
  const t = useTexts(texts);
  const set = (questionId: string, answer: string) =>
    onChange([...answers.filter((one) => one.questionId !== questionId), { questionId, answer }]);
  if (questions.length === 0) return null;
  return (
    <fieldset className={styles.group}>
      <legend>{t('script')}</legend>
      {questions.map((question) => {
        const answer = answers.find(({ questionId }) => questionId === question.id)?.answer ?? '';
        return (
          <Question
            key={question.id}
            question={question}
            answer={answer}
            missing={missing && question.required === true && answer.trim() === ''}
            onAnswer={(next) => set(question.id, next)}
          />
        );
      })}
    </fieldset>
  );
}

interface QuestionProps {
  question: ScriptQuestion;
  answer: string;
  missing: boolean;
  onAnswer: (answer: string) => void;
}

function Question({ question, answer, missing, onAnswer }: QuestionProps) {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const language = useLanguage();
  const words = nameIn(language, question);
  const label = question.required ? `${words}（${tc('words.required')}）` : words;
  const raised = question.raises && answer === question.raises.answer;
  const said =
    question.kind === 'yes-no'
      ? ['yes', 'no'].map((value) => ({ value, label: t(value === 'yes' ? 'yes' : 'no') }))
      : question.choices?.map((choice) => ({ value: choice.zh, label: nameIn(language, choice) }));
  return (
    <div className={styles.question}>
      {said ? (
        <Radios label={label} options={said} value={answer || null} onChange={onAnswer} />
      ) : (
        <TextField
          label={label}
          value={answer}
          maxLength={500}
          inputMode={question.kind === 'number' ? 'numeric' : 'text'}
          onChange={(text) => onAnswer(question.kind === 'number' ? text.replace(/[^\d.]/g, '') : text)}
        />
      )}
      {missing && (
        <span className={styles.problem} role="alert">
          {t('missing.answers')}
        </span>
      )}
      {raised && question.raises && (
        <span className={styles.raised} role="status">
          {t('raised', { urgency: tc(`urgencies.${question.raises.urgency}`) })}
        </span>
      )}
    </div>
  );
}
