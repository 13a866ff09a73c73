import { expect, it } from 'vitest';
import { relayedUrl, streamOrigin, unrelayedUrl } from './streamRelay.ts';

it('comes back as it was, with its query and without its fragment', () => {
  for (const address of [
    'http://127.0.0.1:7200/demo/cameras/99010100081326000001',
    'https://video.a-rather-long-name-of-a-centre.example.cn:8443/live/cam.m3u8?token=a%2Fb',
    'http://[::1]:8889/cam/whep',
  ]) {
    expect(unrelayedUrl(relayedUrl(address) ?? '')).toBe(address);
  }
  expect(unrelayedUrl(relayedUrl('http://a.cn/x#y') ?? '')).toBe('http://a.cn/x');
});

it('knows no other schemes, no names of users, and nothing that is no address', () => {
  for (const address of ['file:///etc/passwd', 'ftp://a.cn/', 'http://user:pw@a.cn/', 'javascript:0', '', '/x']) {
    expect(streamOrigin(address)).toBeNull();
    expect(relayedUrl(address)).toBeNull();
  }
  // 'http://a.cn/x' as an origin would put a path of its own before that of the request.
  const hex = [...'http://a.cn/x'].map((sign) => (sign.codePointAt(0) ?? 0).toString(16)).join('');
  expect(unrelayedUrl(`stream://${hex}/y`)).toBeNull();
});
