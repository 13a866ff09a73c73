import { contextBridge, ipcRenderer } from 'electron';
import { IPC, STATION_PORT_MESSAGE, type StreetBridge } from '#shared/contract/bridge.ts';
import type { Settings } from '#shared/contract/settings.ts';

const bridge: StreetBridge = {
  facts: () => ipcRenderer.invoke(IPC.facts),
  settings: () => ipcRenderer.invoke(IPC.settings),
  draftKey: () => ipcRenderer.invoke(IPC.draftKey),
  changeSettings: (change) => ipcRenderer.invoke(IPC.changeSettings, change),
  openWindow: (kind) => ipcRenderer.invoke(IPC.openWindow, kind),
  saveDiagnostics: () => ipcRenderer.invoke(IPC.saveDiagnostics),
  saveTable: (table) => ipcRenderer.invoke(IPC.saveTable, table),
  saveSound: (sound) => ipcRenderer.invoke(IPC.saveSound, sound),
  interactive: () => ipcRenderer.send(IPC.interactive),
  onSettings: (listener) => {
    const forward = (_event: unknown, settings: Settings) => listener(settings);
    ipcRenderer.on(IPC.settingsChanged, forward);
    return () => ipcRenderer.off(IPC.settingsChanged, forward);
  },
};
contextBridge.exposeInMainWorld('street', bridge);

// A MessagePort cannot pass the context bridge; posting it to the page's own window is the documented way.
ipcRenderer.on(STATION_PORT_MESSAGE, (event) => {
  window.postMessage(STATION_PORT_MESSAGE, '*', event.ports);
});
