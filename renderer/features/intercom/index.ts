export { RadioBar } from './RadioBar.tsx';
