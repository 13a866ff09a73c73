// The floor of `fleet-ingest`: a relay that hands each binary message on, and a reader that counts. Plain Socket.IO.
const { createServer } = require('node:http');
const { Server } = require('socket.io');
const { io } = require('socket.io-client');

const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
const RECORD_BYTES = 20;

function relay() {
  const server = createServer();
  const sockets = new Server(server, { perMessageDeflate: false });
  const readers = sockets.of('/reader');
  sockets.of('/writer').on('connection', (socket) => {
    socket.on('position', (frame, ack) => {
      readers.emit('fleet', frame);
      ack({ ok: true });
    });
  });
  server.listen(0, '127.0.0.1', () => say({ event: 'listening', port: server.address().port }));
}

/** Says `all` each time another `round` positions have come. */
function read(url, round) {
  const socket = io(`${url}/reader`, { transports: ['websocket'] });
  let missing = round;
  socket.on('connect', () => say({ event: 'reading' }));
  socket.on('fleet', (frame) => {
    missing -= frame.byteLength / RECORD_BYTES;
    if (missing > 0) return;
    missing += round;
    say({ event: 'all' });
  });
}

const [url, round] = process.argv.slice(2);
if (url) read(url, Number(round));
else relay();
process.once('SIGTERM', () => process.exit(0));
