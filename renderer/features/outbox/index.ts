export { ActToasts } from './ActToasts.tsx';
export { OutboxIndicator } from './OutboxIndicator.tsx';
