// The floor of `start`: the barest app that shows a page in a window, and says when.
const { app, BrowserWindow } = require('electron');
const { writeFileSync } = require('node:fs');

app.setPath('userData', process.env.BARE_HOME);
void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1920, height: 1080, show: true, webPreferences: { sandbox: true } });
  window.once('ready-to-show', () => writeFileSync(process.env.BARE_MARK, String(Date.now())));
  void window.loadURL('data:text/html,<title>bare</title><body>bare</body>');
});
