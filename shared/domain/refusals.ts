/** Why an action was refused: the wire's error code and the sentence in the operator's words. */
export const REFUSALS = {
  'wrong-state': {
    code: 'conflict',
    zh: '案件当前状态不能执行此操作',
    en: 'The case is not in a state that allows this',
  },
  'role-missing': { code: 'forbidden', zh: '您的角色无权执行此操作', en: 'Your role may not do this' },
  'not-for-terminals': { code: 'forbidden', zh: '此操作不能由终端执行', en: 'This cannot be done from a terminal' },
  'not-for-system': { code: 'forbidden', zh: '此操作必须由人员执行', en: 'A person must do this' },
  'clock-only': { code: 'forbidden', zh: '升级由系统按时限自动执行', en: 'Only the clock moves a case up a tier' },
  'handled-it': {
    code: 'forbidden',
    zh: '您派遣或处置过此案件，不能由您核查或结案',
    en: 'You dispatched or handled this case, so you may not verify or close it',
  },
  'not-assigned': { code: 'forbidden', zh: '此案件没有派给您', en: 'This case is not assigned to you' },
  'not-the-reporter': {
    code: 'forbidden',
    zh: '只有上报人可以自处置',
    en: 'Only the worker who reported it may settle it on the spot',
  },
  'not-asked-to-verify': { code: 'forbidden', zh: '此案件没有请您核查', en: 'You were not asked to verify this case' },
  'verifier-handled-it': {
    code: 'forbidden',
    zh: '该网格员派遣、承办或处置过此案件，不能核查',
    en: 'This worker was assigned to or handled the case and may not verify it',
  },
  'supervisor-cannot-cancel': {
    code: 'forbidden',
    zh: '您督办过此案件，不能由您作废',
    en: 'You supervised this case, so you may not cancel it',
  },
  'reopen-too-late': {
    code: 'conflict',
    zh: '结案已超过 30 天，不能重开',
    en: 'Closed more than 30 days ago: it cannot be reopened',
  },
  'reason-required': { code: 'invalid', zh: '请填写原因', en: 'Give a reason' },
  'note-required': { code: 'invalid', zh: '请填写说明', en: 'Write a note' },
  'nobody-to-dispatch-to': { code: 'invalid', zh: '请选择职能部门或网格员', en: 'Choose a department or a worker' },
  'nobody-to-check': { code: 'invalid', zh: '请选择核实人员', en: 'Choose who shall check' },
  'due-in-past': { code: 'invalid', zh: '截止时间必须晚于现在', en: 'The due time must lie in the future' },
  'due-too-late': {
    code: 'forbidden',
    zh: '只有值班长可以把截止时间定在类别时限之后',
    en: 'Only the shift lead may set a due time later than the category allows',
  },
  'until-not-later': {
    code: 'invalid',
    zh: '延期后的时限必须晚于现时限',
    en: 'The new limit must be later than the present one',
  },
  'extension-asked-already': {
    code: 'conflict',
    zh: '已有一项延期申请待审批',
    en: 'An extension request is already waiting',
  },
  'no-extension-asked': { code: 'conflict', zh: '没有待审批的延期申请', en: 'No extension request is waiting' },
  'asked-it-yourself': {
    code: 'forbidden',
    zh: '不能审批自己提出的延期',
    en: 'You may not decide on your own request',
  },
  'review-in-past': { code: 'invalid', zh: '复核日期必须晚于现在', en: 'The review date must lie in the future' },
  'already-supervised': {
    code: 'conflict',
    zh: '案件已在同级或更高级督办中',
    en: 'The case is already supervised at this level or a higher one',
  },
  'not-supervised': { code: 'conflict', zh: '案件没有被督办', en: 'The case is not supervised' },
  'merge-into-itself': { code: 'invalid', zh: '案件不能并入自身', en: 'A case cannot be merged into itself' },
  'bad-satisfaction': {
    code: 'invalid',
    zh: '满意度为 1 至 5 的整数',
    en: 'Satisfaction is a whole number from 1 to 5',
  },
  'tier-not-higher': { code: 'invalid', zh: '只能升级到更高的层级', en: 'A case climbs to a higher tier only' },
  'limit-not-passed': {
    code: 'conflict',
    zh: '本层级时限未到，不能升级',
    en: 'The limit of this tier has not passed yet',
  },
} as const satisfies Record<string, { code: 'invalid' | 'forbidden' | 'conflict'; zh: string; en: string }>;

export type RefusalReason = keyof typeof REFUSALS;

/** The refusal as a sentence for the operator. */
export function refusalText(reason: RefusalReason, lang: 'zh-CN' | 'en'): string {
  return lang === 'en' ? REFUSALS[reason].en : REFUSALS[reason].zh;
}
