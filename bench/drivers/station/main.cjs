// The station as built, in a utility process of the app's own runtime, without windows: signs in by itself and syncs.
const { app, utilityProcess } = require('electron');

const { mkdirSync } = require('node:fs');

/** of nobody: a key to encrypt by that costs what every key costs */
const VAULT = { kept: 'file', key: Buffer.alloc(32, 7).toString('base64') };

mkdirSync(process.env.DRIVER_HOME, { recursive: true });
app.setPath('userData', `${process.env.DRIVER_HOME}/chromium`);
void app.whenReady().then(() => {
  const station = utilityProcess.fork(process.env.DRIVER_STATION, [], { serviceName: 'street-station' });
  station.postMessage({
    type: 'start',
    config: {
      home: process.env.DRIVER_HOME,
      gateway: process.env.DRIVER_GATEWAY,
      demo: false,
      resourcesPath: process.resourcesPath,
      undoSeconds: 0,
      vault: VAULT,
      autoSignIn: { username: 'lead', password: 'demo' },
    },
  });
});
