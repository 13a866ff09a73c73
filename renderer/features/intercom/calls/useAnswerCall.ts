import type { CallBack } from '#shared/protocol/intercom.ts';
import { refusalWords } from '../../../i18n/index.ts';
import { onGone, useAct, useFeed, useStation } from '../../../station/index.ts';
import { showToast } from '../../../ui/index.ts';
import { useOpenChannel } from '../useOpenChannel.ts';
import { useRadio } from '../useIntercom.ts';

/** Calls back whoever asked for it: opens the direct channel to them, and takes them from the queue. */
export function useAnswerCall(): { answer(call: CallBack): Promise<void>; oldest(): Promise<void> } {
  const act = useAct();
  const station = useStation();
  const calls = useFeed('call-back.list', {}).data ?? [];
  const { call } = useOpenChannel(useRadio());
  const answer = async ({ id, workerId, workerName }: CallBack) => {
    // First the channel: a worker must not be off the list while nobody has called.
    if ((await call(workerId, workerName)) === null) return;
    const answer = await act('call-back.answer', { entityId: id, payload: { callBackId: id }, subject: workerName });
    if (!answer.ok) return void showToast({ title: refusalWords(answer), look: 'warn' });
    const sent = await station.sendNow(answer.value.id);
    if (sent.ok) onGone.emit(answer.value.id);
  };
  const oldest = async () => {
    const next = calls.find(({ answeredAt }) => answeredAt === null);
    if (next) await answer(next);
  };
  return { answer, oldest };
}
