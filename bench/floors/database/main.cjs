// The floor of the rows about SQLite: a bare page with a MessagePort to a utility process that has a bare database.
const { app, BrowserWindow, MessageChannelMain, utilityProcess } = require('electron');
const { join } = require('node:path');

app.setPath('userData', process.env.BARE_HOME);
void app.whenReady().then(async () => {
  const child = utilityProcess.fork(join(__dirname, 'work.cjs'), [process.resourcesPath]);
  const window = new BrowserWindow({
    width: 800,
    height: 600,
    show: true,
    webPreferences: { sandbox: true, contextIsolation: true, preload: join(__dirname, 'preload.cjs') },
  });
  await window.loadFile(join(__dirname, 'page.html'));
  const { port1, port2 } = new MessageChannelMain();
  child.postMessage(null, [port1]);
  window.webContents.postMessage('port', null, [port2]);
});
