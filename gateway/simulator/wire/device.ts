import type { z } from 'zod';
import type { deviceSchema } from '#shared/protocol/terminal.ts';

export type DeviceIdentity = z.infer<typeof deviceSchema>;

const MODELS = ['DT50 网格通', 'AUTOID Q9', 'Seuic Cruise2', 'UROVO i6310'];

/** The handheld of one worker: the same one in every run, so that a revoked device stays revoked. */
export function deviceOf(workerId: string, index: number): DeviceIdentity {
  return { id: `sim-${workerId}`, model: MODELS[index % MODELS.length] ?? 'DT50 网格通', app: 'simulator/1' };
}
