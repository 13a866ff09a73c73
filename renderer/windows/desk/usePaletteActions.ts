import { showsOf } from '#shared/contract/mapView.ts';
import { QUEUE_NAMES } from '#shared/contract/queues.ts';
import { WALL_SCENES } from '#shared/contract/wallPlan.ts';
import { PANELS } from '#shared/contract/windows.ts';
import { common, useTexts } from '../../i18n/index.ts';
import { useAlarmPanel } from '../../features/alarms/index.ts';
import { useMayAudit } from '../../features/audit/index.ts';
import type { PaletteAction } from '../../features/palette/index.ts';
import { DISTRICT_BASE } from '#shared/contract/basemaps.ts';
import { MAP_GROUNDS, useBaseChoice, useBasemaps, savedViews, useMay, useOwnId } from '../../parts/index.ts';
import { changeSettings, useAct, useSettings } from '../../station/index.ts';
import { texts } from './locale.ts';
import { useDesk } from './store.ts';
import { useSelectionVerbs } from './useDeskVerbs.ts';

/** The shift lead's: what every wall of the centre shows. */
function useWallActions(): PaletteAction[] {
  const t = useTexts(texts);
  const words = useTexts(common);
  const act = useAct();
  const ownId = useOwnId();
  const may = useMay('wall.cue');
  if (!may) return [];
  const scenes = [...WALL_SCENES, 'tour' as const].map((scene) => {
    const subject = words(`wallScenes.${scene}`);
    return {
      id: `wall:${scene}`,
      label: t('keys.cueWall', { name: subject }),
      words: `wall 大屏 ${common.zh.wallScenes[scene]} ${common.en.wallScenes[scene]}`,
      run: () => void act('wall.cue', { payload: { wallId: '*', scene, args: {} }, subject }),
    };
  });
  // With what the view shows, since no wall could look it up.
  const views = savedViews(localStorage, ownId).map((view) => {
    const { name, lon, lat, zoom } = view;
    const subject = t('keys.savedView', { name });
    const args = { title: name, lon, lat, zoom, shows: showsOf(view) };
    return {
      id: `wall-view:${name}`,
      label: t('keys.cueView', { name }),
      words: 'wall view 大屏',
      run: () => void act('wall.cue', { payload: { wallId: '*', scene: 'situation', args }, subject }),
    };
  });
  return [...scenes, ...views];
}

/** Base maps of this window's map, and their styles. */
function useBaseActions(): PaletteAction[] {
  const t = useTexts(texts);
  const { setDialog } = useDesk();
  const { base, ground, chooseBase, chooseGround } = useBaseChoice();
  const bases = useBasemaps()?.bases ?? [];
  const named = [{ id: DISTRICT_BASE, name: t('bases.district') }, ...bases.map(({ id, name }) => ({ id, name }))];
  return [
    ...named
      .filter(({ id }) => id !== base)
      .map(({ id, name }) => ({
        id: `base:${id}`,
        label: t('bases.choose', { name }),
        words: 'base map 底图 地图',
        run: () => chooseBase(id),
      })),
    ...MAP_GROUNDS.filter((one) => one !== ground).map((one) => ({
      id: `ground:${one}`,
      label: t('bases.ground', { name: t(`bases.grounds.${one}`) }),
      words: 'map style day night contrast 底图 样式 日间 夜间 高对比',
      run: () => chooseGround(one),
    })),
    {
      id: 'basemaps',
      label: t('bases.manage'),
      words: 'base maps pmtiles mbtiles wmts xyz tianditu 底图 天地图 瓦片',
      run: () => setDialog('basemaps'),
    },
    {
      id: 'overlays',
      label: t('bases.overlays'),
      words: 'overlays notices weather warning radar geojson 外部图层 预警 通告 气象 雷达',
      run: () => setDialog('overlays'),
    },
  ];
}

/** Views of the map that the operator saved. */
function useViewActions(): PaletteAction[] {
  const t = useTexts(texts);
  const { showView } = useDesk();
  const ownId = useOwnId();
  return savedViews(localStorage, ownId).map(({ name }) => ({
    id: `view:${name}`,
    label: t('keys.savedView', { name }),
    words: 'saved view map 视图 保存的视图 地图',
    run: () => showView(name),
  }));
}

