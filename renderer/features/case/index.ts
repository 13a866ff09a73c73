export { CasePane, type CasePaneProps } from './CasePane.tsx';
