import { useEffect, useRef } from 'react';
import type { Radio } from '../radio.ts';
import { useWords } from '../words/index.ts';

/** How loud the microphone is: drawn past React, twenty times a second. */
export function Meter({ radio }: { radio: Radio }) {
  const words = useWords();
  const meter = useRef<HTMLMeterElement>(null);
  useEffect(
    () =>
      radio.meter(({ microphone }) => {
        if (meter.current) meter.current.value = microphone ?? 0;
      }),
    [radio],
  );
  return <meter ref={meter} aria-label={words.radio.microphone} min={0} max={1} high={0.9} value={0} />;
}
