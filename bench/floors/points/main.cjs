// The floor of `fleet-tick`: a bare page that does nothing but send a table of points to the GPU and draw it.
const { app, BrowserWindow } = require('electron');
const { join } = require('node:path');

app.setPath('userData', process.env.BARE_HOME);
void app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1920,
    height: 1080,
    show: true,
    webPreferences: { sandbox: true, backgroundThrottling: false },
  });
  void window.loadFile(join(__dirname, 'page.html'));
});
