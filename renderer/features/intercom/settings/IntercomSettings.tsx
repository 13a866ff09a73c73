import { useEffect, useState } from 'react';
import type { Settings } from '#shared/contract/settings.ts';
import { useTexts } from '../../../i18n/index.ts';
import { changeSettings, useSettings } from '../../../station/index.ts';
import { FieldGroup, Select, showToast, Switch } from '../../../ui/index.ts';
import type { VoiceDevice, VoiceDevices } from '../../../voice/index.ts';
import { texts } from '../locale.ts';
import { useIntercom } from '../useIntercom.ts';
import { LearnButton, LearnGlobalKey, LearnKey } from './Learn.tsx';
import { LearnHid } from './LearnHid.tsx';

/** stands for '' (the system's own), which a list cannot hold */
const SYSTEM = 'system';
const NONE: VoiceDevices = { microphones: [], speakers: [], canChooseSpeaker: true };

/** The devices of this machine; read when the settings open and whenever one comes or goes. */
function useDevices(): VoiceDevices {
  const intercom = useIntercom();
  const [devices, setDevices] = useState(intercom.ear?.state.devices ?? NONE);
  useEffect(() => {
    const { ear } = intercom;
    if (!ear) return;
    void ear.voice.listDevices().then(setDevices);
    return ear.onState.on((state) => {
      if (state.devices) setDevices(state.devices);
    });
  }, [intercom]);
  return devices;
}

function Device({
  label,
  devices,
  value,
  onChange,
}: {
  label: string;
  devices: readonly VoiceDevice[];
  value: string;
  onChange: (id: string) => void;
}) {
  const t = useTexts(texts);
  const options = devices
    .filter(({ id }) => id !== '' && id !== 'default')
    .map(({ id, name }, at) => ({ value: id, label: name || t('settings.unnamed', { n: at + 1 }) }));
  return (
    <Select
      label={label}
      value={value || SYSTEM}
      options={[{ value: SYSTEM, label: t('settings.system') }, ...options]}
      onChange={(id) => onChange(id === SYSTEM ? '' : id)}
    />
  );
}

/** The radio's part of the settings: devices, what is done to the sound, and what is held to talk. */
export function IntercomSettings() {
  const t = useTexts(texts);
  const settings = useSettings();
  const { microphones, speakers } = useDevices();
  const change = (next: Partial<Settings>) =>
    void changeSettings(next).catch(() => showToast({ title: t('settings.failed'), look: 'warn' }));
  return (
    <FieldGroup title={t('settings.title')}>
      <Device
        label={t('settings.microphone')}
        devices={microphones}
        value={settings.intercomMicrophone}
        onChange={(intercomMicrophone) => change({ intercomMicrophone })}
      />
      <Device
        label={t('settings.speaker')}
        devices={speakers}
        value={settings.intercomSpeaker}
        onChange={(intercomSpeaker) => change({ intercomSpeaker })}
      />
      <Switch
        label={t('settings.echo')}
        value={settings.echoCancellation}
        onChange={(echoCancellation) => change({ echoCancellation })}
      />
      <Switch
        label={t('settings.noise')}
        value={settings.noiseSuppression}
        onChange={(noiseSuppression) => change({ noiseSuppression })}
      />
      <Switch label={t('settings.beeps')} value={settings.talkBeeps} onChange={(talkBeeps) => change({ talkBeeps })} />
      <span />
      <LearnKey value={settings.talkKey} onChange={(talkKey) => change({ talkKey })} />
      <LearnButton value={settings.talkButton} onChange={(talkButton) => change({ talkButton })} />
      <LearnHid
        device={settings.hidDevice}
        value={settings.hidButton}
        onChange={(hidButton) => change({ hidButton })}
        onClear={() => change({ hidDevice: null, hidButton: null })}
      />
      <LearnGlobalKey value={settings.globalTalkKey} onChange={(globalTalkKey) => change({ globalTalkKey })} />
    </FieldGroup>
  );
}
