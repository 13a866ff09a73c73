import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { VoiceDevice, VoiceSettings } from '../../../renderer/voice/index.ts';
import { voiceSettings, WARM_MS } from '../device/voiceSettings.ts';
import type { Radio } from '../radio.ts';
import { view } from '../state.ts';
import { useWords } from '../words/index.ts';

const SWITCHES = ['echoCancellation', 'noiseSuppression', 'autoGainControl'] as const;

/** What is done to the worker's voice, and by which devices it goes. */
export function SoundOptions({ radio }: { radio: Radio }) {
  const words = useWords();
  const devices = useStore(view, (state) => state.devices);
  const [settings, setSettings] = useState(voiceSettings);
  const change = (part: Partial<VoiceSettings>) => {
    setSettings({ ...settings, ...part });
    void radio.setSound(part);
  };
  return (
    <details onToggle={() => void radio.showDevices()}>
      <summary>{words.radio.sound}</summary>
      <div className="options">
        {SWITCHES.map((name) => (
          <label key={name} className="choice">
            <input
              type="checkbox"
              checked={settings[name]}
              onChange={({ target }) => change({ [name]: target.checked })}
            />
            {words.radio[name]}
          </label>
        ))}
        <label className="choice">
          <input
            type="checkbox"
            checked={settings.warmMs > 0}
            onChange={({ target }) => change({ warmMs: target.checked ? WARM_MS : 0 })}
          />
          {words.radio.warm}
        </label>
        <DeviceChoice
          label={words.radio.microphoneDevice}
          devices={devices?.microphones ?? []}
          chosen={settings.microphoneId}
          onChoose={(microphoneId) => change({ microphoneId })}
        />
        {devices?.canChooseSpeaker && (
          <DeviceChoice
            label={words.radio.speakerDevice}
            devices={devices.speakers}
            chosen={settings.speakerId}
            onChoose={(speakerId) => change({ speakerId })}
          />
        )}
        <Quality radio={radio} />
      </div>
    </details>
  );
}

/** Whether the line is to blame when somebody is hard to understand. */
function Quality({ radio }: { radio: Radio }) {
  const words = useWords();
  const [{ played, concealed, targetMs }, setQuality] = useState(() => radio.quality());
  useEffect(() => {
    const timer = setInterval(() => setQuality(radio.quality()), 1000);
    return () => clearInterval(timer);
  }, [radio]);
  return <p className="quality">{words.radio.quality(played, concealed, targetMs)}</p>;
}

interface DeviceChoiceProps {
  label: string;
  devices: readonly VoiceDevice[];
  chosen: string | null;
  onChoose: (id: string | null) => void;
}

function DeviceChoice({ label, devices, chosen, onChoose }: DeviceChoiceProps) {
  const words = useWords();
  return (
    <label>
      {label}
      <select value={chosen ?? ''} onChange={({ target }) => onChoose(target.value || null)}>
        <option value="">{words.radio.systemDevice}</option>
        {devices.map(({ id, name }, n) => (
          <option key={id} value={id}>
            {name || words.radio.unnamed(n + 1)}
          </option>
        ))}
      </select>
    </label>
  );
}
