// A window with nothing but the page of bench/fleetMap: `app://bench/…` is the built page, `tiles://district/…` the map's files.
const { app, BrowserWindow, protocol } = require('electron');
const { readFileSync, existsSync } = require('node:fs');
const { connect } = require('node:net');
const { extname, join } = require('node:path');
const { Readable } = require('node:stream');

const FOLDERS = { app: process.env.BENCH_PAGE, tiles: process.env.BENCH_DISTRICT };
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json' };

app.setPath('userData', process.env.BARE_HOME);
const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true, corsEnabled: true };
protocol.registerSchemesAsPrivileged(Object.keys(FOLDERS).map((scheme) => ({ scheme, privileges })));

function serve(folder, request) {
  const { pathname } = new URL(request.url);
  // A raw socket's bytes as they come.
  if (pathname === '/feed') return new Response(Readable.toWeb(connect(Number(process.env.BENCH_FEED), '127.0.0.1')));
  const path = join(folder, pathname);
  if (!existsSync(path)) return new Response('not found', { status: 404 });
  const bytes = readFileSync(path);
  const headers = { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' };
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.get('range') ?? '');
  if (!range) return new Response(bytes, { headers });
  const part = bytes.subarray(Number(range[1]), Number(range[2]) + 1);
  headers['content-range'] = `bytes ${range[1]}-${Number(range[1]) + part.length - 1}/${bytes.length}`;
  return new Response(part, { status: 206, headers });
}

void app.whenReady().then(() => {
  for (const [scheme, folder] of Object.entries(FOLDERS)) {
    protocol.handle(scheme, (request) => serve(folder, request));
  }
  const [width, height] = process.env.BENCH_SIZE.split('x').map(Number);
  const window = new BrowserWindow({
    width,
    height,
    show: true,
    webPreferences: { sandbox: true, backgroundThrottling: false },
  });
  void window.loadURL('app://bench/index.html');
});
