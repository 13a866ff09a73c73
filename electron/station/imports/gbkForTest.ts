/** Bytes of a text in GB18030's two-byte part (GBK), which Node can read and not write. Throws on what is not in it. */
export function gbkBytes(text: string): Buffer {
  return Buffer.concat(Array.from(text, (letter) => (letter < '\u0080' ? Buffer.from(letter) : codeOf(letter))));
}

const codes = new Map<string, Buffer>();

function codeOf(letter: string): Buffer {
  if (codes.size === 0) {
    const decoder = new TextDecoder('gb18030');
    for (let lead = 0x81; lead <= 0xfe; lead += 1) {
      for (let trail = 0x40; trail <= 0xfe; trail += 1) {
        if (trail !== 0x7f) codes.set(decoder.decode(Uint8Array.of(lead, trail)), Buffer.from([lead, trail]));
      }
    }
  }
  const code = codes.get(letter);
  if (!code) throw new Error(`not in GBK: ${letter}`);
  return code;
}
