import type { HIDDevice } from 'electron';
import type { Settings } from '#shared/contract/settings.ts';

/** Which HID device pages may have: by the operator's choice alone. */

export type ChosenDevice = NonNullable<Settings['hidDevice']>;
type Told = Pick<HIDDevice, 'deviceId' | 'name' | 'vendorId' | 'productId'>;

/** Devices that an operator can tell apart: one that comes as several is offered once. */
export function choices(devices: readonly Told[]): { deviceId: string; device: ChosenDevice }[] {
  const offered = new Map<string, { deviceId: string; device: ChosenDevice }>();
  for (const { deviceId, name, vendorId, productId } of devices) {
    const make = [vendorId, productId].map((part) => part.toString(16).padStart(4, '0')).join(':');
    const device = { vendorId, productId, name: name.trim().slice(0, 200) || make };
    const key = `${make} ${device.name}`;
    if (!offered.has(key)) offered.set(key, { deviceId, device });
  }
  return [...offered.values()];
}

/** Whether pages may open it: any of the make that was chosen, so that a pedal that broke is replaced by another. */
export function mayOpen(
  { vendorId, productId }: Pick<Told, 'vendorId' | 'productId'>,
  chosen: ChosenDevice | null,
): boolean {
  return chosen !== null && vendorId === chosen.vendorId && productId === chosen.productId;
}

/** A change of settings as a page may make it: it lets the device go, and chooses none. */
export function ofPage(change: unknown): unknown {
  if (typeof change !== 'object' || change === null) return change;
  if (!('hidDevice' in change) || change.hidDevice === null) return change;
  const { hidDevice: _, ...rest } = change;
  return rest;
}
