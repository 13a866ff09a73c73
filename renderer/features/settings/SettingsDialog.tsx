import { Database } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Settings } from '#shared/contract/settings.ts';
import { useTexts } from '../../i18n/index.ts';
import { changeSettings, useFacts, useSettings } from '../../station/index.ts';
import { Button, Dialog, FieldGroup, Select, showToast, Switch, TextField } from '../../ui/index.ts';
import { texts } from './locale.ts';
import styles from './settings.module.css';
import { readGateway, readUndoSeconds } from './settingsRules.ts';

function useChange(): (change: Partial<Settings>) => Promise<boolean> {
  const t = useTexts(texts);
  return async (change) => {
    try {
      await changeSettings(change);
      return true;
    } catch {
      showToast({ title: t('failed'), look: 'warn' });
      return false;
    }
  };
}

function UndoSeconds() {
  const t = useTexts(texts);
  const { undoSeconds } = useSettings();
  const change = useChange();
  const [text, setText] = useState(String(undoSeconds));
  const wrong = readUndoSeconds(text) === null;
  return (
    <TextField
      label={t('undoSeconds')}
      value={text}
      inputMode="numeric"
      hint={t('undoSecondsHint')}
      error={wrong ? t('undoSecondsWrong') : null}
      onChange={(next) => {
        setText(next);
        const seconds = readUndoSeconds(next);
        if (seconds !== null) void change({ undoSeconds: seconds });
      }}
    />
  );
}

function Gateway() {
  const t = useTexts(texts);
  const { gateway } = useSettings();
  const change = useChange();
  const [text, setText] = useState(gateway);
  const address = readGateway(text);
  const save = async () => {
    if (address !== null && (await change({ gateway: address }))) showToast({ title: t('saved') });
  };
  return (
    <div className={styles.gateway}>
      <TextField
        label={t('gateway')}
        value={text}
        placeholder="https://"
        hint={t('gatewayHint')}
        error={address === null ? t('gatewayWrong') : null}
        onChange={setText}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void save();
        }}
      />
      <Button disabled={address === null || address === gateway} onClick={() => void save()}>
        {t('save')}
      </Button>
    </div>
  );
}

export interface SettingsDialogProps {
  onClose: () => void;
  /** to the data of this desk: backups and the like; without it there is no way there */
  onData?: () => void;
  /** settings of other features */
  more?: ReactNode;
}

/** The workstation's settings. Each takes effect at once and in every window, but the address. */
export function SettingsDialog({ onClose, onData, more }: SettingsDialogProps) {
  const t = useTexts(texts);
  const settings = useSettings();
  const facts = useFacts();
  const change = useChange();
  return (
    <Dialog title={t('title')} open onClose={onClose}>
      <FieldGroup title={t('look')}>
        <Select
          label={t('language')}
          value={settings.language}
          options={[
            { value: 'zh-CN', label: '简体中文' },
            { value: 'en', label: 'English' },
          ]}
          onChange={(language) => void change({ language })}
        />
        <Select
          label={t('theme')}
          value={settings.theme}
          options={[
            { value: 'dark', label: t('dark') },
            { value: 'light', label: t('light') },
          ]}
          onChange={(theme) => void change({ theme })}
        />
        <Select
          label={t('density')}
          value={settings.density}
          options={[
            { value: 'comfortable', label: t('comfortable') },
            { value: 'compact', label: t('compact') },
          ]}
          onChange={(density) => void change({ density })}
        />
        <Select
          label={t('fleetPainter')}
          value={settings.fleetPainter}
          options={[
            { value: 'auto', label: t('auto') },
            { value: 'worker', label: t('worker') },
            { value: 'webgl', label: t('webgl') },
          ]}
          onChange={(fleetPainter) => void change({ fleetPainter })}
        />
      </FieldGroup>
      <FieldGroup title={t('work')}>
        <UndoSeconds />
        <Switch
          label={t('alarmSound')}
          value={settings.alarmSound}
          onChange={(alarmSound) => void change({ alarmSound })}
        />
      </FieldGroup>
      {more}
      <FieldGroup title={t('centre')}>
        <Gateway />
      </FieldGroup>
      {onData && (
        <Button icon={Database} className={styles.data} onClick={onData}>
          {t('data')}
        </Button>
      )}
      {facts && (
        <p className={styles.about} data-selectable>
          {t('about', { version: facts.version, electron: facts.electron, chromium: facts.chromium })}
        </p>
      )}
    </Dialog>
  );
}
