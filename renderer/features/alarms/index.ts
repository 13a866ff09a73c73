export { AlarmIndicator } from './AlarmIndicator.tsx';
export { type Arrived, gathered } from './arrivals.ts';
export { useAlarmPanel } from './panel.ts';
export { AlarmRulesDialog } from './rules/AlarmRulesDialog.tsx';
