import { defineTexts } from '../../i18n/index.ts';

export const texts = defineTexts('sign-in', {
  zh: {
    title: '登录',
    centre: '中心',
    noCentre: '未设置中心地址',
    username: '用户名',
    password: '密码',
    submit: '登录',
    submitting: '正在登录',
    wrong: '用户名或密码不正确',
    unreachable: '连不上中心。此用户没有在本机登录过，不能离线登录：请等连接恢复，或换一个在本机登录过的用户。',
    noGateway: '中心的回答无法理解：该地址上不是本系统的中心，请核对中心地址。此用户没有在本机登录过，不能离线登录。',
    expired: '连不上中心，且本机的离线登录已过期：请等连接恢复后登录',
    locked: '尝试次数过多，账号已暂时锁定，请稍后再试',
    notAllowed: '此账号不能在本中心使用',
    other: '没有登录成功：{{why}}',
    alone: '现在连不上中心：曾在本机登录过的用户可以离线登录。',
    demoTitle: '演示账号（密码 demo），点一下即填入',
    waiting: '正在启动本机数据服务，稍后即可登录',
    waitingLong: '正在启动本机数据服务。升级后第一次启动要整理本机数据，案件多时约需半分钟；已提交的操作都在。',
  },
  en: {
    title: 'Sign in',
    centre: 'Centre',
    noCentre: 'No centre set',
    username: 'Username',
    password: 'Password',
    submit: 'Sign in',
    submitting: 'Signing in',
    wrong: 'The username or the password is wrong',
    unreachable:
      'The centre cannot be reached, and this user never signed in on this desk: wait for the link, or use one who did; they may sign in offline.',
    noGateway:
      'The answer cannot be understood: there is no centre of this system at that address; check it. This user never signed in on this desk and cannot sign in offline.',
    expired: 'The centre cannot be reached and the offline sign-in has run out: wait for the link',
    locked: 'Too many attempts: the account is locked for a while',
    notAllowed: 'This account may not be used at this centre',
    other: 'Could not sign in: {{why}}',
    alone: 'The centre cannot be reached now: who signed in on this desk before may sign in offline.',
    demoTitle: 'Demo accounts (password demo): one click fills them in',
    waiting: 'Starting the data service of this desk; you can sign in shortly',
    waitingLong:
      'Starting the data service of this desk. The first start after an update puts the local data in order, about half a minute with many cases; every action taken is kept.',
  },
});
