// The import table of the architecture, a rule a row. Each message says what to do instead. tests/walls plants a violation
// of every rule and sees it found.

const unitTest = '\\.test\\.tsx?$';
const packages = (...names) => names.map((name) => `node_modules/${name}/`);

/** A room may import itself and shared/; other folders of the project are out of its reach. */
const roomRule = (name, folder, advice) => ({
  name,
  severity: 'error',
  comment: `${folder}/ imports only itself and shared/. ${advice}`,
  from: { path: `^${folder}/` },
  to: {
    path: '^(shared|electron|renderer|gateway|tests|bench|scripts)/',
    pathNot: [`^${folder}/`, '^shared/'],
  },
});

/** A package that only a few folders may touch. */
const packageRule = (name, pattern, allowedFolders, advice) => ({
  name,
  severity: 'error',
  comment: `Only ${allowedFolders.join(', ')} may import this package. ${advice}`,
  from: { pathNot: allowedFolders.map((folder) => `^${folder}/`) },
  to: { path: packages(pattern) },
});

export default {
  forbidden: [
    {
      name: 'shared-is-alone',
      severity: 'error',
      comment:
        'shared/ imports nothing of the other rooms. Move what both need into shared/, or pass it in as an argument.',
      from: { path: '^shared/' },
      to: { path: '^(electron|renderer|gateway|tests|bench|scripts)/' },
    },
    {
      name: 'shared-is-pure',
      severity: 'error',
      comment: 'shared/ runs in windows too: no Node module. Take clocks, randomness and files as arguments.',
      from: { path: '^shared/', pathNot: unitTest },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'shared-has-few-packages',
      severity: 'error',
      comment:
        'shared/ uses small pure packages only (zod, @noble/hashes, chinese-days, gcoord, write-excel-file). Use one of them, or do it in the room that needs it.',
      from: { path: '^shared/', pathNot: unitTest },
      to: {
        path: 'node_modules/',
        pathNot: packages('zod', '@noble/hashes', 'chinese-days', 'gcoord', 'write-excel-file', '@types/geojson'),
      },
    },
    roomRule('main-room', 'electron/main', 'Ask the station through its contract, or the page through the bridge.'),
    roomRule(
      'preload-room',
      'electron/preload',
      'The bridge hands over ports and verbs; the work is done on their ends.',
    ),
    roomRule(
      'station-room',
      'electron/station',
      'Windows reach the station by the contract in shared/contract; main only starts it.',
    ),
    roomRule(
      'renderer-room',
      'renderer',
      'Ask the station through renderer/station, the client of the contract in shared/contract.',
    ),
    {
      name: 'gateway-room',
      severity: 'error',
      comment:
        'gateway/ imports only itself and shared/. What a console and the gateway both need belongs into shared/; only the page of the terminal may use the voice engine of the pages (renderer/voice), by its door.',
      from: { path: '^gateway/', pathNot: '^gateway/terminal-app/' },
      to: { path: '^(electron|renderer|tests|bench|scripts)/' },
    },
    {
      name: 'terminal-app-room',
      severity: 'error',
      comment:
        'Of the other rooms the page of the terminal uses the voice engine alone, by renderer/voice/index.ts: no screen, no station, no desk.',
      from: { path: '^gateway/terminal-app/' },
      to: { path: '^(electron|renderer|tests|bench|scripts)/', pathNot: '^renderer/voice/index\\.ts$' },
    },
    {
      name: 'voice-is-alone',
      severity: 'error',
      comment:
        'renderer/voice serves the desk and the terminal in the browser: it imports itself and shared/, no React, no station, no words. Hand in what it needs by its options.',
      from: { path: '^renderer/voice/' },
      to: { path: '(^renderer/|node_modules/)', pathNot: '^renderer/voice/' },
    },
    {
      name: 'voice-has-one-door',
      severity: 'error',
      comment:
        'From outside, the voice engine is entered through renderer/voice/index.ts: export there what others need.',
      from: { path: '^renderer/', pathNot: '^renderer/voice/' },
      to: { path: '^renderer/voice/', pathNot: '^renderer/voice/index\\.ts$' },
    },
    {
      name: 'simulator-speaks-the-protocol-only',
      severity: 'error',
      comment:
        'The simulated people are real protocol clients: gateway/simulator imports shared/protocol, shared/geo and shared/district, nothing else of the gateway or of shared/.',
      from: { path: '^gateway/simulator/' },
      to: { path: '^(gateway|shared)/', pathNot: ['^gateway/simulator/', '^shared/(protocol|geo|district)/'] },
    },
    {
      name: 'gateway-knows-no-simulator',
      severity: 'error',
      comment: 'The gateway works the same without simulated people: they are started beside it, not from it.',
      from: { path: '^gateway/', pathNot: '^gateway/simulator/' },
      to: { path: '^gateway/simulator/' },
    },
    {
      name: 'terminal-app-speaks-the-protocol-only',
      severity: 'error',
      comment:
        'The terminal in the browser is a real protocol client: gateway/terminal-app imports only itself, shared/protocol, shared/domain and shared/geo.',
      from: { path: '^gateway/terminal-app/' },
      to: { path: '^(gateway|shared)/', pathNot: ['^gateway/terminal-app/', '^shared/(protocol|domain|geo)/'] },
    },
    {
      name: 'gateway-only-serves-the-terminal-app',
      severity: 'error',
      comment: 'The gateway hands out the built page as files: it never runs any of it.',
      from: { path: '^gateway/', pathNot: '^gateway/terminal-app/' },
      to: { path: '^gateway/terminal-app/' },
    },
    {
      name: 'terminal-app-has-no-node',
      severity: 'error',
      comment: 'The terminal runs in the browser of a phone: it has no Node.',
      from: { path: '^gateway/terminal-app/', pathNot: unitTest },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'features-never-meet',
      severity: 'error',
      comment:
        'A feature never imports another feature: let the window that shows both pass the one what it needs of the other.',
      from: { path: '^renderer/features/([^/]+)/' },
      to: { path: '^renderer/features/', pathNot: '^renderer/features/$1/' },
    },
    {
      name: 'features-have-one-door',
      severity: 'error',
      comment: 'From outside, a feature is entered through its index.ts: export there what others need.',
      from: { path: '^(renderer|tests|bench)/', pathNot: '^renderer/features/' },
      to: { path: '^renderer/features/[^/]+/', pathNot: '^renderer/features/[^/]+/index\\.tsx?$' },
    },
    {
      name: 'renderer-floors',
      severity: 'error',
      comment:
        'renderer/ui and renderer/station lie under the features: they import neither features nor windows. Take what is needed as properties.',
      from: { path: '^renderer/(ui|station)/' },
      to: { path: '^renderer/(features|windows)/' },
    },
    {
      name: 'features-know-no-window',
      severity: 'error',
      comment: 'Windows compose features, never the other way round. Take what is needed as properties.',
      from: { path: '^renderer/features/' },
      to: { path: '^renderer/windows/' },
    },
    {
      name: 'renderer-has-no-electron',
      severity: 'error',
      comment:
        'A page is sandboxed and does not know Electron. Use the bridge (shared/contract/bridge.ts) or the station.',
      from: { path: '^renderer/' },
      to: { path: packages('electron') },
    },
    {
      name: 'renderer-has-no-node',
      severity: 'error',
      comment: 'A page is sandboxed: it has no Node. Use what browsers have, the bridge or the station.',
      from: { path: '^renderer/', pathNot: unitTest },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'electron-stays-in-electron',
      severity: 'error',
      comment: 'Only electron/ knows Electron: the gateway also runs on a server.',
      from: { path: '^gateway/' },
      to: { path: packages('electron') },
    },
    packageRule(
      'maplibre-in-map',
      'maplibre-gl',
      ['renderer/features/map', 'tests', 'bench'],
      'Use what renderer/features/map exports.',
    ),
    packageRule(
      'sqlite-in-storage',
      'better-sqlite3',
      ['electron/station/db', 'gateway/storage', 'tests', 'bench', 'scripts'],
      'Add the query to the storage of your room.',
    ),
    packageRule(
      'socket-client-in-link',
      'socket\\.io-client',
      ['electron/station/link', 'gateway/simulator', 'gateway/terminal-app', 'tests', 'bench'],
      'In the station, the outbox and the link speak to the gateway: hand them what is to be sent.',
    ),
    {
      name: 'development-packages',
      severity: 'error',
      comment:
        'What runs at a customer uses packages of "dependencies" (the simulated people and the page of the terminal, always bundled, are exempt). Move the package there, or use another.',
      from: { path: '^(shared|electron|gateway)/', pathNot: [unitTest, '^gateway/(simulator|terminal-app)/'] },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: packages('electron', '@types/[^/]+'),
      },
    },
    {
      name: 'resources-are-files',
      severity: 'error',
      comment:
        'resources/ is data that an installed app reads from its own folder: open the file at run time, by a path passed in.',
      from: { path: '^(shared|electron|renderer|gateway)/', pathNot: unitTest },
      to: { path: '^resources/' },
    },
    {
      name: 'no-circle',
      severity: 'error',
      comment: 'Two modules that need each other are one module, or lack a third one that both use.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'This import leads nowhere. Relative imports carry their extension; shared code is #shared/….',
      from: {},
      to: { couldNotResolve: true, pathNot: ['\\?', '^virtual:'] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist|artefacts)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default', 'require'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
