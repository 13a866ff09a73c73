export { WallPlans } from './WallPlans.tsx';
