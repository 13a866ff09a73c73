import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { HidReport } from './hidButton.ts';
import { chooseDevice, hearDevices } from './hidDevices.ts';

class Device extends EventTarget {
  opened = false;
  calls: string[] = [];
  async open() {
    this.calls.push('open');
    await Promise.resolve();
    this.opened = true;
  }
  async close() {
    this.calls.push('close');
    await Promise.resolve();
    this.opened = false;
  }
  says(...bytes: number[]) {
    const data = new DataView(Uint8Array.from([9, ...bytes]).buffer, 1);
    this.dispatchEvent(Object.assign(new Event('inputreport'), { reportId: 3, data }));
  }
}
class Hid extends EventTarget {
  devices: Device[] = [];
  getDevices = async () => this.devices;
  requestDevice = async () => this.devices;
  plug(device: Device, event: 'connect' | 'disconnect') {
    this.dispatchEvent(Object.assign(new Event(event), { device }));
  }
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

let hid: Hid;
beforeEach(() => {
  hid = new Hid();
  vi.stubGlobal('navigator', { hid });
});
afterEach(() => vi.unstubAllGlobals());

it('[ST287] opens a device with its first listener and closes it with the last', async () => {
  const device = new Device();
  hid.devices = [device];
  const [first, second] = [[] as HidReport[], [] as HidReport[]];
  const endFirst = hearDevices((report) => first.push(report), vi.fn());
  const endSecond = hearDevices((report) => second.push(report), vi.fn());
  await settled();
  device.says(1, 2);
  endFirst();
  await settled();
  device.says(4);
  expect(first).toEqual([{ reportId: 3, bytes: Uint8Array.of(1, 2) }]);
  expect(second.map(({ bytes }) => [...bytes])).toEqual([[1, 2], [4]]);
  expect(device.calls).toEqual(['open']);
  // Ended and begun anew in one turn, as when its button is changed, it stays open.
  endSecond();
  const endThird = hearDevices(vi.fn(), vi.fn());
  await settled();
  expect(device.opened).toBe(true);
  endThird();
  await settled();
  expect(device.opened).toBe(false);
});

it('[ST287] hears one that is plugged in later, and tells when it is pulled out', async () => {
  const [take, gone, device] = [vi.fn(), vi.fn(), new Device()];
  const end = hearDevices(take, gone);
  await settled();
  hid.plug(device, 'connect');
  await settled();
  device.says(1);
  expect(take).toHaveBeenCalledTimes(1);
  hid.plug(device, 'disconnect');
  device.says(0);
  expect(gone).toHaveBeenCalledTimes(1);
  expect(take).toHaveBeenCalledTimes(1);
  end();
  hid.plug(device, 'connect');
  expect(take).toHaveBeenCalledTimes(1);
});

it('goes on when a device does not open, and where there is no such thing', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const device = new Device();
  device.open = () => Promise.reject(new Error('taken'));
  hid.devices = [device];
  hearDevices(vi.fn(), vi.fn())();
  const end = hearDevices(vi.fn(), vi.fn());
  await settled();
  expect(warn).toHaveBeenCalledTimes(1);
  end();
  warn.mockRestore();
  expect(await chooseDevice()).toBe(true);
  vi.stubGlobal('navigator', {});
  expect(await chooseDevice()).toBe(false);
  expect(hearDevices(vi.fn(), vi.fn())).not.toThrow();
});
