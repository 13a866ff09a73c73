import { type ScriptAnswer, URGENCIES, type Urgency } from '../case.ts';

/** What of a question of a category's script (SOP) is needed here; the schema is `scriptQuestionSchema`. */
export interface Asked {
  id: string;
  required?: boolean | undefined;
  raises?: { answer: string; urgency: Exclude<Urgency, 'normal'> } | undefined;
}

/** The answers that are to these questions and say something, in the questions' order. */
export function answersTo(questions: readonly Asked[], answers: readonly ScriptAnswer[]): ScriptAnswer[] {
  return questions.flatMap(({ id }) => {
    const answer = answers.find(({ questionId }) => questionId === id)?.answer.trim() ?? '';
    return answer === '' ? [] : [{ questionId: id, answer }];
  });
}

/** Ids of the questions that must be answered and are not. */
export function unanswered(questions: readonly Asked[], answers: readonly ScriptAnswer[]): string[] {
  const given = answersTo(questions, answers);
  return questions
    .filter(({ id, required }) => required && !given.some((one) => one.questionId === id))
    .map(({ id }) => id);
}

/** The urgency with what was answered: an answer may raise it, none lowers it. */
export function raisedUrgency(
  questions: readonly Asked[],
  answers: readonly ScriptAnswer[],
  urgency: Urgency,
): Urgency {
  const given = answersTo(questions, answers);
  const raised = questions.flatMap(({ id, raises }) =>
    raises && given.some((one) => one.questionId === id && one.answer === raises.answer) ? [raises.urgency] : [],
  );
  return [...raised, urgency].reduce((most, one) => (URGENCIES.indexOf(one) < URGENCIES.indexOf(most) ? one : most));
}
