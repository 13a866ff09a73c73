import { act } from 'react';
import { expect, it } from 'vitest';
import { common, setLanguage, useTexts } from '../i18n/index.ts';
import { Button } from './Button.tsx';
import { renderForTest } from './renderForTest.tsx';
import { showToast, Toasts } from './Toasts.tsx';

function Page() {
  const t = useTexts(common);
  const show = () => showToast({ title: () => t('verbs.undo'), detail: () => t('words.none'), timeout: 0 });
  return (
    <>
      <Button onClick={show}>show</Button>
      <Toasts />
    </>
  );
}

it('[ST354] a message that stands on the screen follows the language', async () => {
  const { element, unmount } = await renderForTest(<Page />);
  await act(async () => element.querySelector('button')?.click());
  const words = () => document.body.textContent ?? '';
  expect(words()).toContain(common.zh.verbs.undo);
  await act(async () => setLanguage('en'));
  expect(words()).toContain(common.en.verbs.undo);
  expect(words()).toContain(common.en.words.none);
  expect(words()).not.toContain(common.zh.verbs.undo);
  await act(async () => setLanguage('zh-CN'));
  unmount();
});
