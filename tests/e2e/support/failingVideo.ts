import type { Page } from '@playwright/test';
import type { VideoTarget } from '#shared/contract/video.ts';
import type { VideoSource } from '#shared/protocol/video.ts';
import type { FakeGateway } from '../../contract/station/fakeGateway.ts';
import { expect } from './fixtures.ts';
import { tile } from './videoTiles.ts';

/** Every way in which a link comes to no picture, and what its tile says of it. */

/** path at the media server → the words; where nothing listens: an address of its own */
const SOURCES: readonly [string, string][] = [
  ['/none.m3u8', '该地址没有视频'],
  ['/locked.m3u8', '视频源要求登录'],
  ['/strange.m3u8', '本机无法解码'],
  ['http://127.0.0.1:1/live.m3u8', '视频源没有响应'],
  ['/empty.flv', '已连接，但没有画面'],
];
const WORKERS = {
  busy: '对方正在另一次视频通话中',
  forbidden: '您的角色无权请求视频',
  offline: '对方终端不在线',
  declined: '对方拒绝：正在劝导',
  lost: '对方终端断开',
  silent: '无人应答',
} as const;
type Worker = keyof typeof WORKERS;

export function failingSources(mediaUrl: string): VideoSource[] {
  return SOURCES.map(([path], at) => ({
    ...{ id: `3402000008132700000${at}`, version: 1, kind: 'camera', name: `失败 ${at}` },
    ...{ lon: 121.46, lat: 31.195, gridCode: '99010100100101' },
    streams: [{ kind: path.endsWith('.flv') ? 'flv' : 'hls', url: new URL(path, mediaUrl).href }],
  }));
}

/** The centre refuses by name of the worker, or lets ring. */
function answerInvitations(centre: FakeGateway): void {
  const tell = (event: string, payload: object) => {
    for (const socket of centre.sockets) socket.emit(event, payload);
  };
  const refuse = (code: string) => ({ ok: false, code, message: '' });
  centre.answers.set('video:invite', (payload) => {
    const { workerId, sessionId } = payload as { workerId: Worker; sessionId: string };
    if (workerId === 'busy') return refuse('conflict');
    if (workerId === 'forbidden') return refuse('forbidden');
    if (workerId === 'offline') return refuse('unavailable');
    tell('video:ringing', { sessionId });
    if (workerId === 'declined') tell('video:answer', { sessionId, accept: false, reason: '正在劝导' });
    if (workerId === 'lost') tell('video:ended', { sessionId, code: 'terminal-lost' });
    return { ok: true };
  });
}

function drop(video: Page, n: number, target: VideoTarget): Promise<void> {
  const slot = video.getByRole('region', { name: new RegExp(`^画面 ${n}：`) });
  return slot.evaluate((element, data) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.setData('application/x-street-video', data);
    element.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
  }, JSON.stringify(target));
}

/** The machine of a link waits by the page's clock, which is put forward instead of waited for. */
export function putForward(video: Page, ms: number): Promise<void> {
  return video.evaluate((by) => {
    const before = Date.now.bind(Date);
    Date.now = () => before() + by;
  }, ms);
}

/** Shows each failure in a tile of its own, from the sixth of sixteen on. */
export async function everyFailureIsSaid(video: Page, centre: FakeGateway): Promise<void> {
  answerInvitations(centre);
  await video.keyboard.press('Alt+4');
  await expect(video.getByRole('region', { name: /^画面 16：/ })).toBeVisible();
  const first = 6;
  const words: string[] = [];
  for (const [at, [, said]] of SOURCES.entries()) {
    await drop(video, first + words.length, { kind: 'source', sourceId: `3402000008132700000${at}` });
    words.push(said);
  }
  for (const [workerId, said] of Object.entries(WORKERS)) {
    await drop(video, first + words.length, { kind: 'worker', workerId, name: workerId, media: 'camera' });
    words.push(said);
  }
  const waits = [words.indexOf('已连接，但没有画面'), words.indexOf('无人应答')] as const;
  for (const [at, said] of words.entries()) {
    if (!waits.includes(at)) await expect(tile(video, first + at)).toContainText(said);
  }
  await expect(tile(video, first + waits[0])).toHaveAttribute('data-link', 'connecting');
  await expect(tile(video, first + waits[1])).toHaveAttribute('data-link', 'ringing');
  await putForward(video, 46_000);
  for (const at of waits) await expect(tile(video, first + at)).toContainText(words[at] ?? '-');
  await video.screenshot({ path: 'artefacts/screens/video-failures.png' });
}
