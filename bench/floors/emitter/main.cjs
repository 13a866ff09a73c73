// The floor of `drain`: plain Socket.IO that emits events of one size, so many unanswered at a time, until all are acknowledged.
const { io } = require('socket.io-client');

const [url, count, unanswered, sample] = process.argv.slice(2);
const payload = JSON.parse(sample);
const socket = io(`${url}/console`, { transports: ['websocket'] });

async function one(left) {
  while (left.n > 0) {
    left.n -= 1;
    await socket.emitWithAck('op', payload);
  }
}

socket.once('connect', async () => {
  const left = { n: Number(count) };
  await Promise.all(Array.from({ length: Number(unanswered) }, () => one(left)));
  socket.disconnect();
  process.exit(0);
});
