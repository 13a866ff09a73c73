import { connect, createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface SlowLine {
  url: string;
  /** ms that bytes take from the desk to the centre */
  there: number;
  /** ms that bytes take from the centre to the desk */
  back: number;
  /** bytes a second from the centre to the desk */
  rate: number;
  /** bytes that went from the centre to the desk */
  carried: number;
  /** connections stay open but carry nothing any more, as with a pulled cable */
  dead: boolean;
  /** ends every connection */
  cut(): void;
  close(): Promise<void>;
}

const SLICE = 4096;

/** A line between desk and centre that is slow as the test wants it, each way by itself. */
export async function openLine(target: string): Promise<SlowLine> {
  const port = Number(new URL(target).port);
  const ends = new Set<Socket>();
  const server = createServer((desk) => {
    const centre = connect(port, '127.0.0.1');
    for (const end of [desk, centre]) {
      ends.add(end);
      end.setNoDelay(true);
      end.on('error', () => end.destroy());
      end.on('close', () => {
        ends.delete(end);
        desk.destroy();
        centre.destroy();
      });
    }
    carry(desk, centre, (bytes) => {
      const leaves = performance.now();
      return line.dead ? null : { at: leaves + line.there, bytes };
    });
    let free = 0;
    carry(centre, desk, (bytes) => {
      line.carried += bytes.length;
      const now = performance.now();
      free = Math.max(free, now) + (line.rate === Number.POSITIVE_INFINITY ? 0 : (bytes.length / line.rate) * 1000);
      return line.dead ? null : { at: free + line.back, bytes };
    });
  });
  const line: SlowLine = {
    url: '',
    there: 0,
    back: 0,
    rate: Number.POSITIVE_INFINITY,
    carried: 0,
    dead: false,
    cut() {
      for (const end of ends) end.destroy();
    },
    close() {
      line.cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  line.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return line;
}

/** Bytes in order, each slice not before its time. Reads on only when what was read has left: a slow line pushes back. */
function carry(from: Socket, to: Socket, plan: (bytes: Buffer) => { at: number; bytes: Buffer } | null): void {
  let tail = Promise.resolve();
  let underway = 0;
  from.on('data', (chunk: Buffer) => {
    for (let at = 0; at < chunk.length; at += SLICE) {
      const planned = plan(chunk.subarray(at, at + SLICE));
      if (!planned) continue;
      underway += planned.bytes.length;
      if (underway > 64 * SLICE) from.pause();
      tail = tail.then(async () => {
        const wait = planned.at - performance.now();
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
        if (!to.destroyed) to.write(planned.bytes);
        underway -= planned.bytes.length;
        if (underway < 32 * SLICE) from.resume();
      });
    }
  });
}
