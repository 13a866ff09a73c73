import { type Case, type CaseAction, ENDED_STATES } from '#shared/domain/case.ts';
import type { Gateway } from '../context.ts';
import { refuse, type WireRefusal } from '../wire/refusal.ts';

/** What a payload names must be there, which the rules of the domain cannot know. Null when all is. */
export async function unknownReference(gateway: Gateway, row: Case, action: CaseAction): Promise<WireRefusal | null> {
  const { directory, storage } = gateway;
  const { workerIds, departmentIds } = namedIn(action);
  const stranger = workerIds.find((id) => !directory.workers.has(id));
  if (stranger !== undefined) return refuse('not-found', `没有这位网格员：${stranger}`);
  const nowhere = departmentIds.find((id) => !directory.departments.has(id));
  if (nowhere !== undefined) return refuse('not-found', `没有这个部门：${nowhere}`);
  switch (action.action) {
    case 'merge': {
      const into = await storage.get('case', action.payload.intoId);
      if (!into) return refuse('not-found', '没有要并入的案件');
      return into.state === 'merged' ? refuse('conflict', '要并入的案件已并入其他案件', into) : null;
    }
    case 'link':
      return majorRefusal(gateway, row, action.payload.majorId);
    case 'correct': {
      const { categoryCode, componentCode } = action.payload;
      if (categoryCode !== undefined && !directory.categories.has(categoryCode)) {
        return refuse('not-found', `没有这个类别：${categoryCode}`);
      }
      return componentCode ? componentRefusal(gateway, componentCode) : null;
    }
    default:
      return null;
  }
}

export async function componentRefusal({ storage }: Gateway, code: string): Promise<WireRefusal | null> {
  return (await storage.get('component', code)) ? null : refuse('not-found', `没有这个部件：${code}`);
}

/** A major incident is an open case that is part of none itself; so two levels are all there are. */
async function majorRefusal({ storage }: Gateway, row: Case, majorId: string): Promise<WireRefusal | null> {
  const major = await storage.get('case', majorId);
  if (!major) return refuse('not-found', '没有要关联的案件');
  if (ENDED_STATES.includes(major.state)) return refuse('conflict', '要关联的案件已办结', major);
  if (major.majorId) return refuse('conflict', '要关联的案件已属于另一重大事件', major);
  const parts = await storage.children('case', row.id);
  return parts.length > 0 ? refuse('conflict', `此案件自身是重大事件，关联有 ${parts.length} 件`, row) : null;
}

function namedIn({ action, payload }: CaseAction): { workerIds: string[]; departmentIds: string[] } {
  const workerIds = 'workerIds' in payload ? [...(payload.workerIds ?? [])] : [];
  const departmentIds = 'departmentIds' in payload ? [...(payload.departmentIds ?? [])] : [];
  if ('workerId' in payload) workerIds.push(payload.workerId);
  if ('departmentId' in payload && payload.departmentId) departmentIds.push(payload.departmentId);
  const to = action === 'supervise' && 'to' in payload ? payload.to : undefined;
  if (to) (to.kind === 'worker' ? workerIds : departmentIds).push(to.id);
  return { workerIds, departmentIds };
}
