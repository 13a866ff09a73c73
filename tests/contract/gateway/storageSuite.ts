import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EntityRow } from '#shared/protocol/entities.ts';
import { putRow } from '../../../gateway/storage/putRow.ts';
import type { Session, Storage } from '../../../gateway/storage/storage.ts';

/** How a store is made and opened again on the same data. */
export interface StoreUnderTest {
  open(): Promise<Storage>;
  remove(): Promise<void>;
}

const worker = (id: string, version = 1): EntityRow<'worker'> => ({
  id,
  version,
  index: Number(id.slice(1)) - 1,
  name: '张三',
  role: 'grid-worker',
  teamId: 't1',
  gridCode: '99010100100101',
  onDuty: false,
  dutySince: null,
});
const command = (id: string, expiresAt?: number): EntityRow<'command'> => ({
  id,
  version: 1,
  kind: 'notice',
  priority: 'routine',
  title: '通知',
  text: '',
  issuedAt: 1_700_000_000_000,
  requires: 'read',
  expiresAt,
  issuedBy: { id: 'lead', name: '值班长', kind: 'operator' },
  workerIds: ['w00001'],
  state: 'open',
  cancelReason: null,
});

/** What every store of the gateway must do; run it for each. */
export function storageSuite(name: string, make: () => StoreUnderTest): void {
  describe(`storage: ${name}`, () => {
    let store: StoreUnderTest;
    let storage: Storage;
    beforeEach(async () => {
      store = make();
      storage = await store.open();
    });
    afterEach(async () => {
      await storage.close();
      await store.remove();
    });
    const reopen = async () => {
      await storage.close();
      storage = await store.open();
    };

    it('[GW50] numbers changes without gaps, in order, and keeps epoch and log through a restart', async () => {
      const epoch = storage.epoch;
      const many = Array.from({ length: 300 }, (_, i) =>
        storage.commit({ puts: [putRow('worker', worker(`w${i + 1}`), 0)] }),
      );
      const done = await Promise.all(many);
      expect(done.map((one) => (one.ok ? one.seq : 0)).toSorted((a, b) => a - b)).toEqual(done.map((_, i) => i + 1));
      await reopen();
      expect(storage.epoch).toBe(epoch);
      expect(storage.lastSeq()).toBe(300);
      const read = await storage.changesAfter(290, 100);
      expect(read === 'gone' ? [] : read.changes.map((change) => change.seq)).toEqual([
        291, 292, 293, 294, 295, 296, 297, 298, 299, 300,
      ]);
    });

    it('[GW130] finds rows by their age and forgets them with a line of the log, also after a restart', async () => {
      const talk = (id: string, startedAt: number): EntityRow<'transmission'> => ({
        ...{ id, version: 1, channelId: 'c', talker: { id: 'w1', name: '张三', kind: 'terminal' } },
        ...{ startedAt, endedAt: startedAt + 1000, mediaId: null },
      });
      const puts = [3, 1, 2].map((n) => putRow('transmission', talk(`t${n}`, n * 1000), 0));
      await storage.commit({ puts });
      expect(await storage.agedBefore('transmission', 3000, 10)).toEqual(['t1', 't2']);
      const dels = ['t1', 't2', 'nothing'].map((id) => ({ entity: 'transmission' as const, id }));
      expect(await storage.commit({ dels })).toMatchObject({ ok: true, seq: 5 });
      await reopen();
      expect(await storage.get('transmission', 't1')).toBeNull();
      expect(await storage.count('transmission')).toBe(1);
      const read = await storage.changesAfter(3, 10);
      expect(read === 'gone' ? [] : read.changes).toEqual([
        { seq: 4, entity: 'transmission', id: 't1', version: 2, op: 'del' },
        { seq: 5, entity: 'transmission', id: 't2', version: 2, op: 'del' },
      ]);
    });

    it('[GW51] writes a unit whole or not at all: one stale row stops all of it', async () => {
      await storage.commit({ puts: [putRow('worker', worker('w1'), 0)] });
      const unit = {
        puts: [putRow('worker', worker('w2'), 0), putRow('worker', worker('w1', 2), 7)],
        answers: [{ scope: 'op' as const, id: 'a', by: 'lead', answer: { ok: true } }],
      };
      expect(await storage.commit(unit)).toEqual({ ok: false, reason: 'stale', entity: 'worker', id: 'w1' });
      expect(await storage.get('worker', 'w2')).toBeNull();
      expect(await storage.answer('op', 'a')).toBeNull();
      expect(storage.lastSeq()).toBe(1);
    });

    it('[GW51] lets one of several writers win who saw the same version', async () => {
      await storage.commit({ puts: [putRow('worker', worker('w1'), 0)] });
      const race = Array.from({ length: 20 }, () => storage.commit({ puts: [putRow('worker', worker('w1', 2), 1)] }));
      expect((await Promise.all(race)).filter((one) => one.ok)).toHaveLength(1);
    });

    describe('[GW196] a unit of many rows', () => {
      const many = (from: number, n: number) =>
        Array.from({ length: n }, (_, i) => putRow('worker', worker(`w${from + i}`), 0));
      /** Turns of the loop that others had while something was under way. */
      const turnsDuring = async (work: Promise<unknown>, atEach: () => Promise<void>): Promise<number> => {
        let isOver = false;
        void work.finally(() => (isOver = true)).catch(() => undefined);
        for (let turns = 0; ; turns += 1) {
          await new Promise((resolve) => setImmediate(resolve));
          if (isOver) return turns;
          await atEach();
        }
      };

      it('lets others through while it is written, who see nothing of it before it is whole', async () => {
        await storage.commit({ puts: [putRow('worker', worker('w1'), 0)] });
        const heard: number[] = [];
        storage.onCommit((changes) => heard.push(...changes.map(({ seq }) => seq)));
        const big = storage.commit({ puts: many(2, 5000) });
        const after = storage.commit({ puts: [putRow('worker', worker('w9999'), 0)] });
        const seen = new Set<number>();
        const turns = await turnsDuring(big, async () => {
          const [n, last] = [await storage.count('worker'), await storage.get('worker', 'w5001')];
          seen.add(n);
          expect(last === null).toBe(n === 1);
          expect(await storage.changesAfter(0, 10)).toMatchObject({ more: n > 1 });
        });
        expect(turns).toBeGreaterThan(5);
        expect([...seen].filter((n) => n !== 1 && n < 5001)).toEqual([]);
        expect(await big).toMatchObject({ ok: true, seq: 5001 });
        expect(await after).toMatchObject({ ok: true, seq: 5002 });
        expect(heard).toEqual(Array.from({ length: 5001 }, (_, i) => i + 2));
        await reopen();
        expect([storage.lastSeq(), await storage.count('worker')]).toEqual([5002, 5002]);
      });

      it('leaves nothing where its last row is stale, and what waited is written', async () => {
        await storage.commit({ puts: [putRow('worker', worker('w1'), 0)] });
        const big = storage.commit({
          puts: [...many(2, 2000), putRow('worker', worker('w1', 2), 7)],
          answers: [{ scope: 'op', id: 'a', by: 'lead', answer: { ok: true } }],
        });
        const after = storage.commit({ puts: [putRow('worker', worker('w5000'), 0)] });
        expect(await big).toMatchObject({ ok: false, reason: 'stale', id: 'w1' });
        expect(await after).toMatchObject({ ok: true, seq: 2 });
        expect(await storage.answer('op', 'a')).toBeNull();
        expect(await storage.count('worker')).toBe(2);
      });

      it('is not there when the store is closed in the middle of it', async () => {
        await storage.commit({ puts: [putRow('worker', worker('w1'), 0)] });
        const [big, after] = [storage.commit({ puts: many(2, 5000) }), storage.commit({ puts: many(9000, 1) })];
        const refused = Promise.allSettled([big, after]);
        for (let turns = 0; turns < 3; turns += 1) await new Promise((resolve) => setImmediate(resolve));
        await reopen();
        expect((await refused).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
        expect([storage.lastSeq(), await storage.count('worker')]).toEqual([1, 1]);
        expect(await storage.commit({ puts: many(2, 1000) })).toMatchObject({ ok: true, seq: 1001 });
      });
    });

    it('[GW52] keeps the first answer of an id, and tells who asked', async () => {
      const unit = (n: number) => ({
        answers: [{ scope: 'op' as const, id: 'a', by: 'lead', answer: { ok: true, n } }],
      });
      const done = await Promise.all([storage.commit(unit(1)), storage.commit(unit(2))]);
      expect(done.map((one) => one.ok)).toEqual([true, false]);
      await reopen();
      expect(await storage.answer('op', 'a')).toEqual({ by: 'lead', seq: 0, answer: { ok: true, n: 1 } });
      expect(await storage.answer('action', 'a')).toBeNull();
    });

    it('[GW53] tells listeners of every durable change, in order', async () => {
      const heard: number[] = [];
      const stop = storage.onCommit((changes) => heard.push(...changes.map((change) => change.seq)));
      await Promise.all([1, 2, 3].map((i) => storage.commit({ puts: [putRow('worker', worker(`w${i}`), 0)] })));
      stop();
      await storage.commit({ puts: [putRow('worker', worker('w4'), 0)] });
      expect(heard).toEqual([1, 2, 3]);
    });

    it('[GW54] answers gone when the log was trimmed, and never loses its end', async () => {
      await storage.commit({ puts: Array.from({ length: 50 }, (_, i) => putRow('worker', worker(`w${i + 1}`), 0)) });
      await storage.trimLog(10);
      expect(await storage.changesAfter(39, 100)).toBe('gone');
      expect(await storage.changesAfter(51, 100)).toBe('gone');
      const read = await storage.changesAfter(40, 100);
      expect(read === 'gone' ? 0 : read.changes.length).toBe(10);
      await storage.trimLog(0);
      await reopen();
      expect(storage.lastSeq()).toBe(50);
      expect(await storage.changesAfter(50, 10)).toEqual({ changes: [], more: false });
    });

    it('[GW55] pages rows in order of id with the end of the log', async () => {
      await storage.commit({ puts: ['w3', 'w1', 'w2'].map((id) => putRow('worker', worker(id), 0)) });
      const first = await storage.list('worker', '', 2);
      expect(first).toMatchObject({ next: 'w2', seq: 3, rows: [{ id: 'w1' }, { id: 'w2' }] });
      const rest = await storage.list('worker', 'w2', 2);
      expect(rest.rows.map((row) => row.id)).toEqual(['w3']);
      expect(rest.next).toBeUndefined();
      expect(await storage.count('worker')).toBe(3);
      expect(await storage.count('grid')).toBe(0);
    });

    it('[GW56] seeds only before the log begins', async () => {
      await storage.seed([putRow('worker', worker('w1'))]);
      expect(storage.lastSeq()).toBe(0);
      expect(await storage.get('worker', 'w1')).toEqual(worker('w1'));
      await storage.commit({ puts: [putRow('worker', worker('w2'), 0)] });
      await expect(storage.seed([putRow('worker', worker('w3'))])).rejects.toThrow();
    });

    it('[GW51] takes the first of two units that each want to be the only one in a state', async () => {
      const shift = (id: string) => ({
        id,
        version: 1,
        leadId: 'lead',
        leadName: '值班长',
        openedAt: 1,
        closedAt: null,
      });
      const noneIn = { entity: 'shift', state: 'open' } as const;
      const open = (id: string) => storage.commit({ puts: [putRow('shift', shift(id), 0)], noneIn });
      expect(await Promise.all([open('s1'), open('s2')])).toMatchObject([{ ok: true }, { ok: false, reason: 'stale' }]);
      expect(await storage.inState('shift', 'open', 10)).toHaveLength(1);
    });

    it('[GW57] never gives a serial twice', async () => {
      const taken = await Promise.all(Array.from({ length: 50 }, () => storage.takeSerial('a')));
      await reopen();
      taken.push(await storage.takeSerial('a'));
      expect(taken.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 51 }, (_, i) => i + 1));
      expect(await storage.takeSerial('b')).toBe(1);
    });

    it('[GW58] keeps a delivery until it is receipted or its command dropped', async () => {
      const [one, two] = [command('c1'), command('c2', 1_700_000_001_000)];
      const delivery = (commandId: string) => ({ workerId: 'w00001', commandId });
      await storage.commit({
        puts: [putRow('command', one, 0), putRow('command', two, 0)],
        addDeliveries: [delivery('c1'), delivery('c2')],
      });
      await reopen();
      expect(await storage.deliveries()).toEqual([delivery('c1'), delivery('c2')]);
      expect((await storage.dueBefore('command', 1_700_000_002_000, 10)).map((each) => each.id)).toEqual(['c2']);
      await storage.commit({ removeDeliveries: [delivery('c1')], dropDeliveries: ['c2'] });
      expect(await storage.deliveries()).toEqual([]);
      await storage.commit({ addDeliveries: [delivery('c1'), delivery('c2')] });
      await storage.commit({ dropDeliveries: ['c1'], addDeliveries: [delivery('c1')] });
      expect(await storage.deliveries(), 'what is dropped and added anew is owed').toHaveLength(2);
    });

    it('[GW59] keeps accounts, sign-ins, trails and media', async () => {
      const account = {
        id: 'a',
        username: 'zhang',
        name: '张三',
        kind: 'operator' as const,
        roles: ['intake' as const],
        areas: [],
        passwordHash: 'h',
        demo: false,
        disabled: false,
      };
      await storage.accounts.put([account, { ...account, id: 'd', username: 'demo', demo: true }]);
      const session: Session = {
        id: 's',
        accountId: 'a',
        deviceId: null,
        tokenHash: 't',
        previousHash: null,
        rotatedAt: 1,
        expiresAt: 10,
        revokedAt: null,
      };
      await storage.sessions.put(session);
      await storage.sessions.revoke('s', 5);
      await storage.sessions.put(session);
      await storage.trails.append([{ workerId: 'w1', from: 10, to: 20, points: new Uint8Array([1]) }]);
      const media = {
        id: 'm',
        ownerId: 'a',
        mime: 'image/png',
        size: 1,
        sha256: '0'.repeat(64),
        complete: true,
        at: 1,
      };
      await storage.media.put(media);
      await reopen();
      expect(await storage.accounts.byUsername('zhang')).toEqual(account);
      expect(await storage.accounts.count()).toBe(1);
      expect(await storage.sessions.get('s')).toEqual({ ...session, revokedAt: 5 });
      expect(await storage.sessions.revokedSince(5)).toEqual(['s']);
      expect(await storage.sessions.ofAccount('a')).toEqual([]);
      expect(await storage.trails.read('w1', 15, 30, 10)).toHaveLength(1);
      await storage.trails.expire(21);
      expect(await storage.trails.read('w1', 15, 30, 10)).toHaveLength(0);
      expect(await storage.media.get('m')).toEqual(media);
    });
  });
}
