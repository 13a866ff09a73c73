import { useEffect, useSyncExternalStore } from 'react';
import { Signal } from './signal.ts';

/** Gateway time − this machine's clock, ms, as the station last measured it. */
let offset = 0;

/** less than this no light or age shows, ms */
const SHOWS_MS = 250;

/** The station measured the centre's clock, or saw that this machine's was set: what is told by the old one is told anew. */
export function setClockOffset(milliseconds: number): void {
  const moved = Math.abs(milliseconds - offset);
  offset = milliseconds;
  if (moved < SHOWS_MS) return;
  for (const ticker of tickers.values()) if (ticker.timer !== null) tick(ticker);
}

/** Now by the gateway's clock, ms since the epoch: every age and remaining time is told by it. */
export function gatewayNow(): number {
  return Date.now() + offset;
}

interface Ticker {
  signal: Signal<null>;
  now: number;
  users: number;
  timer: ReturnType<typeof setInterval> | null;
}
const tickers = new Map<number, Ticker>();

function tick(ticker: Ticker): void {
  ticker.now = gatewayNow();
  ticker.signal.emit(null);
}

function tickerOf(interval: number): Ticker {
  let ticker = tickers.get(interval);
  if (!ticker) {
    ticker = { signal: new Signal(), now: gatewayNow(), users: 0, timer: null };
    tickers.set(interval, ticker);
  }
  return ticker;
}

function subscribe(interval: number, listener: () => void): () => void {
  const ticker = tickerOf(interval);
  const off = ticker.signal.on(listener);
  ticker.users += 1;
  if (ticker.timer === null) {
    ticker.now = gatewayNow();
    ticker.timer = setInterval(() => tick(ticker), interval);
  }
  return () => {
    off();
    ticker.users -= 1;
    if (ticker.users === 0 && ticker.timer !== null) {
      clearInterval(ticker.timer);
      ticker.timer = null;
    }
  };
}

const subscribers = new Map<number, (listener: () => void) => () => void>();
function subscriberOf(interval: number): (listener: () => void) => () => void {
  let subscriber = subscribers.get(interval);
  if (!subscriber) {
    subscriber = (listener) => subscribe(interval, listener);
    subscribers.set(interval, subscriber);
  }
  return subscriber;
}

/** Gateway time that ticks every `interval` ms; everybody with the same interval shares one timer and one value. */
export function useNow(interval: number): number {
  return useSyncExternalStore(subscriberOf(interval), () => tickerOf(interval).now);
}

/** a timer may be early by so much, ms */
const EARLY_MS = 20;

/** What ticks every `interval` ms ticks besides when a moment of gateway time has come: what ends then is seen to end then. */
export function useTickAt(interval: number, moment: number | null): void {
  useEffect(() => {
    if (moment === null) return;
    const timer = setTimeout(() => tick(tickerOf(interval)), Math.max(0, moment - gatewayNow()) + EARLY_MS);
    return () => clearTimeout(timer);
  }, [interval, moment]);
}
