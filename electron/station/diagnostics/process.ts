import { diagnosticsOrderSchema, type DiagnosticsSaved } from '#shared/contract/diagnostics.ts';
import { isDiskFull } from '../care/disk.ts';
import { makeBundle } from './bundle.ts';
import { codeOf } from './database.ts';

/** The edge: a process of its own, so that a bundle is made also while the station is busy, gone or the reason for it. */
const { parentPort } = process;

parentPort.once('message', (event) => {
  let answer: DiagnosticsSaved;
  try {
    const order = diagnosticsOrderSchema.parse(event.data);
    answer = { state: 'saved', path: order.target, bytes: makeBundle(order, Date.now()) };
  } catch (error) {
    answer = { state: 'failed', reason: isDiskFull(error) ? 'bundle-no-room' : 'bundle-failed', code: codeOf(error) };
  }
  parentPort.postMessage(answer);
});
