import { AudioLines, MicOff, PhoneIncoming, Radio } from 'lucide-react';
import { useEffect } from 'react';
import type { RadioView } from '#shared/contract/radio.ts';
import { refusalWords, useTexts } from '../../../i18n/index.ts';
import { useFeed } from '../../../station/index.ts';
import { Badge, Button, classes, Icon, IconButton, showToast, useKeys } from '../../../ui/index.ts';
import { useAnswerCall } from '../calls/useAnswerCall.ts';
import { texts } from '../locale.ts';
import { usePlayer } from '../talks/usePlayer.ts';
import { useEar, useIntercom, useRadio, useTalkChannels } from '../useIntercom.ts';
import { useHidButton, useTalkKeys } from '../useTalkKeys.ts';
import { useChoices } from '../store.ts';
import styles from './bar.module.css';
import { ChannelChips } from './ChannelChips.tsx';
import { FloorWords } from './FloorWords.tsx';
import { TalkButton } from './TalkButton.tsx';
import { useDeviceTrouble, useSilence } from './useSilence.ts';

export type IntercomTab = 'channels' | 'talks' | 'calls';
export interface RadioBarProps {
  onOpen: (tab: IntercomTab) => void;
  /** to the settings: what is wrong with a device is mended there */
  onSettings: () => void;
}

/** Says why a press of the key led to nothing. */
function useNotAsked(): void {
  const t = useTexts(texts);
  const intercom = useIntercom();
  useEffect(
    () =>
      intercom.onNotAsked.on((why) => {
        const title = why.kind === 'refused' ? refusalWords(why.answer) : t(`notAsked.${why.kind}`);
        showToast({ title, look: 'warn' });
      }),
    [intercom, t],
  );
}

/** Keys of the bar beside those that are held to talk. */
function useBarKeys(view: RadioView | undefined, onOpen: RadioBarProps['onOpen'], waiting: number): void {
  const t = useTexts(texts);
  const group = t('group');
  const talkOn = useChoices((choices) => choices.talkOn);
  const [selected] = useTalkChannels(view);
  const answerNext = useAnswerCall();
  const { replayLast } = usePlayer();
  const step = (by: number) => {
    const joined = view?.channels.filter((channel) => channel.joined) ?? [];
    const at = joined.findIndex(({ id }) => id === selected?.id);
    const next = joined.at((at + by) % Math.max(1, joined.length));
    if (next) talkOn(next.id);
  };
  useKeys([
    { keys: '[', label: t('previous'), group, run: () => step(-1) },
    { keys: ']', label: t('next'), group, run: () => step(1) },
    { keys: 'I', label: t('open'), group, run: () => onOpen('channels') },
    { keys: 'Shift+I', label: t('recordings'), group, run: () => onOpen('talks') },
    { keys: 'T', label: t('replay'), group, enabled: selected !== undefined, run: () => void replayLast(selected?.id) },
    { keys: 'Y', label: t('answerNext'), group, enabled: waiting > 0, run: () => void answerNext.oldest() },
  ]);
}

function Selected({ view }: { view: RadioView }) {
  const t = useTexts(texts);
  const [main, ...more] = useTalkChannels(view);
  return (
    <div className={styles.selected} title={[main, ...more].map((one) => one?.name).join('、')}>
      <strong className={styles.selectedName}>{main?.name ?? t('noChannel')}</strong>
      {more.length > 0 && <Badge look="accent">{t('also', { n: more.length })}</Badge>}
    </div>
  );
}

/** The radio of the desk: where it talks, who is heard, how it stands to the floor; or why it is silent. */
export function RadioBar({ onOpen, onSettings }: RadioBarProps) {
  const t = useTexts(texts);
  const view = useRadio();
  const chosen = useTalkChannels(view);
  const calls = useFeed('call-back.list', {}).data ?? [];
  const waiting = calls.filter(({ answeredAt }) => answeredAt === null).length;
  const silence = useSilence(view);
  const trouble = useDeviceTrouble(view);
  useEar(view);
  useTalkKeys();
  useHidButton();
  useBarKeys(view, onOpen, waiting);
  useNotAsked();
  return (
    <section className={styles.bar} aria-label={t('title')}>
      <h2 className="visually-hidden">{t('title')}</h2>
      <TalkButton disabled={silence !== null} />
      <div className={styles.state}>
        {view && view.channels.length > 0 && <Selected view={view} />}
        {silence !== null ? (
          <p className={styles.silent} role="status">
            <Icon icon={MicOff} /> {silence}
          </p>
        ) : (
          view && <FloorWords view={view} selected={chosen[0]} />
        )}
      </div>
      {view && <ChannelChips channels={view.channels} chosen={chosen} />}
      {trouble !== null && (
        <button type="button" className={styles.trouble} onClick={onSettings}>
          <Icon icon={MicOff} /> <span>{trouble}</span>
        </button>
      )}
      <div className={styles.ways}>
        <Button
          size="small"
          look="quiet"
          icon={PhoneIncoming}
          className={classes(waiting > 0 && styles.calls)}
          onClick={() => onOpen('calls')}
        >
          {waiting > 0 ? t('callBacks', { n: waiting }) : t('tabs.calls')}
        </Button>
        <IconButton icon={AudioLines} label={t('recordings')} shortcut="Shift+I" onClick={() => onOpen('talks')} />
        <IconButton icon={Radio} label={t('open')} shortcut="I" onClick={() => onOpen('channels')} />
      </div>
    </section>
  );
}
