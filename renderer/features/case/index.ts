export { CaseAmendForm, mayAmendCase } from './amend/CaseAmendForm.tsx';
export { CasePane, type CasePaneProps } from './CasePane.tsx';
export { CASE_KEYS } from './useCaseActions.ts';
