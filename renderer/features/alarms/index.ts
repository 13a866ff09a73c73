export { AlarmIndicator } from './AlarmIndicator.tsx';
