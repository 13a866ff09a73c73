import { expect, it } from 'vitest';
import { withStartBitrate } from './videoCall.ts';

it('says at which rate to begin, and leaves every other line of the description as it came', () => {
  const sdp = [
    'v=0',
    'm=video 9 UDP/TLS/RTP/SAVPF 96 98',
    'a=rtpmap:96 VP8/90000',
    'a=rtpmap:98 VP9/90000',
    'a=fmtp:98 profile-id=0',
    '',
  ];
  const lines = withStartBitrate(sdp.join('\r\n')).split('\r\n');
  expect(lines).toEqual([...sdp.slice(0, 3), 'a=fmtp:96 x-google-start-bitrate=1500', ...sdp.slice(3)]);
});
