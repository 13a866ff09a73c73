export { QueuePanel, type QueuePanelProps } from './QueuePanel.tsx';
