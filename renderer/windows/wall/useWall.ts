import { useEffect, useReducer } from 'react';
import type { Alarm } from '#shared/contract/alarmViews.ts';
import { USUAL_PLAN } from '#shared/contract/wallPlan.ts';
import { gatewayNow, useFacts, useFeed, useSettings, useStation } from '../../station/index.ts';
import { readCue } from './cue.ts';
import { type Focus, startWall, stepWall, type WallEvent, type WallState } from './scenes.ts';

const STEP_MS = 500;
/** An alarm that was there before the wall opened is old news after this. */
const FRESH_MS = 120_000;

/** The wall's scene, driven by its plan, the desk's cues and alarms. */
export function useWall(): WallState {
  const station = useStation();
  const name = useFacts()?.windowName ?? '';
  const plan = useSettings().walls[name] ?? USUAL_PLAN;
  const { data: alarms } = useFeed('alarm.list', {});
  const [state, send] = useReducer(
    (state: WallState, event: WallEvent) => stepWall(state, event, gatewayNow()),
    null,
    () => startWall(gatewayNow(), plan),
  );
  useEffect(() => send({ type: 'plan', plan }), [plan]);
  const running = useFeed('muster.list', {}).data?.filter(({ stoodDownAt }) => stoodDownAt === null).length ?? 0;
  useEffect(() => send({ type: 'musters', running }), [running]);
  useEffect(() => {
    const timer = setInterval(() => send({ type: 'time' }), STEP_MS);
    return () => clearInterval(timer);
  }, []);
  useEffect(
    () =>
      station.onCue.on((cue) => {
        const event = readCue(cue, name, gatewayNow());
        if (event) send(event);
      }),
    [station, name],
  );
  useEffect(
    () =>
      station.onAlarm.on((alarm) => {
        const focus = focusOf(alarm);
        if (focus) send({ type: 'critical', focus });
      }),
    [station],
  );
  useEffect(() => {
    const fresh = (alarms ?? []).filter((alarm) => gatewayNow() - alarm.at < FRESH_MS);
    for (const alarm of fresh) {
      const focus = focusOf(alarm);
      if (focus) send({ type: 'critical', focus });
    }
  }, [alarms]);
  return state;
}

/** Says once that the wall stands: two frames after its first paint. */
export function useWallInteractive(): void {
  useEffect(() => {
    requestAnimationFrame(() => requestAnimationFrame(() => street.interactive()));
  }, []);
}

/** The place an alarm takes the map to; null when it has none or somebody already saw to it. */
export function focusOf(alarm: Alarm): Focus | null {
  if (alarm.priority !== 'critical') return null;
  if (!alarm.open || alarm.lon === null || alarm.lat === null) return null;
  return { id: alarm.id, kind: alarm.kind, title: alarm.title, at: alarm.at, lon: alarm.lon, lat: alarm.lat };
}
