import { contextBridge, ipcRenderer } from 'electron';
import { IPC, STATION_PORT_MESSAGE, type StreetBridge } from '#shared/contract/bridge.ts';

/** Hears what main says on a channel; the answer ends it. */
function hear<T>(channel: string, listener: (said: T) => void): () => void {
  const forward = (_event: unknown, said: T) => listener(said);
  ipcRenderer.on(channel, forward);
  return () => ipcRenderer.off(channel, forward);
}

const bridge: StreetBridge = {
  facts: () => ipcRenderer.invoke(IPC.facts),
  settings: () => ipcRenderer.invoke(IPC.settings),
  draftKey: () => ipcRenderer.invoke(IPC.draftKey),
  flushDrafts: () => ipcRenderer.invoke(IPC.flushDrafts),
  changeSettings: (change) => ipcRenderer.invoke(IPC.changeSettings, change),
  openWindow: (kind) => ipcRenderer.invoke(IPC.openWindow, kind),
  tearOff: (panel) => ipcRenderer.invoke(IPC.tearOff, panel),
  dock: () => ipcRenderer.invoke(IPC.dock),
  scale: () => ipcRenderer.invoke(IPC.scale),
  onScale: (listener) => hear(IPC.scaleChanged, listener),
  takeLink: () => ipcRenderer.invoke(IPC.takeLink),
  onLink: (listener) => hear(IPC.linkCame, listener),
  saveDiagnostics: () => ipcRenderer.invoke(IPC.saveDiagnostics),
  saveTable: (table) => ipcRenderer.invoke(IPC.saveTable, table),
  savePhoto: (photo) => ipcRenderer.invoke(IPC.savePhoto, photo),
  saveSound: (sound) => ipcRenderer.invoke(IPC.saveSound, sound),
  interactive: () => ipcRenderer.send(IPC.interactive),
  print: (document) => ipcRenderer.invoke(IPC.print, document),
  printJob: () => ipcRenderer.invoke(IPC.printJob),
  rendered: (rendered) => ipcRenderer.send(IPC.rendered, rendered),
  reports: () => ipcRenderer.invoke(IPC.reports),
  planReports: (change) => ipcRenderer.invoke(IPC.planReports, change),
  chooseReportFolder: () => ipcRenderer.invoke(IPC.chooseReportFolder),
  openReport: (id, show) => ipcRenderer.invoke(IPC.openReport, { id, show }),
  basemaps: () => ipcRenderer.invoke(IPC.basemaps),
  changeBasemap: (change) => ipcRenderer.invoke(IPC.changeBasemap, change),
  addBasemapFile: () => ipcRenderer.invoke(IPC.addBasemapFile),
  onBasemaps: (listener) => hear(IPC.basemapsChanged, listener),
  onReports: (listener) => hear(IPC.reportsChanged, listener),
  onSettings: (listener) => hear(IPC.settingsChanged, listener),
  onMenu: (listener) => hear(IPC.menuChosen, listener),
};
contextBridge.exposeInMainWorld('street', bridge);

// A MessagePort cannot pass the context bridge; posting it to the page's own window is the documented way.
ipcRenderer.on(STATION_PORT_MESSAGE, (event) => {
  window.postMessage(STATION_PORT_MESSAGE, '*', event.ports);
});
