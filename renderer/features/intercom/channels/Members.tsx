import { UserMinus, UserPlus } from 'lucide-react';
import { useState } from 'react';
import type { RadioChannel } from '#shared/contract/radio.ts';
import { isOpened } from '#shared/domain/channel.ts';
import type { ChannelMembers } from '#shared/protocol/intercom.ts';
import { refusalWords, useTexts } from '../../../i18n/index.ts';
import { dragsWorker, useMay, WorkerLink } from '../../../parts/index.ts';
import { onGone, useAct, useFeed, useStation } from '../../../station/index.ts';
import { Badge, Button, IconButton, showToast, TextField } from '../../../ui/index.ts';
import styles from '../intercom.module.css';
import { texts } from '../locale.ts';

/** so many members stand there at first */
const SHOWN = 30;
const FOUND = 8;

type Change = { add?: ChannelMembers; remove?: ChannelMembers };

function useChangeMembers({ id, name }: RadioChannel): (change: Change) => Promise<void> {
  const t = useTexts(texts);
  const act = useAct();
  const station = useStation();
  return async (change) => {
    const payload = { channelId: id, ...change };
    const answer = await act('channel.members', { entityId: id, payload, subject: name });
    if (!answer.ok) return void showToast({ title: t('notChanged'), detail: refusalWords(answer), look: 'warn' });
    const sent = await station.sendNow(answer.value.id);
    if (sent.ok) onGone.emit(answer.value.id);
  };
}

/** Finds workers by name and takes them in, one at a press. */
function AddMember({ isMember, onAdd }: { isMember: (id: string) => boolean; onAdd: (workerId: string) => void }) {
  const t = useTexts(texts);
  const [text, setText] = useState('');
  const asked = text.trim();
  const { data = [] } = useFeed('search', { text: asked, limit: FOUND * 3 }, { enabled: asked !== '' });
  const found = asked === '' ? [] : data.filter(({ kind, id }) => kind === 'worker' && !isMember(id)).slice(0, FOUND);
  return (
    <>
      <TextField label={t('addMember')} type="search" value={text} onChange={setText} />
      <ul className={styles.names}>
        {found.map(({ id, title }) => (
          <li key={id}>
            <Button size="small" look="quiet" icon={UserPlus} onClick={() => onAdd(id)} {...dragsWorker(id, title)}>
              {title}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Who is on an opened channel and who of them listens; people are taken in and let go. Channels of the plan have no list: theirs is the grid or team. */
export function Members({ channel, onOpenWorker }: { channel: RadioChannel; onOpenWorker: (id: string) => void }) {
  const t = useTexts(texts);
  const may = useMay('channel.members');
  const change = useChangeMembers(channel);
  const [all, setAll] = useState(false);
  const { id, kind } = channel;
  const { data, isPlaceholderData } = useFeed('radio.members', { channelId: id }, { enabled: isOpened(channel) });
  const listening = useFeed('radio.listeners', { channelId: id }, { enabled: isOpened(channel) });
  if (!isOpened(channel) || !data || isPlaceholderData) return null;
  const listeners = listening.isPlaceholderData ? [] : (listening.data ?? []);
  const hears = new Set(listeners.map((one) => one.id));
  // The station knows operators by their names only while they listen.
  const nameOf = (userId: string) => listeners.find((one) => one.id === userId)?.name ?? userId;
  const mayChange = may && kind !== 'direct';
  const { workers, userIds, teamIds, roles } = data;
  const shown = all ? workers : workers.slice(0, SHOWN);
  const rest = workers.length - shown.length;
  return (
    <section aria-label={t('members')}>
      <h4 className={styles.heading}>{t('membersCount', { n: workers.length + userIds.length })}</h4>
      <ul className={styles.members}>
        {shown.map((worker) => (
          <li key={worker.id}>
            <WorkerLink className={styles.link} {...worker} onOpen={onOpenWorker} />
            {hears.has(worker.id) && <Badge look="accent">{t('listens')}</Badge>}
            {mayChange && (
              <IconButton
                size="small"
                icon={UserMinus}
                label={t('removeMember', { name: worker.name })}
                onClick={() => void change({ remove: { workerIds: [worker.id] } })}
              />
            )}
          </li>
        ))}
        {userIds.map((userId) => (
          <li key={userId}>
            {nameOf(userId)} <small className={styles.quiet}>{t('operator')}</small>
          </li>
        ))}
        {[...teamIds, ...roles].map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
      {rest > 0 && (
        <Button size="small" look="quiet" onClick={() => setAll(true)}>
          {t('moreMembers', { n: rest })}
        </Button>
      )}
      {mayChange && (
        <AddMember
          isMember={(one) => workers.some((worker) => worker.id === one)}
          onAdd={(workerId) => void change({ add: { workerIds: [workerId] } })}
        />
      )}
    </section>
  );
}
