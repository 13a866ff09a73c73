import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from './plan.ts';

/** How long after its next connection is up a desk's held bytes arrive, ms. */
const REORDER_MS = 300;
/** how long the old connection is left open then, ms */
const OLD_LINGER_MS = 1500;

/** A stand-in for the network between one desk and the gateway, on loopback: passes bytes on, or does what a fault says. */
export class FaultProxy {
  readonly #server: Server;
  readonly #target: number;
  readonly #links = new Set<ProxiedLink>();
  #fault: Fault | null = null;
  /** old connections whose last bytes wait for the next connection */
  #held: ProxiedLink[] = [];

  private constructor(target: number) {
    this.#target = target;
    this.#server = createServer((client) => this.#accept(client));
  }

  static async start(target: number): Promise<FaultProxy> {
    const proxy = new FaultProxy(target);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get links(): number {
    return this.#links.size;
  }

  begin(fault: Fault): void {
    this.#fault = fault;
    for (const link of [...this.#links]) {
      if (fault.kind === 'down' || fault.kind === 'cut') link.destroy();
      else link.suffer(fault);
    }
    if (fault.kind === 'reorder') setTimeout(() => this.#dropClients(), fault.holdMs);
  }

  #dropClients(): void {
    for (const link of this.#links) {
      if (!link.dropClient()) continue;
      this.#held.push(link);
    }
  }

  /** New connections pass again; those that a fault has broken stay broken, as they would. */
  end(): void {
    this.#fault = null;
    for (const link of this.#links) link.recover();
  }

  async close(): Promise<void> {
    for (const link of this.#links) link.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #accept(client: Socket): void {
    if (this.#fault?.kind === 'down') return void client.resetAndDestroy();
    const link = new ProxiedLink(client, connect(this.#target, '127.0.0.1'), () => this.#links.delete(link));
    this.#links.add(link);
    const fault = this.#fault;
    if (fault?.kind === 'delay' || fault?.kind === 'throttle') link.suffer(fault);
    if (fault?.kind === 'half-open' && fault.newToo) link.suffer(fault);
    const held = this.#held;
    this.#held = [];
    if (held.length > 0) setTimeout(() => held.forEach((old) => old.deliverLate()), REORDER_MS);
  }
}

type Shape = { kind: 'pass' } | Exclude<Fault, { kind: 'down' | 'cut' }>;
const PASS: Shape = { kind: 'pass' };

/** One connection of the desk and the one that stands for it at the gateway. */
class ProxiedLink {
  readonly #client: Socket;
  readonly #gateway: Socket;
  readonly #late: Buffer[] = [];
  #shape: Shape = PASS;
  #over = false;

  constructor(client: Socket, gateway: Socket, ended: () => void) {
    this.#client = client;
    this.#gateway = gateway;
    for (const socket of [client, gateway]) {
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
    }
    const bothClosed = () => client.closed && gateway.closed && ended();
    client.on('close', () => {
      if (!this.#keepsGateway()) gateway.destroy();
      bothClosed();
    });
    gateway.on('close', () => {
      if (this.#shape.kind !== 'half-open') client.destroy();
      bothClosed();
    });
    this.#pipe(client, gateway);
    this.#pipe(gateway, client);
  }

  suffer(shape: Shape): void {
    this.#shape = shape;
  }

  /** What only slows a connection ends; what has lost bytes of it cannot be mended. */
  recover(): void {
    if (this.#shape.kind === 'delay' || this.#shape.kind === 'throttle') this.#shape = PASS;
  }

  destroy(): void {
    this.#over = true;
    this.#client.resetAndDestroy();
    this.#gateway.resetAndDestroy();
  }

  /** Cuts the desk's side of a connection whose last bytes are held. */
  dropClient(): boolean {
    if (this.#shape.kind !== 'reorder' || this.#client.destroyed) return false;
    this.#client.resetAndDestroy();
    return true;
  }

  /** The gateway reads what the desk sent on its old connection, after it has taken up the new one. */
  deliverLate(): void {
    for (const chunk of this.#late) if (this.#gateway.writable) this.#gateway.write(chunk);
    this.#late.length = 0;
    setTimeout(() => this.#gateway.destroy(), OLD_LINGER_MS);
  }

  #keepsGateway(): boolean {
    return !this.#over && (this.#shape.kind === 'reorder' || this.#shape.kind === 'half-open');
  }

  #pipe(from: Socket, to: Socket): void {
    from.on('data', (chunk: Buffer) => {
      from.pause();
      void this.#pass(from, to, chunk).then(() => from.resume());
    });
  }

  async #pass(from: Socket, to: Socket, chunk: Buffer): Promise<void> {
    const shape = this.#shape;
    switch (shape.kind) {
      case 'half-open':
        return;
      case 'reorder':
        if (from === this.#client) this.#late.push(chunk);
        return;
      case 'truncate':
        to.write(chunk.subarray(0, Math.floor(chunk.length / 2)));
        // The half must leave before the connection is torn down.
        await pause(10);
        return this.destroy();
      case 'delay':
        await pause(shape.ms);
        break;
      case 'throttle':
        await this.#drip(to, chunk, shape.bytesPerSecond);
        return;
      case 'pass':
    }
    await write(to, chunk);
  }

  async #drip(to: Socket, chunk: Buffer, bytesPerSecond: number): Promise<void> {
    const step = Math.max(1, Math.ceil(bytesPerSecond / 10));
    for (let at = 0; at < chunk.length && !to.destroyed; at += step) {
      await write(to, chunk.subarray(at, at + step));
      if (this.#shape.kind === 'throttle') await pause(100);
    }
  }
}

function write(to: Socket, chunk: Buffer): Promise<void> {
  if (to.destroyed || to.write(chunk)) return Promise.resolve();
  return new Promise((resolve) => {
    to.once('drain', resolve);
    to.once('close', () => resolve());
  });
}
