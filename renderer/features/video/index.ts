export { SourceTree } from './SourceTree.tsx';
export { readDragged, targetKey } from './target.ts';
export { useVideoDesk } from './useVideoDesk.ts';
export { VideoTile } from './VideoTile.tsx';
