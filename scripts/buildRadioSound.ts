/** Makes what simulated workers say on the radio: `npm run build:radio-sound`. Synthesised and encoded by the app's own Electron. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { electronPath } from './runtime.mjs';
import { root } from './setup/paths.mjs';
import { sandboxArguments } from './tasks/app.ts';
import { run } from './tasks/children.ts';
import { openDisplay } from './tasks/display.ts';

const file = join(root, 'resources/radio/speech.packets');
const profile = mkdtempSync(join(tmpdir(), 'street-radio-'));
const display = await openDisplay();
const script = join(root, 'scripts/radioSound/window.mjs');
const { output } = await run(electronPath().executable, [...sandboxArguments, script, `--user-data-dir=${profile}`], {
  capture: true,
  env: display.env,
});
await display.close();
rmSync(profile, { recursive: true, force: true });
const told = /^PACKETS (.*)$/m.exec(output)?.[1];
if (!told) throw new Error(`no sound came: ${output.trim().split('\n').at(-1) ?? ''}`);
const packets = z
  .array(z.base64())
  .min(1)
  .parse(JSON.parse(told))
  .map((text) => Buffer.from(text, 'base64'));
const chunks = packets.flatMap((packet) => [Buffer.from([packet.length & 255, packet.length >> 8]), packet]);
writeFileSync(file, Buffer.concat(chunks));
console.log(`${file.slice(root.length + 1)}: ${packets.length} packets, ${Buffer.concat(chunks).length} bytes`);
