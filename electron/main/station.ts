import { type BrowserWindow, MessageChannelMain } from 'electron';
import { type PageKind, STATION_PORT_MESSAGE } from '#shared/contract/bridge.ts';
import { fromStationSchema, type StationConfig, type ToStation, type VaultKey } from '#shared/contract/control.ts';
import { ChildProcess } from './childProcess.ts';
import type { Log } from './log.ts';
import type { StreamPlaces } from './streams.ts';

const STATUS_PATIENCE_MS = 2000;

/** Owns the station's process: starts it, restarts it when it dies, and hands ports to windows. */
export class StationProcess {
  readonly #child: ChildProcess;
  readonly #log: Log;
  #config: Omit<StationConfig, 'vault'>;
  readonly #vaultKey: () => VaultKey;
  #statusAsked: ((status: unknown) => void)[] = [];
  #tokenAsked: ((token: string | null) => void)[] = [];
  #streams: StreamPlaces = { origins: new Set(), gateway: null };

  /** `reconnect` is called when a new station stands in for a dead one: every window needs a fresh port. */
  constructor(
    entry: string,
    config: Omit<StationConfig, 'vault'>,
    vaultKey: () => VaultKey,
    log: Log,
    reconnect: () => void,
  ) {
    this.#log = log;
    this.#config = config;
    this.#vaultKey = vaultKey;
    let first = true;
    this.#child = new ChildProcess({
      name: 'street-station',
      entry,
      args: [],
      log,
      started: () => {
        this.#send({ type: 'start', config: { ...this.#config, vault: this.#vaultKey() } });
        if (!first) reconnect();
        first = false;
      },
      message: (message) => this.#heard(message),
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Whether a station that stood in now would go on with a session, or sign in by itself. */
  get signedIn(): boolean {
    return this.#config.session !== null || this.#config.autoSignIn !== null;
  }

  start(): void {
    this.#child.start();
  }

  /**
   * Gives a window's page a port of its own to the station. The page's earlier port dies with its page. A page that has died
   * cannot take one: it asks again when it has been loaded anew.
   */
  connect(window: BrowserWindow, kind: PageKind): void {
    const { port1, port2 } = new MessageChannelMain();
    try {
      window.webContents.postMessage(STATION_PORT_MESSAGE, null, [port2]);
    } catch (error) {
      this.#log.info({ kind, error: String(error) }, 'no page to give a port to');
      return;
    }
    this.#child.post({ type: 'window', windowId: window.id, kind } satisfies ToStation, [port1]);
  }

  gatewayIs(url: string): void {
    this.#config = { ...this.#config, gateway: url };
    this.#send({ type: 'gateway', url });
  }

  undoSecondsAre(seconds: number): void {
    this.#config = { ...this.#config, undoSeconds: seconds };
    this.#send({ type: 'undo-seconds', seconds });
  }

  /** The key that talks from any app was pressed. */
  talkKey(): void {
    this.#send({ type: 'talk-key' });
  }

  power(state: 'suspend' | 'resume'): void {
    this.#send({ type: 'power', state });
  }

  /** How the station says it is; null when it does not answer in time. */
  status(): Promise<unknown> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(null), STATUS_PATIENCE_MS);
      this.#statusAsked.push((status) => {
        clearTimeout(timer);
        resolve(status);
      });
      this.#send({ type: 'tell' });
    });
  }

  /** Where pages may fetch streams now. */
  get streams(): StreamPlaces {
    return this.#streams;
  }

  /** A token of the centre's; null when there is none, or no answer in time. */
  token(): Promise<string | null> {
    return new Promise((resolve) => {
      const take = (token: string | null): void => {
        clearTimeout(timer);
        resolve(token);
      };
      const timer = setTimeout(() => {
        this.#tokenAsked = this.#tokenAsked.filter((one) => one !== take);
        resolve(null);
      }, STATUS_PATIENCE_MS);
      this.#tokenAsked.push(take);
      if (this.#tokenAsked.length === 1) this.#send({ type: 'token' });
    });
  }

  /** Lets the station flush its outbox for up to 3 s and close its database. */
  async stop(): Promise<void> {
    await this.#child.stop(5000, () => this.#send({ type: 'stop' }));
  }

  #send(message: ToStation): void {
    this.#child.post(message);
  }

  #heard(message: unknown): void {
    const parsed = fromStationSchema.safeParse(message);
    if (!parsed.success) {
      this.#log.error({ issues: parsed.error.issues }, 'station said something unknown');
      return;
    }
    // A native driver may keep a drained process alive; what had to be written is written.
    if (parsed.data.type === 'stopped') this.#child.kill();
    if (parsed.data.type === 'session') this.#config = { ...this.#config, session: parsed.data.session };
    if (parsed.data.type === 'token') {
      for (const take of this.#tokenAsked.splice(0)) take(parsed.data.token);
    }
    if (parsed.data.type === 'streams') {
      this.#streams = { origins: new Set(parsed.data.origins), gateway: parsed.data.gateway };
    }
    if (parsed.data.type === 'status') {
      for (const tell of this.#statusAsked.splice(0)) tell(parsed.data.status);
    }
    if (parsed.data.type === 'failed') this.#log.error(parsed.data, 'station failed');
  }
}
