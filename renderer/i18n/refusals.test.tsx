import { act } from 'react';
import { expect, it } from 'vitest';
import { renderForTest } from '../ui/renderForTest.tsx';
import { refusalWords, setLanguage, useProblem } from './index.ts';

const REFUSED = { code: 'forbidden', reason: 'role-missing' };

function Form() {
  const [problem, setProblem] = useProblem();
  return (
    <button type="button" onClick={() => setProblem(REFUSED)}>
      {problem ?? 'send'}
    </button>
  );
}

it('[ST354] a refusal that stands on the screen follows the language', async () => {
  const { element, unmount } = await renderForTest(<Form />);
  const button = element.querySelector('button');
  await act(async () => button?.click());
  const said: (string | null | undefined)[] = [];
  for (const language of ['zh-CN', 'en'] as const) {
    await act(async () => setLanguage(language));
    said.push(button?.textContent);
    expect(button?.textContent).toBe(refusalWords(REFUSED));
  }
  expect(new Set(said).size).toBe(2);
  await act(async () => setLanguage('zh-CN'));
  unmount();
});
