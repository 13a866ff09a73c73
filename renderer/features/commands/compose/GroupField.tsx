import { useState } from 'react';
import type { CaseView } from '#shared/contract/views.ts';
import { common, formatDistance, nameIn, useLanguage, useTexts } from '../../../i18n/index.ts';
import { nearInput } from '../../../parts/index.ts';
import { useFeed } from '../../../station/index.ts';
import { type Choice, Combobox } from '../../../ui/index.ts';
import { texts } from '../locale.ts';
import { type CommandDraft, WORKER_ROLES } from './draft.ts';

const NEAREST = [3, 5, 10, 20] as const;
const AROUND = [300, 500, 1000, 2000] as const;

interface GroupFieldProps {
  draft: CommandDraft;
  view: CaseView | null | undefined;
  /** what is near it can be addressed; null: nothing is */
  place: { lon: number; lat: number } | null;
  change: (change: Partial<CommandDraft>) => void;
}

/** A group to choose, and what choosing it makes of the draft. */
type Group = Choice & { adds: Partial<CommandDraft> };

const without = <T extends { code: string }>(list: readonly T[], code: string): T[] =>
  list.filter((one) => one.code !== code);

/** Groups that need no searching: everybody, those around the place, roles. */
function useFixedGroups(place: GroupFieldProps['place'], draft: CommandDraft): Group[] {
  const t = useTexts(texts);
  const tc = useTexts(common);
  const near: Group[] = place
    ? [
        ...NEAREST.map((n) => ({ value: `near:${n}`, label: t('nearest', { n }), adds: { nearest: n } })),
        ...AROUND.map((m) => ({
          value: `around:${m}`,
          label: t('around', { distance: formatDistance(m) }),
          adds: { around: m, area: null },
        })),
      ]
    : [];
  const roles: Group[] = WORKER_ROLES.map((role) => ({
    value: `role:${role}`,
    label: t('role', { name: tc(`workerRoles.${role}`) }),
    adds: { roles: [...new Set([...draft.roles, role])] },
  }));
  return [{ value: 'everyone', label: t('everyone'), adds: { everyone: true } }, ...near, ...roles];
}

/** Grids of any tier, departments and teams that fit what was typed. */
function useFoundGroups(asked: string, draft: CommandDraft): { found: Group[]; isSearching: boolean } {
  const t = useTexts(texts);
  const language = useLanguage();
  const typed = asked !== '';
  const search = useFeed('search', { text: asked, limit: 20 }, { enabled: typed });
  const near = useFeed('worker.near', nearInput({ lon: 0, lat: 0, gridCode: '' }, asked), { enabled: typed });
  const departments = useFeed('department.list', {}).data ?? [];
  if (!typed) return { found: [], isSearching: false };
  const teams = [...new Set(near.data?.map(({ worker }) => worker.teamId))].slice(0, 5);
  const found = [
    ...(search.data ?? [])
      .filter((hit) => hit.kind === 'grid')
      .map(({ id: code, title: name }) => ({
        value: `grid:${code}`,
        label: name,
        note: code,
        adds: { grids: [...without(draft.grids, code), { code, name }] },
      })),
    ...departments.map((one) => {
      const name = nameIn(language, one);
      return {
        value: `department:${one.code}`,
        label: t('department', { name }),
        adds: { departments: [...without(draft.departments, one.code), { code: one.code, name }] },
      };
    }),
    ...teams.map((id) => ({
      value: `team:${id}`,
      label: t('team', { id }),
      adds: { teams: [...new Set([...draft.teams, id])] },
    })),
  ];
  return { found, isSearching: [search, near].some((feed) => feed.isPending || feed.isPlaceholderData) };
}

/** Adds whole groups: by typing a grid, department or team, or by picking who is near, a role, or everyone on duty. */
export function GroupField({ draft, view, place, change }: GroupFieldProps) {
  const t = useTexts(texts);
  const [text, setText] = useState('');
  const asked = text.trim();
  const own = view?.case.gridCode ?? '';
  const fixed = useFixedGroups(place, draft);
  const { found, isSearching } = useFoundGroups(asked || own, draft);
  const fits = (group: Group) => asked === '' || group.label.toLowerCase().includes(asked.toLowerCase());
  // What the centre's search found fits by more than its name: a code, pinyin.
  const isFound = (group: Group) => group.value.startsWith('grid:') || group.value.startsWith('team:');
  const groups = [...fixed.filter(fits), ...found.filter((group) => isFound(group) || (asked !== '' && fits(group)))];
  return (
    <Combobox
      label={t('group')}
      placeholder={t('groupPlaceholder')}
      choices={groups}
      value={null}
      onSearch={setText}
      isSearching={isSearching}
      onChange={(value) => {
        const group = groups.find((one) => one.value === value);
        if (group) change(group.adds);
      }}
    />
  );
}
