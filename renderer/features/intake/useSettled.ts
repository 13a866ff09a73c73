import { useEffect, useState } from 'react';

const PAUSE_MS = 200;

/** The value once it has stood still for a moment: what is typed is asked about when the typing pauses. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  const key = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(key) as T), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [key]);
  return settled;
}