/** Everything the palette can do beside opening what it found. */
export function usePaletteActions(): PaletteAction[] {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const { language, theme } = useSettings();
  const { setFinding } = useDesk();
  const { setDialog, setQueue, showCommands, showMusters, showIntercom, showPlace, showReplay, showZones, intake } =
    useDesk();
  const verbs = useSelectionVerbs();
  const mayAudit = useMayAudit();
  const wallActions = useWallActions();
  const baseActions = useBaseActions();
  const viewActions = useViewActions();
  return [
    ...QUEUE_NAMES.map((queue) => ({
      id: `queue:${queue}`,
      label: t('keys.queue', { name: tc(`queues.${queue}`) }),
      words: `${common.zh.queues[queue]} ${common.en.queues[queue]}`,
      run: () => setQueue(queue),
    })),
    {
      id: 'find-on-map',
      label: t('keys.findOnMap'),
      words: 'find map place address coordinates grid component camera 地图 查找 定位 坐标 地址 经纬度',
      shortcut: 'Ctrl+F',
      run: () => setFinding(true),
    },
    { id: 'map', label: t('keys.showOnMap'), shortcut: 'G', run: () => void verbs.showOnMap() },
    { id: 'command', label: t('keys.command'), shortcut: 'C', run: () => void verbs.command() },
    { id: 'choose', label: t('chosen.toggle'), words: 'choose 选人', shortcut: 'X', run: () => void verbs.chooseToo() },
    { id: 'commands', label: t('keys.commands'), words: 'commands 指令', shortcut: 'B', run: () => showCommands() },
    {
      id: 'intake',
      label: t('keys.intake'),
      words: 'new case intake hotline counter 12345 登记 受理 来电 热线 窗口',
      shortcut: 'Shift+N',
      run: () => intake({ nonce: crypto.randomUUID() }),
    },
    {
      id: 'intake-drafts',
      label: t('keys.intakeDrafts'),
      words: 'drafts intake 草稿 登记',
      run: () => intake(),
    },
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
      id: 'place',
      label: t('keys.place'),
      words: 'place address grid component organisation dossier 地点 档案 地址 网格 部件 单位',
      shortcut: 'Shift+P',
      run: () => showPlace(null),
    },
    {
      id: 'replay',
      label: t('keys.replay'),
      words: 'replay past trails history district 回放 轨迹 全区 历史',
      shortcut: 'Shift+R',
      run: () => showReplay('district'),
    },
    {
      id: 'replay-case',
      label: t('keys.replayCase'),
      words: 'who was near surroundings case replay 案件 周边 谁到过 回放',
      run: () => showReplay('case'),
    },
    {
      id: 'route-check',
      label: t('keys.routeCheck'),
      words: 'route check coverage walks streets 走访 覆盖 核对 路线 未走访',
      run: () => showReplay('walks'),
    },
    {
      id: 'zones',
      label: t('keys.zones'),
      words: 'coverage grids empty nobody zone board 网格 覆盖 无人 在岗 看板',
      shortcut: 'Shift+Z',
      run: showZones,
    },
    {
      id: 'coverage-aims',
      label: t('keys.coverageAims'),
      words: 'coverage aims policy grids 覆盖 要求 网格',
      run: () => setDialog('coverage-aims'),
    },
    {
      id: 'shift',
      label: t('keys.shift'),
      words: 'shift log 值班 班次',
      shortcut: 'L',
      run: () => setDialog('shift'),
    },
    {
      id: 'supervision',
      label: t('keys.supervision'),
      words: 'supervision board late 督办 超期 看板',
      shortcut: 'Shift+S',
      run: () => setDialog('supervision'),
    },
    {
      id: 'case-policy',
      label: t('keys.casePolicy'),
      words: 'case policy rules sampling extension 规则 抽查 延期 督办',
      run: () => setDialog('case-policy'),
    },
    {
      id: 'alarms',
      label: t('keys.alarms'),
      words: 'alarms sos acknowledge 告警 报警 求助 确认',
      shortcut: 'Shift+A',
      run: () => useAlarmPanel.getState().setOpen(true),
    },
    {
      id: 'alarm-rules',
      label: t('keys.alarmRules'),
      words: 'alarm rules welfare speed hazard fence crowding 告警 规则 平安 超速 围栏',
      run: () => setDialog('alarm-rules'),
    },
    {
      id: 'reply-templates',
      label: t('keys.replyTemplates'),
      words: 'reply templates 模板 回复',
      run: () => setDialog('reply-templates'),
    },
    {
      id: 'figures',
      label: t('keys.figures'),
      words: 'evaluation figures report kpi 考核 指标 报表 统计',
      shortcut: 'Shift+F',
      run: () => setDialog('figures'),
    },
    {
      id: 'imports',
      label: t('keys.imports'),
      words: 'import csv xlsx excel geojson shapefile 导入 批量',
      run: () => setDialog('imports'),
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
    ...PANELS.map((panel) => ({
      id: `tear-off:${panel}`,
      label: t('panels.tearOff', { name: t(`panels.${panel}`) }),
      words: 'window tear off panel 独立窗口 分离',
      run: () => void street.tearOff(panel),
    })),
    {
      id: 'desk-window',
      label: t('keys.deskWindow'),
      words: 'new desk window 新窗口',
      run: () => void street.openWindow('desk'),
    },
    ...viewActions,
    ...wallActions,
    ...baseActions,
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
