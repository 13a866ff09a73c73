export { CasePolicyDialog } from './policy/CasePolicyDialog.tsx';
export { SupervisionDialog } from './SupervisionDialog.tsx';
