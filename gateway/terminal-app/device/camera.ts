/**
 * What a worker shows: the camera at the back with the microphone's sound, or the screen where the browser can give it. A worker
 * who lets nobody hear may be seen all the same.
 */
export async function takePicture(kind: 'camera' | 'screen'): Promise<MediaStream> {
  if (!navigator.mediaDevices) throw new Error('no camera in a page that is not encrypted');
  const { mediaDevices } = navigator;
  if (kind === 'screen') return mediaDevices.getDisplayMedia({ video: { frameRate: 10 } });
  const video = {
    facingMode: 'environment',
    width: { ideal: 1280 },
    height: { ideal: 720 },
    frameRate: { ideal: 20 },
  };
  return mediaDevices
    .getUserMedia({ video, audio: { echoCancellation: true, noiseSuppression: true } })
    .catch(() => mediaDevices.getUserMedia({ video }));
}
