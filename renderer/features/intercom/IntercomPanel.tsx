import { X } from 'lucide-react';
import { useTexts } from '../../i18n/index.ts';
import { useFeed } from '../../station/index.ts';
import { Badge, IconButton, Panel, Tabs } from '../../ui/index.ts';
import type { IntercomTab } from './bar/RadioBar.tsx';
import { CallBacks } from './calls/CallBacks.tsx';
import { Channels } from './channels/Channels.tsx';
import styles from './intercom.module.css';
import { texts } from './locale.ts';
import { Talks } from './talks/Talks.tsx';

export interface IntercomPanelProps {
  tab: IntercomTab;
  onTab: (tab: IntercomTab) => void;
  /** the case that is selected at the desk */
  caseId: string | null;
  onClose: () => void;
  onOpenCase: (id: string) => void;
  onOpenWorker: (id: string) => void;
  onShowOnMap: (at: { lon: number; lat: number }) => void;
}

/** Channels, talks and those who ask to be called. A region, not a dialog: the key to talk works beside it. */
export function IntercomPanel(props: IntercomPanelProps) {
  const t = useTexts(texts);
  const { tab, onTab, onClose } = props;
  const calls = useFeed('call-back.list', {}).data ?? [];
  const waiting = calls.filter(({ answeredAt }) => answeredAt === null).length;
  const tabs = [
    { value: 'channels', label: t('tabs.channels') },
    { value: 'talks', label: t('tabs.talks') },
    {
      value: 'calls',
      label: t('tabs.calls'),
      badge: waiting > 0 ? <Badge look="warn">{waiting}</Badge> : undefined,
    },
  ] as const;
  return (
    <Panel
      title={t('title')}
      actions={<IconButton icon={X} label={t('close')} shortcut="Esc" onClick={onClose} />}
      className={styles.panel}
    >
      <div className={styles.content}>
        <Tabs label={t('title')} tabs={tabs} value={tab} onChange={onTab} />
        {tab === 'channels' && <Channels {...props} />}
        {tab === 'talks' && <Talks {...props} />}
        {tab === 'calls' && <CallBacks {...props} />}
      </div>
    </Panel>
  );
}
