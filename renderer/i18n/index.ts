export { common, opKey } from './common.ts';
export {
  formatArea,
  formatAge,
  formatBytes,
  formatCount,
  formatDate,
  formatDistance,
  formatDuration,
  formatFullTime,
  formatRate,
  formatRemaining,
  formatTime,
} from './format.ts';
export { maskedText } from './personal.ts';
export { type Refused, refusalWords, useProblem } from './refusals.ts';
export {
  currentLanguage,
  defineTexts,
  inBoth,
  LANGUAGES,
  type Language,
  nameIn,
  setLanguage,
  type Texts,
  type Translate,
  translate,
  useLanguage,
  useTexts,
  type WordKey,
} from './texts.ts';
