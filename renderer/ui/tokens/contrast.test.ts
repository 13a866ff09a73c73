import { describe, expect, it } from 'vitest';
import css from './colors.css?raw';

type Colours = Map<string, string>;

function block(selector: string): Colours {
  const start = css.indexOf(`${selector} {`);
  const text = css.slice(start, css.indexOf('}', start));
  return new Map(
    [...text.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name, value]) => [name ?? '', value ?? '']),
  );
}
const dark = block(':root');
const light = new Map([...dark, ...block(":root[data-theme='light']")]);

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(colours: Colours, over: string, under: string): number {
  const [a, b] = [luminance(colours.get(over) ?? '#000000'), luminance(colours.get(under) ?? '#000000')];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const grounds = ['bg-0', 'bg-1', 'bg-2', 'bg-3'];
const words = ['text', 'text-2', 'text-3', 'red', 'yellow', 'green', 'grey', 'accent'];
const textPairs: [string, string][] = [
  ...words.flatMap((word) => grounds.map((ground): [string, string] => [word, ground])),
  ['text', 'bg-4'],
  ['text-2', 'bg-4'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['on-red', 'red-fill'],
  ['red', 'red-soft'],
  ['yellow', 'yellow-soft'],
  ['green', 'green-soft'],
  ['text', 'accent-soft'],
  ['text-2', 'accent-soft'],
  ['text-3', 'accent-soft'],
  ['red', 'accent-soft'],
  ['yellow', 'accent-soft'],
];
const markPairs: [string, string][] = ['line-strong', 'focus'].flatMap((mark) =>
  grounds.slice(0, 3).map((ground): [string, string] => [mark, ground]),
);

describe.each([
  ['dark', dark],
  ['light', light],
])('%s theme', (_name, colours) => {
  it.each(textPairs)('text %s on %s has 4.5:1', (over, under) => {
    expect(contrast(colours, over, under)).toBeGreaterThanOrEqual(4.5);
  });
  it.each(markPairs)('mark %s on %s has 3:1', (over, under) => {
    expect(contrast(colours, over, under)).toBeGreaterThanOrEqual(3);
  });
});
