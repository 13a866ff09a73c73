export { ByGroup, ByHour, ByStreet } from './Charts.tsx';
export { EvaluationDialog } from './evaluation/EvaluationDialog.tsx';
export { FiguresReport } from './evaluation/FiguresReport.tsx';
export { FigureTiles, RateTiles } from './FigureTiles.tsx';
export { Ticker } from './Ticker.tsx';
export { WallClock } from './WallClock.tsx';
