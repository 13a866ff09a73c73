import { CircleStop, DoorOpen, LogIn, LogOut, Mic, Plus } from 'lucide-react';
import { useState } from 'react';
import type { RadioChannel, RadioView } from '#shared/contract/radio.ts';
import { formatDuration, refusalWords, useTexts } from '../../../i18n/index.ts';
import { useAct, useNow, useStation } from '../../../station/index.ts';
import { Badge, Button, ConfirmDialog, showToast } from '../../../ui/index.ts';
import styles from '../intercom.module.css';
import { texts } from '../locale.ts';
import { useChoices } from '../store.ts';
import { useTalkChannels } from '../useIntercom.ts';
import { useOpenChannel } from '../useOpenChannel.ts';
import { tierOf } from './channelOrder.ts';
import { Listeners } from './Listeners.tsx';
import { Members } from './Members.tsx';
import { MixControls } from './MixControls.tsx';
import { Recall } from './Recall.tsx';

interface ChannelCardProps {
  channel: RadioChannel;
  view: RadioView;
  onOpenWorker: (id: string) => void;
}

function useJoin(view: RadioView): (id: string, joined: boolean) => Promise<void> {
  const station = useStation();
  return async (id, joined) => {
    const ids = view.channels.filter((channel) => channel.joined && channel.id !== id).map((channel) => channel.id);
    const answer = await station.joinChannels(joined ? [...ids, id] : ids);
    if (!answer.ok) showToast({ title: refusalWords(answer), look: 'warn' });
  };
}

/** Who talks now, and the verb that ends it. */
function Talker({ channel }: { channel: RadioChannel }) {
  const t = useTexts(texts);
  const station = useStation();
  const now = useNow(1000);
  const [asking, setAsking] = useState(false);
  const { talk } = channel;
  if (!talk) return null;
  const { name } = talk.talker;
  return (
    <div className={styles.talkLine}>
      {talk.emergency && <Badge look="alert">{t('emergency')}</Badge>}
      <strong>{talk.mine ? t('you') : t('talks', { name })}</strong>
      <span className={styles.quiet}>{formatDuration(now - talk.since)}</span>
      {!talk.mine && (
        <Button size="small" look="danger" icon={CircleStop} onClick={() => setAsking(true)}>
          {t('overrule')}
        </Button>
      )}
      <ConfirmDialog
        title={t('overrule')}
        description={t('overruleAsk', { name })}
        open={asking}
        onClose={() => setAsking(false)}
        confirmLabel={t('overrule')}
        danger
        onConfirm={async () => {
          const answer = await station.overrule(channel.id);
          if (!answer.ok) showToast({ title: refusalWords(answer), look: 'warn' });
          setAsking(false);
        }}
      />
    </div>
  );
}

function CloseChannel({ channel }: { channel: RadioChannel }) {
  const t = useTexts(texts);
  const act = useAct();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button size="small" look="quiet" icon={DoorOpen} onClick={() => setAsking(true)}>
        {t('closeChannel')}
      </Button>
      <ConfirmDialog
        title={t('closeChannel')}
        description={t('closeChannelAsk')}
        open={asking}
        onClose={() => setAsking(false)}
        confirmLabel={t('closeChannel')}
        danger
        onConfirm={async () => {
          const { id, name } = channel;
          await act('channel.close', { entityId: id, payload: { channelId: id }, subject: name });
          setAsking(false);
        }}
      />
    </>
  );
}

/** One channel: join and talk, how it is heard, who hears it, what was said last. */
export function ChannelCard({ channel, view, onOpenWorker }: ChannelCardProps) {
  const t = useTexts(texts);
  const join = useJoin(view);
  const { enter } = useOpenChannel(view);
  const toggleAlso = useChoices((choices) => choices.toggleAlso);
  const [main, ...more] = useTalkChannels(view);
  const { id, name, kind, joined } = channel;
  const isMain = main?.id === id;
  const isAlso = more.some((one) => one.id === id);
  const tier = tierOf(channel);
  return (
    <section className={styles.card} aria-label={name}>
      <header className={styles.cardHead}>
        <h3>{name}</h3>
        <Badge>{tier ? t(`tiers.${tier}`) : t(`kinds.${kind}`)}</Badge>
        {channel.mayClose && <CloseChannel channel={channel} />}
      </header>
      <Talker channel={channel} />
      <div className={styles.buttons}>
        <Button size="small" icon={joined ? LogOut : LogIn} onClick={() => void join(id, !joined)}>
          {t(joined ? 'leave' : 'join')}
        </Button>
        <Button size="small" look={isMain ? 'primary' : 'plain'} icon={Mic} onClick={() => void enter(id)}>
          {t(isMain ? 'talksHere' : 'talkHere')}
        </Button>
        {!isMain && main && (
          <Button size="small" icon={Plus} aria-pressed={isAlso} onClick={() => toggleAlso(id)}>
            {t(isAlso ? 'alsoOn' : 'talkAlso')}
          </Button>
        )}
      </div>
      {joined && <MixControls channelId={id} />}
      <Members channel={channel} onOpenWorker={onOpenWorker} />
      <Listeners channelId={id} onOpenWorker={onOpenWorker} />
      <Recall channelId={id} />
    </section>
  );
}
