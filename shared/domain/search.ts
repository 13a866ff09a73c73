/** Text made comparable: what the search index and the query both go through. */

/** Full width to half width (NFKC), lower case, runs of white space to one blank. */
export function normaliseText(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
}

const NUMERALS: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const ADDRESS_FORMS: readonly [RegExp, string][] = [
  [/[號#]/gu, '号'],
  [/(\d+)号楼/gu, '$1栋'],
  [/[幢棟]/gu, '栋'],
  [/單元/gu, '单元'],
  [/[－–—~]/gu, '-'],
];

/** An address in one spelling: half width, no blanks, 号/栋/单元 in one form, Chinese numerals before them as digits. */
export function normaliseAddress(address: string): string {
  const digits = normaliseText(address)
    .replaceAll(' ', '')
    .replace(/([〇零一二两三四五六七八九十百]+)(?=[号號#栋幢棟层楼室]|单元|單元)/gu, (numeral) =>
      String(numberOf(numeral)),
    );
  return ADDRESS_FORMS.reduce((text, [form, plain]) => text.replace(form, plain), digits);
}

/** Chinese numerals below a thousand, positional (二〇三) or with units (二百零三, 十二). */
function numberOf(numeral: string): number {
  if (!/[十百]/u.test(numeral)) return Number(Array.from(numeral, (digit) => NUMERALS[digit] ?? 0).join(''));
  let sum = 0;
  let digit: number | null = null;
  for (const character of numeral) {
    if (character === '十' || character === '百') {
      sum += (digit ?? 1) * (character === '十' ? 10 : 100);
      digit = null;
    } else {
      digit = NUMERALS[character] ?? 0;
    }
  }
  return sum + (digit ?? 0);
}
