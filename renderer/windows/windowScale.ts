import { fittingScale, type Scale, type ScaleChange } from '#shared/contract/scales.ts';
import { WINDOW_KINDS } from '#shared/contract/windows.ts';
import { defineTexts, translate } from '../i18n/index.ts';
import { pageKind } from '../parts/index.ts';
import { showToast } from '../ui/index.ts';

const texts = defineTexts('windowScale', {
  zh: {
    now: '字号 {{percent}}%',
    back: '恢复原始大小：Ctrl+0',
    most: '已是这个窗口放得下的最大字号：{{percent}}%',
    mostDetail: '再大就会有内容显示不全。需要更大的字，请放大窗口或换到更大的显示器。恢复原始大小：Ctrl+0',
  },
  en: {
    now: 'Size of writing: {{percent}} %',
    back: 'As usual again: Ctrl+0',
    most: 'This is as large as this window has room for: {{percent}} %',
    mostDetail:
      'Larger still, part of it would be cut off. Make the window larger, or move it to a larger display. As usual again: Ctrl+0',
  },
});

const KIND = WINDOW_KINDS.find((kind) => kind === pageKind()) ?? null;
let chosen: Scale = 1;
let takeAway = () => {};

/** Draws the page as large as it was set, as long as it has room; answers whether that is another size than before. */
function apply(): boolean {
  const { style } = document.documentElement;
  const size = { width: window.innerWidth, height: window.innerHeight };
  const scale = `${KIND === null ? chosen : fittingScale(chosen, KIND, size)}`;
  if (style.getPropertyValue('--window-scale') === scale) return false;
  style.setProperty('--window-scale', scale);
  return true;
}

/** What is measured in pixels is measured anew. */
function change(): void {
  if (apply()) window.dispatchEvent(new Event('resize'));
}

/** Says how large the writing is now, and the way back: also to whoever asked for it by a slip of the hand. */
function say({ scale, refused }: ScaleChange): void {
  takeAway();
  const percent = Math.round(scale * 100);
  const words = refused ? (['most', 'mostDetail'] as const) : (['now', 'back'] as const);
  takeAway = showToast({
    title: translate(texts, words[0], { percent }),
    detail: scale === 1 && !refused ? undefined : translate(texts, words[1]),
    look: refused ? 'warn' : 'plain',
  });
}

/** Draws the page larger or smaller, as its window is set; resolves when it is as it was left. */
export async function followScale(): Promise<void> {
  street.onScale((said) => {
    // Refused, what was chosen in a larger window still holds there.
    if (!said.refused) chosen = said.scale;
    change();
    say(said);
  });
  window.addEventListener('resize', apply, { capture: true });
  chosen = await street.scale();
  change();
}
