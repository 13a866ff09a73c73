import {
  Clock3,
  Flame,
  Gauge,
  Layers,
  LogIn,
  LogOut,
  type LucideIcon,
  MapPinOff,
  Minimize2,
  MoveHorizontal,
  Siren,
  WifiOff,
} from 'lucide-react';
import type { AlarmPriority, CentreAlarmKind } from '#shared/domain/alarms/alarm.ts';
import { Icon } from '../../../ui/index.ts';
import styles from './alarms.module.css';

const KIND_ICONS: Record<CentreAlarmKind, LucideIcon> = {
  sos: Siren,
  welfare: Clock3,
  'too-near': Minimize2,
  'too-far': MoveHorizontal,
  hazard: Flame,
  'geofence-enter': LogIn,
  'geofence-leave': LogOut,
  speed: Gauge,
  'out-of-grid': MapPinOff,
  stale: WifiOff,
  crowding: Layers,
};

/** Outlines in a box of 40 by 48 whose lowest point is the place: an octagon, a triangle, a drop. */
const OUTLINES: Record<AlarmPriority, string> = {
  critical: 'M13 2 L27 2 L37 12 L37 26 L27 36 L25 36 L20 46 L15 36 L13 36 L3 26 L3 12 Z',
  high: 'M20 2 L38 35 L26 35 L20 46 L14 35 L2 35 Z',
  normal: 'M20 46 L13 34 A16 16 0 1 1 27 34 Z',
};

interface ShapeProps {
  kind: CentreAlarmKind;
  priority: AlarmPriority;
  /** hollow: somebody sees to it */
  isSeen: boolean;
}

/** The picture of an alarm: priority by outline and colour, kind by the sign inside, whether somebody sees to it by the filling. */
export function AlarmShape({ kind, priority, isSeen }: ShapeProps) {
  return (
    <span className={styles.shape} data-priority={priority} data-seen={isSeen}>
      <svg viewBox="0 0 40 48" aria-hidden focusable={false}>
        <path d={OUTLINES[priority]} />
      </svg>
      <span className={styles.sign}>
        <Icon icon={KIND_ICONS[kind]} size="1em" />
      </span>
    </span>
  );
}
