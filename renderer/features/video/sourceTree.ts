import type { VideoSourceView } from '#shared/contract/video.ts';

export interface TreeGroup {
  code: string;
  name: string;
  /** communities of a street; none below a community */
  groups: TreeGroup[];
  sources: VideoSourceView[];
}

interface GridName {
  code: string;
  name: string;
}

/** Whether a source's name or id holds what was typed. */
export function fits({ id, name }: VideoSourceView, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return wanted === '' || name.toLowerCase().includes(wanted) || id.includes(wanted);
}

/** Sources by street and community; those in no known grid under `elsewhere`. Empty groups are left out. */
export function sourceTree(
  sources: readonly VideoSourceView[],
  streets: readonly GridName[],
  communities: readonly GridName[],
  elsewhere: string,
): TreeGroup[] {
  const left = new Set(sources);
  const take = (code: string): VideoSourceView[] => {
    const mine = [...left].filter(({ gridCode }) => gridCode.startsWith(code));
    for (const source of mine) left.delete(source);
    return mine;
  };
  const groups = streets.map(({ code, name }) => ({
    code,
    name,
    groups: communities
      .filter((community) => community.code.startsWith(code))
      .map((community) => ({ ...community, groups: [], sources: take(community.code) }))
      .filter(({ sources: own }) => own.length > 0),
    sources: take(code),
  }));
  return [...groups, { code: '', name: elsewhere, groups: [], sources: [...left] }].filter(
    (group) => countOf(group) > 0,
  );
}

/** Sources of a group and of all below it. */
export function countOf({ groups, sources }: TreeGroup): number {
  return sources.length + groups.reduce((sum, group) => sum + countOf(group), 0);
}
