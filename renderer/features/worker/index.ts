export { WorkerCard, type WorkerCardProps } from './WorkerCard.tsx';
