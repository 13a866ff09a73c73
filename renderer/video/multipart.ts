/** Reads `multipart/x-mixed-replace`, as MJPEG cameras send it: each part has headers, a length, and a picture. */

export interface Part {
  bytes: Blob;
  type: string;
  /** ms since the epoch, from `x-timestamp` (seconds); null where the camera does not say */
  takenAt: number | null;
}

const HEADERS_END = [13, 10, 13, 10];
/** a part whose headers are longer is none */
const MOST_HEADERS = 4096;
/** bytes of the largest picture that is taken */
const MOST_BYTES = 20_000_000;

/** The parts as they come; ends with the response, throws on what is no such stream. */
export async function* readParts(response: Response, contentType: string): AsyncGenerator<Part> {
  if (!response.body || !/boundary=/i.test(contentType)) throw new Error('no parts');
  const reader = response.body.getReader();
  let rest = new Uint8Array(0);
  const more = async (): Promise<boolean> => {
    const { value, done } = await reader.read();
    if (value) rest = joined(rest, value);
    return !done;
  };
  for (;;) {
    let end = indexOf(rest, HEADERS_END);
    while (end < 0) {
      if (rest.length > MOST_HEADERS) throw new Error('no headers of a part');
      if (!(await more())) return;
      end = indexOf(rest, HEADERS_END);
    }
    const headers = headersOf(new TextDecoder('latin1').decode(rest.subarray(0, end)));
    const length = Number(headers.get('content-length'));
    if (!(length > 0 && length <= MOST_BYTES)) throw new Error('a part without a length');
    const from = end + HEADERS_END.length;
    while (rest.length < from + length) if (!(await more())) return;
    const type = headers.get('content-type') ?? 'image/jpeg';
    const stamp = Number(headers.get('x-timestamp')) * 1000;
    yield { bytes: new Blob([rest.slice(from, from + length)], { type }), type, takenAt: stamp > 0 ? stamp : null };
    rest = rest.slice(from + length);
  }
}

function headersOf(text: string): Map<string, string> {
  return new Map(
    text.split('\r\n').flatMap((line) => {
      const colon = line.indexOf(':');
      return colon > 0 ? [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const] : [];
    }),
  );
}

function indexOf(bytes: Uint8Array, wanted: readonly number[]): number {
  const first = wanted[0] ?? 0;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((byte, offset) => bytes[at + offset] === byte)) return at;
  }
  return -1;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
