export { Centre } from './Centre.tsx';
export { Clock } from './Clock.tsx';
export { LinkState } from './LinkState.tsx';
export { Operator } from './Operator.tsx';
export { SignOut } from './SignOut.tsx';
export { StripNotes } from './StripNotes.tsx';
