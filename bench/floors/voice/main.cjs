// The floor of `relay`: plain Socket.IO that hands each binary frame of a talker on to the others of its room, volatile.
const { createServer } = require('node:http');
const { Server } = require('socket.io');

const server = createServer();
const io = new Server(server, { perMessageDeflate: false });
io.of('/terminal').on('connection', (socket) => {
  const { room } = socket.handshake.auth;
  void socket.join(room);
  socket.on('voice', (frame) => socket.to(room).volatile.emit('voice', frame));
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ event: 'listening', port: server.address().port })}\n`);
});
process.once('SIGTERM', () => process.exit(0));
