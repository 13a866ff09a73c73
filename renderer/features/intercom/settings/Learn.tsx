import { Keyboard, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Settings } from '#shared/contract/settings.ts';
import { useTexts } from '../../../i18n/index.ts';
import { Button, IconButton } from '../../../ui/index.ts';
import { pressedButton } from '../ear/talkButton.ts';
import { texts } from '../locale.ts';
import { acceleratorOf } from './globalKey.ts';
import styles from './settings.module.css';

interface LearnProps {
  label: string;
  /** what is set now, in words; null: nothing */
  value: string | null;
  /** said while the operator is to press it */
  prompt: string;
  wrong?: string | null;
  learning: boolean;
  onLearning: (on: boolean) => void;
  onClear: () => void;
}

/** A key or button that is set by pressing it. */
export function Learn({ label, value, prompt, wrong, learning, onLearning, onClear }: LearnProps) {
  const t = useTexts(texts);
  return (
    <div className={styles.learn} role="group" aria-label={label}>
      <span className={styles.learnLabel}>{label}</span>
      <strong className={styles.learned} role="status">
        {learning ? (wrong ?? prompt) : (value ?? t('settings.none'))}
      </strong>
      <Button size="small" icon={Keyboard} aria-pressed={learning} onClick={() => onLearning(!learning)}>
        {t(learning ? 'cancel' : 'settings.learn')}
      </Button>
      {value !== null && !learning && (
        <IconButton icon={X} size="small" label={`${t('settings.clear')} ${label}`} onClick={onClear} />
      )}
    </div>
  );
}

/** Takes the next key press before anything else does; Escape gives up. */
function useNextKey(learning: boolean, onKey: (event: KeyboardEvent) => void, onEnd: () => void): void {
  useEffect(() => {
    if (!learning) return;
    const take = (event: KeyboardEvent) => {
      event.preventDefault();
      event.stopPropagation();
      if (event.key === 'Escape') onEnd();
      else if (!event.repeat) onKey(event);
    };
    window.addEventListener('keydown', take, true);
    return () => window.removeEventListener('keydown', take, true);
  }, [learning, onKey, onEnd]);
}

export function LearnKey({ value, onChange }: { value: string; onChange: (code: string) => void }) {
  const t = useTexts(texts);
  const [learning, setLearning] = useState(false);
  useNextKey(
    learning,
    ({ code }) => {
      if (code === '') return;
      setLearning(false);
      onChange(code.slice(0, 40));
    },
    () => setLearning(false),
  );
  return (
    <Learn
      label={t('settings.talkKey')}
      value={value || null}
      prompt={t('settings.learnKey')}
      learning={learning}
      onLearning={setLearning}
      onClear={() => onChange('')}
    />
  );
}

export function LearnGlobalKey({ value, onChange }: { value: string; onChange: (accelerator: string) => void }) {
  const t = useTexts(texts);
  const [learning, setLearning] = useState(false);
  const [wrong, setWrong] = useState(false);
  useNextKey(
    learning,
    (event) => {
      const accelerator = acceleratorOf(event);
      if (accelerator === undefined) return;
      setWrong(accelerator === null);
      if (accelerator === null) return;
      setLearning(false);
      onChange(accelerator);
    },
    () => setLearning(false),
  );
  return (
    <Learn
      label={t('settings.globalKey')}
      value={value || null}
      prompt={t('settings.learnGlobal')}
      wrong={wrong ? t('settings.wrongGlobal') : null}
      learning={learning}
      onLearning={(on) => {
        setWrong(false);
        setLearning(on);
      }}
      onClear={() => onChange('')}
    />
  );
}

type TalkButton = Settings['talkButton'];
/** ms between two looks at the gamepads */
const LOOK_EVERY = 50;

export function LearnButton({ value, onChange }: { value: TalkButton; onChange: (button: TalkButton) => void }) {
  const t = useTexts(texts);
  const [learning, setLearning] = useState(false);
  useEffect(() => {
    if (!learning) return;
    const timer = setInterval(() => {
      const button = pressedButton(navigator.getGamepads());
      if (!button) return;
      setLearning(false);
      onChange(button);
    }, LOOK_EVERY);
    return () => clearInterval(timer);
  }, [learning, onChange]);
  return (
    <Learn
      label={t('settings.talkButton')}
      value={value && `${value.gamepad} · ${t('settings.button', { n: value.button + 1 })}`}
      prompt={t('settings.learnButton')}
      learning={learning}
      onLearning={setLearning}
      onClear={() => onChange(null)}
    />
  );
}
