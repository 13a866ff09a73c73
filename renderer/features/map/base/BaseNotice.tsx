import { useEffect } from 'react';
import { useTexts } from '../../../i18n/index.ts';
import type { MapEngine } from '../engine.ts';
import { mapTexts } from '../locale.ts';
import styles from '../MapView.module.css';
import type { ShownGround } from './useBase.ts';

const RETRY_MS = 15_000;

/** Says what is wrong with the chosen base map, and asks for its tiles again meanwhile. */
export function BaseNotice({ engine, shown: { base, name, trouble } }: { engine: MapEngine; shown: ShownGround }) {
  const t = useTexts(mapTexts);
  useEffect(() => {
    if (trouble === null || base === null) return;
    const timer = setInterval(() => engine.refreshBase(), RETRY_MS);
    return () => clearInterval(timer);
  }, [engine, base, trouble]);
  if (trouble === null) return null;
  return (
    <p className={styles.baseNotice} role="status">
      {t(`baseTroubles.${trouble}`, { name })}
    </p>
  );
}
