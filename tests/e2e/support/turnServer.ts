import { createHmac, randomBytes } from 'node:crypto';
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { classes, makeIntegrityKey, Message, methods, parseMessage } from 'werift';

/**
 * A STUN and TURN server (RFC 8489, RFC 8656) on loopback, over UDP, whose names and words are made of a secret that it shares with the
 * centre, as coturn's `use-auth-secret` does. Messages are read and written by werift's own code.
 */
export interface TurnServer {
  /** as a centre is configured with it */
  stun: string;
  turn: string;
  secret: string;
  /** the ports that asked how they are seen from here: each connection has ones of its own */
  askers: Set<number>;
  /** bytes that went through, of all relays */
  relayed(): number;
  close(): void;
}

const REALM = 'street.test';
const LIFETIME_S = 600;

/** One client's relay: what it sends leaves from `socket`, and what comes there goes to it. */
interface Relay {
  socket: Socket;
  /** whom it may hear, by address */
  permitted: Set<string>;
  /** channel number → `address:port`, and the other way round */
  peers: Map<number, string>;
  channels: Map<string, number>;
}

type Answered = (request: Message, from: RemoteInfo, key: Buffer) => void | Promise<void>;

export async function startTurnServer(): Promise<TurnServer> {
  const secret = randomBytes(12).toString('hex');
  const nonce = randomBytes(8);
  const askers = new Set<number>();
  const relays = new Map<string, Relay>();
  let relayed = 0;
  const socket = createSocket('udp4');
  const { port } = await bound(socket);

  const reply = (request: Message, { address, port: to }: RemoteInfo, of: Answer, key?: Buffer): void => {
    const { kind = classes.RESPONSE, attributes } = of;
    const message = new Message(request.messageMethod, kind, request.transactionId, attributes);
    if (key) message.addMessageIntegrity(key);
    socket.send(message.bytes, to, address);
  };
  const refuse = (request: Message, from: RemoteInfo, code: number, why: string): void =>
    reply(request, from, {
      kind: classes.ERROR,
      attributes: [
        ['ERROR-CODE', [code, why]],
        ['REALM', REALM],
        ['NONCE', nonce],
      ],
    });
  const deliver = (client: RemoteInfo, relay: Relay, data: Buffer, peer: RemoteInfo): void => {
    if (!relay.permitted.has(peer.address)) return;
    relayed += data.length;
    const channel = relay.channels.get(`${peer.address}:${peer.port}`);
    if (channel !== undefined) return socket.send(channelData(channel, data), client.port, client.address);
    const told = new Message(methods.DATA, classes.INDICATION, randomBytes(12), [
      ['XOR-PEER-ADDRESS', [peer.address, peer.port]],
      ['DATA', data],
    ]);
    socket.send(told.bytes, client.port, client.address);
  };

  const answers: Partial<Record<methods, Answered>> = {
    [methods.ALLOCATE]: async (request, from, key) => {
      if (relays.has(keyOf(from))) return refuse(request, from, 437, 'Allocation Mismatch');
      const relay: Relay = {
        socket: createSocket('udp4'),
        permitted: new Set(),
        peers: new Map(),
        channels: new Map(),
      };
      relays.set(keyOf(from), relay);
      const address = await bound(relay.socket);
      relay.socket.on('message', (data, peer) => deliver(from, relay, data, peer));
      const attributes: Answer['attributes'] = [
        ['XOR-RELAYED-ADDRESS', ['127.0.0.1', address.port]],
        ['XOR-MAPPED-ADDRESS', [from.address, from.port]],
        ['LIFETIME', LIFETIME_S],
      ];
      reply(request, from, { attributes }, key);
    },
    [methods.REFRESH]: (request, from, key) => {
      const lifetime = Number(request.getAttributeValue('LIFETIME') ?? LIFETIME_S);
      if (lifetime === 0) {
        relays.get(keyOf(from))?.socket.close();
        relays.delete(keyOf(from));
      }
      reply(request, from, { attributes: [['LIFETIME', Math.min(lifetime, LIFETIME_S)]] }, key);
    },
    [methods.CREATE_PERMISSION]: (request, from, key) => {
      const [address] = peerOf(request);
      relays.get(keyOf(from))?.permitted.add(address);
      reply(request, from, { attributes: [] }, key);
    },
    [methods.CHANNEL_BIND]: (request, from, key) => {
      const peer = peerOf(request);
      const number = Number(request.getAttributeValue('CHANNEL-NUMBER'));
      const relay = relays.get(keyOf(from));
      relay?.permitted.add(peer[0]);
      relay?.peers.set(number, peer.join(':'));
      relay?.channels.set(peer.join(':'), number);
      reply(request, from, { attributes: [] }, key);
    },
  };

  const send = (from: RemoteInfo, [address, to]: [string, number], data: Buffer): void => {
    const relay = relays.get(keyOf(from));
    if (!relay?.permitted.has(address)) return;
    relay.socket.send(data, to, address);
  };
  const hear = async (bytes: Buffer, from: RemoteInfo): Promise<void> => {
    if (((bytes[0] ?? 0) & 0xc0) === 0x40) {
      const peer = relays.get(keyOf(from))?.peers.get(bytes.readUInt16BE(0))?.split(':');
      if (peer) send(from, [peer[0] ?? '', Number(peer[1])], bytes.subarray(4, 4 + bytes.readUInt16BE(2)));
      return;
    }
    const message = parseMessage(bytes);
    if (message?.messageClass === classes.INDICATION && message.messageMethod === methods.SEND) {
      return send(from, peerOf(message), message.getAttributeValue('DATA') as Buffer);
    }
    if (message?.messageClass !== classes.REQUEST) return;
    if (message.messageMethod === methods.BINDING) {
      askers.add(from.port);
      return reply(message, from, { attributes: [['XOR-MAPPED-ADDRESS', [from.address, from.port]]] });
    }
    const key = keyFor(secret, message);
    if (!key || !parseMessage(bytes, key)) return refuse(message, from, 401, 'Unauthorized');
    await answers[message.messageMethod]?.(message, from, key);
  };
  socket.on('message', (bytes, from) => void hear(bytes, from));
  return {
    ...{ stun: `stun:127.0.0.1:${port}`, turn: `turn:127.0.0.1:${port}?transport=udp`, secret, askers },
    relayed: () => relayed,
    close: () => {
      for (const relay of relays.values()) relay.socket.close();
      socket.close();
    },
  };
}

interface Answer {
  kind?: classes;
  attributes: ConstructorParameters<typeof Message>[3];
}

const keyOf = ({ address, port }: RemoteInfo): string => `${address}:${port}`;
const peerOf = (message: Message) => message.getAttributeValue('XOR-PEER-ADDRESS') as [string, number];

/** The key of a name that is still good, `end in seconds:who`; null for any other. */
function keyFor(secret: string, message: Message): Buffer | null {
  const name = message.getAttributeValue('USERNAME') as string | undefined;
  if (!name || !message.getAttributeValue('MESSAGE-INTEGRITY')) return null;
  if (!(Number.parseInt(name, 10) > Date.now() / 1000)) return null;
  return makeIntegrityKey(name, REALM, createHmac('sha1', secret).update(name).digest('base64'));
}

function channelData(channel: number, data: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(channel, 0);
  head.writeUInt16BE(data.length, 2);
  return Buffer.concat([head, data]);
}

async function bound(socket: Socket): Promise<{ port: number }> {
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return socket.address();
}
