import type { Page } from '@playwright/test';

/** What an operator reads or presses that lies beyond the edge of its window, and to which nobody can scroll; each by its name. */
export function beyondEdge(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const scrolls = (element: Element) => {
      const { overflowX, overflowY } = getComputedStyle(element);
      const down = element.scrollHeight > element.clientHeight && /auto|scroll/.test(overflowY);
      return down || (element.scrollWidth > element.clientWidth && /auto|scroll/.test(overflowX));
    };
    const isReached = (element: Element) => {
      for (let around = element.parentElement; around; around = around.parentElement) if (scrolls(around)) return true;
      return false;
    };
    const isBeyond = (element: Element) => {
      const { left, top, right, bottom, width } = element.getBoundingClientRect();
      // One pixel is for those who hear the page.
      return width > 1 && (left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1);
    };
    return [...document.querySelectorAll('button, input, [role="tab"], h1, h2, h3, time, output')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .filter((element) => isBeyond(element) && !isReached(element))
      .map((element) => element.getAttribute('aria-label') ?? element.textContent ?? '');
  });
}
