/** One wall's planted violation: files to write (path → source) whose first one breaks the rule. */
export type Plant = { rule: string; files: Record<string, string> };

const leaf = 'export const leaf = 1;\n';
const importing = (target: string) => `import * as planted from '${target}';\nexport const uses = [planted];\n`;

/** A file that breaks `rule` by importing another file of the project, which is planted too. */
function reaching(rule: string, from: string, to: string, specifier: string): Plant {
  return { rule, files: { [from]: importing(specifier), [to]: leaf } };
}

/** A file that breaks `rule` by importing a package or a Node module. */
function using(rule: string, from: string, specifier: string): Plant {
  return { rule, files: { [from]: importing(specifier) } };
}

export const plants: Plant[] = [
  reaching('shared-is-alone', 'shared/domain/a.ts', 'gateway/a.ts', '../../gateway/a.ts'),
  using('shared-is-pure', 'shared/domain/b.ts', 'node:fs'),
  using('shared-has-few-packages', 'shared/domain/c.ts', 'uuid'),
  reaching('main-room', 'electron/main/a.ts', 'electron/station/a.ts', '../station/a.ts'),
  reaching('preload-room', 'electron/preload/a.ts', 'electron/main/b.ts', '../main/b.ts'),
  reaching('station-room', 'electron/station/b.ts', 'gateway/b.ts', '../../gateway/b.ts'),
  reaching('renderer-room', 'renderer/windows/a.tsx', 'electron/station/c.ts', '../../electron/station/c.ts'),
  reaching('gateway-room', 'gateway/c.ts', 'electron/station/d.ts', '../electron/station/d.ts'),
  reaching('terminal-app-room', 'gateway/terminal-app/d.ts', 'renderer/ui/b.ts', '../../renderer/ui/b.ts'),
  reaching('voice-is-alone', 'renderer/voice/a.ts', 'renderer/station/a.ts', '../station/a.ts'),
  using('voice-is-alone', 'renderer/voice/b.ts', 'react'),
  reaching('voice-has-one-door', 'renderer/windows/g.ts', 'renderer/voice/c.ts', '../voice/c.ts'),
  reaching('simulator-speaks-the-protocol-only', 'gateway/simulator/a.ts', 'shared/domain/d.ts', '#shared/domain/d.ts'),
  reaching('simulator-speaks-the-protocol-only', 'gateway/simulator/b.ts', 'gateway/d.ts', '../d.ts'),
  reaching('gateway-knows-no-simulator', 'gateway/e.ts', 'gateway/simulator/c.ts', './simulator/c.ts'),
  reaching('terminal-app-speaks-the-protocol-only', 'gateway/terminal-app/a.ts', 'gateway/i.ts', '../i.ts'),
  reaching('gateway-only-serves-the-terminal-app', 'gateway/j.ts', 'gateway/terminal-app/b.ts', './terminal-app/b.ts'),
  using('terminal-app-has-no-node', 'gateway/terminal-app/c.ts', 'node:path'),
  reaching('features-never-meet', 'renderer/features/queue/a.ts', 'renderer/features/map/index.ts', '../map/index.ts'),
  reaching('features-have-one-door', 'renderer/windows/b.ts', 'renderer/features/case/b.ts', '../features/case/b.ts'),
  reaching('renderer-floors', 'renderer/ui/a.ts', 'renderer/features/shift/index.ts', '../features/shift/index.ts'),
  reaching('features-know-no-window', 'renderer/features/video/a.ts', 'renderer/windows/c.ts', '../../windows/c.ts'),
  using('renderer-has-no-electron', 'renderer/windows/d.ts', 'electron'),
  using('renderer-has-no-node', 'renderer/windows/e.ts', 'node:path'),
  using('electron-stays-in-electron', 'gateway/f.ts', 'electron'),
  using('maplibre-in-map', 'renderer/windows/f.ts', 'maplibre-gl'),
  using('sqlite-in-storage', 'electron/station/sync/e.ts', 'better-sqlite3'),
  using('socket-client-in-link', 'electron/station/db/f.ts', 'socket.io-client'),
  using('development-packages', 'gateway/g.ts', 'zustand'),
  {
    rule: 'resources-are-files',
    files: {
      'gateway/h.ts':
        "import types from '../resources/types.json' with { type: 'json' };\nexport const uses = types;\n",
      'resources/types.json': '{}\n',
    },
  },
  {
    rule: 'no-circle',
    files: {
      'electron/main/c.ts': "import { d } from './d.ts';\nexport const c = () => d;\n",
      'electron/main/d.ts': "import { c } from './c.ts';\nexport const d = () => c;\n",
    },
  },
  using('resolvable', 'electron/main/e.ts', '#shared/domain/nowhere.ts'),
];

/** What the rules must let pass: each room doing what it is there for. */
export const innocent: Record<string, string> = {
  'shared/protocol/ok.ts': "import { z } from 'zod';\nexport const ok = z.string();\n",
  'electron/station/db/ok.ts': importing('better-sqlite3'),
  'electron/station/link/ok.ts': importing('socket.io-client'),
  'electron/main/ok.ts':
    "import { app } from 'electron';\nimport { ok } from '#shared/protocol/ok.ts';\nexport const uses = [app, ok];\n",
  'gateway/storage/ok.ts': importing('better-sqlite3'),
  'gateway/simulator/ok.ts': importing('#shared/protocol/ok.ts'),
  'gateway/terminal-app/ok.tsx': importing('socket.io-client'),
  'renderer/voice/index.ts': importing('#shared/protocol/ok.ts'),
  'gateway/terminal-app/voice.ts': importing('../../renderer/voice/index.ts'),
  'renderer/features/map/ok.ts': importing('maplibre-gl'),
  'renderer/features/map/index.ts': "export { uses } from './ok.ts';\n",
  'renderer/windows/ok.tsx': importing('../features/map/index.ts'),
};
