/** The picture a worker shows: of the camera at the back, or of the screen where the browser can give it. */
export async function takePicture(kind: 'camera' | 'screen'): Promise<MediaStream> {
  if (!navigator.mediaDevices) throw new Error('no camera in a page that is not encrypted');
  return kind === 'screen'
    ? navigator.mediaDevices.getDisplayMedia({ video: { frameRate: 10 } })
    : navigator.mediaDevices.getUserMedia({
        video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 20 } },
      });
}
