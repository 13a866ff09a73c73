import { v7 as uuidv7 } from 'uuid';
import type { OpKind, OpPayload } from '#shared/protocol/ops.ts';
import type { TestWindow } from './harness.ts';
import { until } from './harness.ts';

/** Opens a case at the desk; the id is the case's. */
export async function openCaseAt(
  window: TestWindow,
  title: string,
  more: Partial<OpPayload<'case.create'>> = {},
): Promise<string> {
  const id = uuidv7();
  const categories = await window.read('category.list', {});
  const answer = await window.call.act({
    id: uuidv7(),
    kind: 'case.create',
    entityId: id,
    payload: {
      categoryCode: categories[0]?.code ?? '',
      title,
      text: `${title}，请处理。`,
      source: 'counter',
      lon: 121.46,
      lat: 31.195,
      address: '建设路 12 号',
      ...more,
    },
  });
  if (!answer.ok) throw new Error(`${answer.code} ${answer.reason} ${answer.message}`);
  return id;
}

/** Opens a case and waits for the centre's number. */
export async function confirmedCase(window: TestWindow, title: string): Promise<string> {
  const id = await openCaseAt(window, title);
  await until('the centre has numbered the case', async () => {
    const refused = (await window.read('outbox.list', {})).find((item) => item.entityId === id && item.code !== null);
    if (refused) throw new Error(`${refused.state} ${refused.code} ${refused.message}`);
    const view = await window.read('case.get', { id });
    return view?.case.number && view.waiting.length === 0 && view.events.length > 0;
  });
  return id;
}

/** Acts on a case; throws on a refusal. */
export async function actOn<K extends OpKind>(
  window: TestWindow,
  kind: K,
  entityId: string | undefined,
  payload: OpPayload<K>,
  id = uuidv7(),
): Promise<string> {
  const answer = await window.call.act({ id, kind, entityId, payload });
  if (!answer.ok) throw new Error(`${kind}: ${answer.code} ${answer.reason} ${answer.message}`);
  return id;
}
