// A browser window and nothing else, as large as a phone: the engine is the one that phones have.
const { app, BrowserWindow, session } = require('electron');

app.setPath('userData', process.env.PHONE_HOME);
void app.whenReady().then(() => {
  session.defaultSession.setPermissionRequestHandler((_page, permission, answer) => {
    answer(permission !== process.env.PHONE_REFUSES);
  });
  // A phone's browser lets the worker choose; here it is the page itself.
  session.defaultSession.setDisplayMediaRequestHandler((request, give) => give({ video: request.frame }));
  const window = new BrowserWindow({
    width: Number(process.env.PHONE_WIDTH),
    height: Number(process.env.PHONE_HEIGHT),
    useContentSize: true,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false },
  });
  void window.loadURL(process.env.PHONE_URL);
});
