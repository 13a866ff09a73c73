export { PlacePanel } from './PlacePanel.tsx';
