export { IntakePanel, type IntakePanelProps } from './IntakePanel.tsx';
