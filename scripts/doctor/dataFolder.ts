import { homedir } from 'node:os';
import { join } from 'node:path';

/** The app's data folder by the same rule as the app: STREET_CONSOLE_HOME, else the platform's place. */
export function dataFolder(): string {
  if (process.env.STREET_CONSOLE_HOME) return process.env.STREET_CONSOLE_HOME;
  const name = 'street-command-console';
  if (process.platform === 'win32') return join(process.env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), name);
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', name);
  return join(process.env.XDG_CONFIG_HOME || join(homedir(), '.config'), name);
}
