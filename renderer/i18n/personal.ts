import { PERSONAL_STAND_IN } from '#shared/domain/privacy.ts';
import { common } from './common.ts';
import { translate } from './texts.ts';

/** A text as it may be shown: what stands for one marked personal is said in the operator's language. */
export function maskedText(text: string): string {
  return text === PERSONAL_STAND_IN ? translate(common, 'words.personal') : text;
}
