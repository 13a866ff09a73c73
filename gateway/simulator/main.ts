import { readDistrict } from './districtFiles.ts';
import { readOptions, type SimulatorOptions, USAGE } from './options.ts';
import { Simulation } from './simulation.ts';

/** Prints one JSON line and, when started by Electron as a utility process, posts the same to it. */
function tell(message: Record<string, unknown>): void {
  console.log(JSON.stringify(message));
  const port: unknown = Reflect.get(process, 'parentPort');
  if (typeof port !== 'object' || port === null || !('postMessage' in port)) return;
  if (typeof port.postMessage === 'function') port.postMessage(message);
}

function begin(): { options: SimulatorOptions; simulation: Simulation } | null {
  const args = process.argv.slice(2);
  if (args.includes('--help')) {
    console.log(USAGE);
    return null;
  }
  try {
    const options = readOptions(args);
    const trouble = (reason: string) => console.error(`网格员终端连不上 ${options.gateway}：${reason}`);
    return { options, simulation: new Simulation(options, readDistrict(options.district), trouble) };
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    console.error(USAGE);
    process.exitCode = 2;
    return null;
  }
}

/** Every so many seconds: the counters, and what this process uses (CPU in percent of one core, memory in MB). */
function printFigures(simulation: Simulation, seconds: number): NodeJS.Timeout {
  let before = process.cpuUsage();
  let at = performance.now();
  return setInterval(() => {
    const used = process.cpuUsage(before);
    const now = performance.now();
    const cpuPercent = Math.round((used.user + used.system) / (now - at) / 10);
    before = process.cpuUsage();
    at = now;
    const memoryMb = Math.round(process.memoryUsage.rss() / 1e6);
    tell({ event: 'stats', ...simulation.counters, cpuPercent, memoryMb });
  }, seconds * 1000);
}

const begun = begin();
if (begun) {
  const { options, simulation } = begun;
  const figures = options.stats > 0 ? printFigures(simulation, options.stats) : undefined;
  const stop = () => {
    clearInterval(figures);
    simulation.stop();
    tell({ event: 'stopped', ...simulation.counters });
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  void simulation.start().then(({ connected, refused }) => tell({ event: 'running', workers: connected, refused }));
}
