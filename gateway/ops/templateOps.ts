import { type CommandTemplate, commandTemplatesSchema, TEMPLATES_SETTING } from '#shared/protocol/commands.ts';
import type { Gateway } from '../context.ts';
import { putRow } from '../storage/putRow.ts';
import { refuse } from '../wire/refusal.ts';
import type { Decision, OpRequest } from './request.ts';

const MOST_TEMPLATES = 200;

/** Keeps a command template under its id. Shortcuts are unique: they are typed without looking. */
export async function saveTemplate(gateway: Gateway, request: OpRequest<'command.template-save'>): Promise<Decision> {
  const { template } = request.payload;
  const { version, templates } = await storedTemplates(gateway);
  const others = templates.filter(({ id }) => id !== template.id);
  const same = others.find(({ shortcut }) => shortcut === template.shortcut);
  if (same) return refuse('conflict', `快捷码“${template.shortcut}”已用于模板“${same.name}”`);
  if (others.length >= MOST_TEMPLATES) return refuse('invalid', `模板最多 ${MOST_TEMPLATES} 个，请先删除不用的`);
  const at = templates.findIndex(({ id }) => id === template.id);
  return keep(at < 0 ? [...templates, template] : templates.with(at, template), version);
}

export async function deleteTemplate(
  gateway: Gateway,
  request: OpRequest<'command.template-delete'>,
): Promise<Decision> {
  const { version, templates } = await storedTemplates(gateway);
  const rest = templates.filter(({ id }) => id !== request.payload.templateId);
  if (rest.length === templates.length) return refuse('not-found', '没有这个模板');
  return keep(rest, version);
}

async function storedTemplates({ storage }: Gateway): Promise<{ version: number; templates: CommandTemplate[] }> {
  const row = await storage.get('setting', TEMPLATES_SETTING);
  const parsed = commandTemplatesSchema.safeParse(row?.value ?? []);
  return { version: row?.version ?? 0, templates: parsed.success ? parsed.data : [] };
}

function keep(templates: CommandTemplate[], before: number): Decision {
  const row = { key: TEMPLATES_SETTING, version: before + 1, value: JSON.parse(JSON.stringify(templates)) };
  return {
    ok: true,
    unit: { puts: [putRow('setting', row, before)] },
    answer: { result: { count: templates.length } },
  };
}
