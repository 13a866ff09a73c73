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
  'not-your-area': {
    code: 'forbidden',
    zh: '案件不在您负责的区域',
    en: 'The case does not lie in your area',
  },
  'not-pressed': { code: 'forbidden', zh: '督办不是发给您的', en: 'The supervision is not addressed to you' },
  'supervisor-cannot-cancel': {
    code: 'forbidden',
    zh: '您督办过此案件，不能由您作废',
    en: 'You supervised this case, so you may not cancel it',
  },
  'not-asked-to-check': { code: 'forbidden', zh: '此案件没有请您核实', en: 'You were not asked to check this case' },
  'passed-it-yourself': {
    code: 'forbidden',
    zh: '此案件由您核查通过，复核须由他人进行',
    en: 'You passed this case, so somebody else must look at it again',
  },
  'pressed-it-yourself': {
    code: 'forbidden',
    zh: '督办由您发出，不能由您回复',
    en: 'You pressed this case, so you may not reply to it',
  },
  'granted-it-yourself': {
    code: 'forbidden',
    zh: '您已同意此延期，须由另一人复批',
    en: 'You agreed to this extension already; a second person must',
  },
  'nothing-to-start': { code: 'conflict', zh: '没有待接收的承办单位', en: 'Nobody is left who has not started' },
  'nothing-to-return': {
    code: 'conflict',
    zh: '已开始处置，不能退回',
    en: 'Whoever has started can no longer return it',
  },
  'reported-back-already': { code: 'conflict', zh: '该承办单位已反馈', en: 'This one has reported back already' },
  'assigned-already': { code: 'conflict', zh: '所选承办单位均已在案', en: 'All of these are assigned already' },
  'not-an-assignee': { code: 'conflict', zh: '该承办单位不在此案件上', en: 'This one is not assigned to the case' },
  'nobody-left': {
    code: 'conflict',
    zh: '撤下后无人承办，请先加派他人',
    en: 'Nobody would be left to act: assign somebody else first',
  },
  'area-not-yours': {
    code: 'forbidden',
    zh: '共享区域由值班长绘制和修改，个人区域由本人修改',
    en: 'Shared areas are the shift lead’s to draw and change, one’s own are one’s own',
  },
  'area-no-outline': {
    code: 'invalid',
    zh: '轮廓不成区域：须闭合、不自交，面积在 100 平方米至 1000 平方公里之间',
    en: 'Not an outline of an area: closed, not crossing itself, of 100 m² to 1,000 km²',
  },
  'area-must-be-shared': {
    code: 'invalid',
    zh: '电子围栏和危险区域必须共享',
    en: 'Geofences and hazards are shared with the whole centre',
  },
  'nothing-corrected': { code: 'invalid', zh: '没有要更正的内容', en: 'Nothing to correct' },
  'link-to-itself': { code: 'invalid', zh: '案件不能关联自身', en: 'A case cannot be linked to itself' },
  'linked-already': { code: 'conflict', zh: '案件已关联到该重大事件', en: 'The case is linked to it already' },
  'not-linked': { code: 'conflict', zh: '案件没有关联重大事件', en: 'The case is not linked to a major incident' },
  'no-check-asked': { code: 'conflict', zh: '没有待回复的核实', en: 'No check is waiting for an answer' },
  'no-recheck-asked': { code: 'conflict', zh: '案件没有被抽中复核', en: 'The case was not sampled for a re-check' },
  'rechecked-already': { code: 'conflict', zh: '案件已复核', en: 'The case has been re-checked' },
  'answered-already': { code: 'conflict', zh: '此督办已回复', en: 'This supervision has its reply' },
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
  'agreed-to-another': {
    code: 'conflict',
    zh: '复批不能更改已同意的时限',
    en: 'The second approver agrees to the limit the first agreed to, or refuses',
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
  'photos-missing': {
    code: 'invalid',
    zh: '自处置须附处置前后的照片',
    en: 'Settling on the spot needs a photo from before and one from after',
  },
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
