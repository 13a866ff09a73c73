import { QUEUE_NAMES } from '#shared/contract/queues.ts';
import { common, useTexts } from '../../i18n/index.ts';
import { useMayAudit } from '../../features/audit/index.ts';
import type { PaletteAction } from '../../features/palette/index.ts';
import { changeSettings, useSettings } from '../../station/index.ts';
import { texts } from './locale.ts';
import { useDesk } from './store.ts';
import { useSelectionVerbs } from './useDeskVerbs.ts';

/** Everything the palette can do beside opening what it found. */
export function usePaletteActions(): PaletteAction[] {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const { language, theme } = useSettings();
  const { setDialog, setQueue, showCommands, showMusters, showIntercom } = useDesk();
  const verbs = useSelectionVerbs();
  const mayAudit = useMayAudit();
  return [
    ...QUEUE_NAMES.map((queue) => ({
      id: `queue:${queue}`,
      label: t('keys.queue', { name: tc(`queues.${queue}`) }),
      words: `${common.zh.queues[queue]} ${common.en.queues[queue]}`,
      run: () => setQueue(queue),
    })),
    { id: 'map', label: t('keys.showOnMap'), shortcut: 'G', run: () => void verbs.showOnMap() },
    { id: 'command', label: t('keys.command'), shortcut: 'C', run: () => void verbs.command() },
    { id: 'commands', label: t('keys.commands'), words: 'commands 指令', shortcut: 'B', run: () => showCommands() },
    {
      id: 'musters',
      label: t('keys.musters'),
      words: 'muster 集结 三个十分钟',
      shortcut: 'Shift+M',
      run: () => showMusters(),
    },
    {
      id: 'intercom',
      label: t('keys.intercom'),
      words: 'radio intercom channel 对讲 频道',
      shortcut: 'I',
      run: () => showIntercom('channels'),
    },
    {
      id: 'recordings',
      label: t('keys.recordings'),
      words: 'recordings talks 录音 通话记录',
      shortcut: 'Shift+I',
      run: () => showIntercom('talks'),
    },
    {
      id: 'call-backs',
      label: t('keys.callBacks'),
      words: 'call back 回呼',
      run: () => showIntercom('calls'),
    },
    {
      id: 'shift',
      label: t('keys.shift'),
      words: 'shift log 值班 班次',
      shortcut: 'L',
      run: () => setDialog('shift'),
    },
    {
      id: 'outbox',
      label: t('keys.outbox'),
      words: 'outbox 待发',
      shortcut: 'O',
      run: () => setDialog('outbox'),
    },
    { id: 'video', label: t('keys.video'), words: 'video 视频', run: () => void street.openWindow('video') },
    { id: 'wall', label: t('keys.wall'), words: 'wall 大屏', run: () => void street.openWindow('wall') },
    {
      id: 'language',
      label: t('keys.language'),
      run: () => void changeSettings({ language: language === 'en' ? 'zh-CN' : 'en' }),
    },
    {
      id: 'theme',
      label: t('keys.theme'),
      words: 'theme 主题 dark light',
      run: () => void changeSettings({ theme: theme === 'dark' ? 'light' : 'dark' }),
    },
    {
      id: 'settings',
      label: t('keys.settings'),
      words: 'settings',
      shortcut: 'Ctrl+,',
      run: () => setDialog('settings'),
    },
    {
      id: 'data',
      label: t('keys.data'),
      words: 'backup restore diagnostics 备份 恢复 诊断',
      run: () => setDialog('data'),
    },
    ...(mayAudit
      ? [
          {
            id: 'audit',
            label: t('keys.audit'),
            words: 'audit personal privacy reveal 审计 查看记录 联系方式 轨迹',
            run: () => setDialog('audit'),
          },
        ]
      : []),
    { id: 'help', label: t('keys.help'), words: 'help keys 帮助', shortcut: '?', run: () => setDialog('help') },
    { id: 'sign-out', label: t('keys.signOut'), words: 'sign out', run: () => setDialog('sign-out') },
  ];
}
