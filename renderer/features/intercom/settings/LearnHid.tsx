import { useEffect, useRef, useState } from 'react';
import type { Settings } from '#shared/contract/settings.ts';
import { useTexts } from '../../../i18n/index.ts';
import { showToast } from '../../../ui/index.ts';
import { HidLearner, numberOf } from '../ear/hidButton.ts';
import { chooseDevice, hearDevices } from '../ear/hidDevices.ts';
import { texts } from '../locale.ts';
import { Learn } from './Learn.tsx';

interface LearnHidProps {
  device: Settings['hidDevice'];
  value: Settings['hidButton'];
  onChange: (button: Settings['hidButton']) => void;
  /** neither device nor button any more */
  onClear: () => void;
}

/** A button of a device that is neither keyboard nor gamepad: the device is chosen first, in a dialog of the main process. */
export function LearnHid({ device, value, onChange, onClear }: LearnHidProps) {
  const t = useTexts(texts);
  const [step, setStep] = useState<'none' | 'choose' | 'press'>('none');
  // A page that draws itself anew must not begin to learn anew amid a press.
  const learned = useRef(onChange);
  learned.current = onChange;
  useEffect(() => {
    if (step !== 'press') return;
    const learner = new HidLearner(performance.now());
    return hearDevices(
      (report) => {
        const button = learner.take(report, performance.now());
        if (!button) return;
        setStep('none');
        learned.current(button);
      },
      () => undefined,
    );
  }, [step]);
  const choose = async () => {
    setStep('choose');
    const chosen = await chooseDevice().catch((error: unknown) => {
      console.warn('no HID device can be chosen', error);
      showToast({ title: t('settings.noHid'), look: 'warn' });
      return false;
    });
    setStep(chosen ? 'press' : 'none');
  };
  return (
    <Learn
      label={t('settings.hidButton')}
      value={device && [device.name, value && t('settings.button', { n: numberOf(value) })].filter(Boolean).join(' · ')}
      prompt={t(step === 'choose' ? 'settings.chooseHid' : 'settings.learnHid')}
      learning={step !== 'none'}
      onLearning={(on) => {
        if (on) void choose();
        else setStep('none');
      }}
      onClear={onClear}
    />
  );
}
