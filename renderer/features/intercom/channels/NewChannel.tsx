import { useState } from 'react';
import { useTexts } from '../../../i18n/index.ts';
import { dragsWorker } from '../../../parts/index.ts';
import { useFeed } from '../../../station/index.ts';
import { Button, Checkbox, TextField } from '../../../ui/index.ts';
import styles from '../intercom.module.css';
import { texts } from '../locale.ts';
import { useRadio } from '../useIntercom.ts';
import { useOpenChannel } from '../useOpenChannel.ts';

const FOUND = 8;

/** A channel for chosen people: found by name, opened at once. */
export function NewChannel({ onClose }: { onClose: (openedId: string | null) => void }) {
  const t = useTexts(texts);
  const { open } = useOpenChannel(useRadio());
  const [name, setName] = useState('');
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map());
  const [busy, setBusy] = useState(false);
  const asked = text.trim();
  const { data = [] } = useFeed('search', { text: asked, limit: FOUND * 3 }, { enabled: asked !== '' });
  const found = asked === '' ? [] : data.filter(({ kind, id }) => kind === 'worker' && !chosen.has(id)).slice(0, FOUND);
  const toggle = (id: string, label: string) => {
    const next = new Map(chosen);
    if (!next.delete(id)) next.set(id, label);
    setChosen(next);
  };
  const people = [...chosen.entries(), ...found.map(({ id, title }) => [id, title] as const)];
  const create = async () => {
    setBusy(true);
    const title = name.trim() || [...chosen.values()].join('、');
    const id = await open({ name: title, kind: 'ad-hoc', members: { workerIds: [...chosen.keys()] } });
    setBusy(false);
    if (id !== null) onClose(id);
  };
  return (
    <section className={styles.form} aria-label={t('newChannel')}>
      <TextField
        label={t('members')}
        type="search"
        value={text}
        autoFocus
        onChange={setText}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.ctrlKey && chosen.size > 0) void create();
          if (event.key === 'Escape') onClose(null);
        }}
      />
      <ul className={styles.people}>
        {people.map(([id, label]) => (
          <li key={id} {...dragsWorker(id, label)}>
            <Checkbox label={label} value={chosen.has(id)} onChange={() => toggle(id, label)} />
          </li>
        ))}
      </ul>
      <TextField
        label={t('channelName')}
        value={name}
        maxLength={60}
        placeholder={[...chosen.values()].join('、')}
        onChange={setName}
      />
      <div className={styles.buttons}>
        <Button size="small" onClick={() => onClose(null)}>
          {t('cancel')}
        </Button>
        <Button size="small" look="primary" busy={busy} disabled={chosen.size === 0} onClick={() => void create()}>
          {t('create')}
        </Button>
      </div>
    </section>
  );
}
