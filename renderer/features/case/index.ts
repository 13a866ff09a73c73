export { CasePane, type CasePaneProps } from './CasePane.tsx';
export { CASE_KEYS } from './useCaseActions.ts';
