// The floor of `fan-out`, `receipts` and `command-latency`: plain Socket.IO that broadcasts to a room with
// acknowledgements, hands each receipt on to one reader, and one event to one terminal.
const { createServer } = require('node:http');
const { Server } = require('socket.io');

const ACK_MS = 300_000;
const server = createServer();
const io = new Server(server, { perMessageDeflate: false });
const terminals = io.of('/terminal');
const desk = io.of('/console');

terminals.on('connection', (socket) => {
  void socket.join('all');
  void socket.join(socket.handshake.auth.workerId ?? 'nobody');
  socket.on('receipt', (receipt, ack) => {
    desk.emit('receipt', receipt);
    ack({ ok: true });
  });
  socket.on('position', (_, ack) => ack?.({ ok: true }));
});
desk.on('connection', (socket) => {
  socket.on('broadcast', (command, ack) => {
    terminals
      .to('all')
      .timeout(ACK_MS)
      .emit('command', command, (error, answers) => ack(error ? 0 : answers.length));
  });
  socket.on('send', (workerId, command) => terminals.to(workerId).emit('command', command));
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ event: 'listening', port: server.address().port })}\n`);
});
process.once('SIGTERM', () => process.exit(0));
