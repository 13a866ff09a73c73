export { CaseAmendForm, mayAmendCase } from './amend/CaseAmendForm.tsx';
export { CasePane, type CasePaneProps } from './CasePane.tsx';
export { CaseDossier } from './print/CaseDossier.tsx';
export { REVEAL_KEY } from './personal/Personal.tsx';
export { CASE_KEYS } from './useCaseActions.ts';
export { TemplatesDialog } from './templates/TemplatesDialog.tsx';
