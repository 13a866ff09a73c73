export { SourceTree } from './SourceTree.tsx';
export { TileGrid } from './TileGrid.tsx';
export { patrolPage, usePatrol } from './usePatrol.ts';
export { useVideoDesk } from './useVideoDesk.ts';
