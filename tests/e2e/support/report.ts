import type { OpPayload } from '#shared/protocol/ops.ts';
import { CENTRE, newId, openConsole } from '../../contract/gateway/clients.ts';
import { expect } from './fixtures.ts';

type Told = Pick<OpPayload<'case.create'>, 'title' | 'address'> & Partial<OpPayload<'case.create'>>;

/** A case in the middle of the district, as the hotline's operator writes it down; gives its id. */
export async function reportByPhone(gateway: string, told: Told): Promise<string> {
  const intake = await openConsole(gateway, 'intake');
  const payload = { text: '', ...CENTRE, categoryCode: '010101', source: 'hotline', ...told } as const;
  const entityId = newId();
  expect(await intake.op('case.create', payload, { entityId })).toMatchObject({ ok: true });
  intake.close();
  return entityId;
}
