import type { HidReport } from './hidButton.ts';

/** Of WebHID what is used here; TypeScript's DOM library does not know it. */
interface HidDevice extends EventTarget {
  readonly opened: boolean;
  open(): Promise<void>;
  close(): Promise<void>;
}
interface Hid extends EventTarget {
  /** those that the main process lets this page have: the one that was chosen in the settings */
  getDevices(): Promise<HidDevice[]>;
  /** the main process asks the operator which; empty when none was chosen */
  requestDevice(options: { filters: [] }): Promise<HidDevice[]>;
}
declare global {
  interface Navigator {
    readonly hid?: Hid;
  }
}
type ReportEvent = Event & { reportId: number; data: DataView };
type ConnectionEvent = Event & { device: HidDevice };

/** Asks the operator for a device. False when there is none, or none was chosen; the system says why. */
export async function chooseDevice(): Promise<boolean> {
  const devices = await navigator.hid?.requestDevice({ filters: [] });
  return devices !== undefined && devices.length > 0;
}

/** How many listen to a device, and the end of what was asked of it: it takes one opening or closing at a time. */
const uses = new WeakMap<HidDevice, { listeners: number; settled: Promise<void> }>();

/** Opens a device with its first listener, closes it with the last. */
function listen(device: HidDevice, more: 1 | -1): void {
  const known = uses.get(device) ?? { listeners: 0, settled: Promise.resolve() };
  uses.set(device, known);
  known.listeners += more;
  known.settled = known.settled
    .then(async () => {
      const isWanted = known.listeners > 0;
      if (isWanted && !device.opened) await device.open();
      else if (!isWanted && device.opened) await device.close();
    })
    .catch((error: unknown) => console.warn('a HID device does not open or close', error));
}

/**
 * Hears the chosen device, also one that is plugged in later.
 *
 * @param gone it was unplugged: whatever is held counts as let go
 * @returns ends it
 */
export function hearDevices(take: (report: HidReport) => void, gone: () => void): () => void {
  const { hid } = navigator;
  if (!hid) return () => undefined;
  const heard = new Set<HidDevice>();
  let over = false;
  const report = (event: Event) => {
    const { reportId, data } = event as ReportEvent;
    take({ reportId, bytes: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) });
  };
  const hear = (device: HidDevice) => {
    if (over || heard.has(device)) return;
    heard.add(device);
    device.addEventListener('inputreport', report);
    listen(device, 1);
  };
  const leave = (device: HidDevice) => {
    if (!heard.delete(device)) return;
    device.removeEventListener('inputreport', report);
    listen(device, -1);
  };
  const plugged = (event: Event) => hear((event as ConnectionEvent).device);
  const unplugged = (event: Event) => {
    leave((event as ConnectionEvent).device);
    gone();
  };
  hid.addEventListener('connect', plugged);
  hid.addEventListener('disconnect', unplugged);
  hid.getDevices().then(
    (devices) => devices.forEach(hear),
    (error: unknown) => console.warn('no HID device can be had', error),
  );
  return () => {
    over = true;
    hid.removeEventListener('connect', plugged);
    hid.removeEventListener('disconnect', unplugged);
    for (const device of [...heard]) leave(device);
  };
}
