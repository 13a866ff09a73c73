export { ReplayBar, type ReplayBarProps } from './ReplayBar.tsx';
export { ReplayPanel, type ReplayPanelProps } from './ReplayPanel.tsx';
