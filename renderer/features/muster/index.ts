export { Musters, type MustersProps, type MusterStart } from './Musters.tsx';
