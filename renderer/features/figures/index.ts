export { ByGroup, ByHour, ByStreet } from './Charts.tsx';
export { FigureTiles, RateTiles } from './FigureTiles.tsx';
export { Ticker } from './Ticker.tsx';
export { WallClock } from './WallClock.tsx';
