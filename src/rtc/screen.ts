/** What can be shown beside the voice: a screen with its sound (W3C Screen Capture), or a camera. */
import type { CameraTrouble, Captured, ScreenTrouble } from '../call/sharing.ts';

/** More is not sharper on anybody's screen, and costs what the voice needs. */
const MAX_WIDTH_PX = 2560;
const MAX_HEIGHT_PX = 1600;
const MAX_FRAMES_PER_S = 30;

export function canShareScreen(): boolean {
  return typeof navigator.mediaDevices?.getDisplayMedia === 'function';
}

/** Chromium alone gives a tab's sound, on some systems the whole machine's; the others give none and do not say so. */
export function canShareSound(): boolean {
  return 'MediaStreamTrackProcessor' in globalThis && canShareScreen() && 'documentPictureInPicture' in globalThis;
}

/** To be called from a tap: the browser asks what to show. */
export async function captureScreen(): Promise<Captured<MediaStreamTrack> | ScreenTrouble> {
  try {
    const stream = await navigator.mediaDevices.getDisplayMedia(WANTED);
    const [picture] = stream.getVideoTracks();
    return picture ? { picture, sound: stream.getAudioTracks()[0] ?? null } : 'SCREEN_FAILED';
  } catch (error) {
    return nameOf(error) === 'NotAllowedError' ? 'SCREEN_DECLINED' : 'SCREEN_FAILED';
  }
}

export async function captureCamera(): Promise<MediaStreamTrack | CameraTrouble> {
  try {
    const video = { width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { max: 24 }, facingMode: 'user' };
    const [picture] = (await navigator.mediaDevices.getUserMedia({ video })).getVideoTracks();
    return picture ?? 'CAMERA_MISSING';
  } catch (error) {
    switch (nameOf(error)) {
      case 'NotAllowedError':
      case 'SecurityError':
        return 'CAMERA_DENIED';
      case 'NotFoundError':
      case 'OverconstrainedError':
        return 'CAMERA_MISSING';
      default:
        return 'CAMERA_BUSY';
    }
  }
}

function nameOf(error: unknown): string {
  return error instanceof DOMException ? error.name : '';
}

/** Newer than the DOM library's types; what a browser does not know it ignores. */
const WANTED = {
  video: {
    width: { max: MAX_WIDTH_PX },
    height: { max: MAX_HEIGHT_PX },
    frameRate: { ideal: MAX_FRAMES_PER_S, max: MAX_FRAMES_PER_S },
  },
  // As it is: it is no voice, and the call itself must not come back through it.
  audio: {
    echoCancellation: false,
    noiseSuppression: false,
    autoGainControl: false,
    suppressLocalAudioPlayback: false,
  },
  systemAudio: 'include',
  surfaceSwitching: 'include',
  selfBrowserSurface: 'exclude',
} as DisplayMediaStreamOptions;
