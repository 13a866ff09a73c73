export { CoverageMark } from './CoverageMark.tsx';
export { type CoverageTexts, useCoverageWords } from './coverageWords.ts';
export { CoveragePolicyDialog } from './policy/CoveragePolicyDialog.tsx';
export { ZonePanel, type ZonePanelProps } from './ZonePanel.tsx';
