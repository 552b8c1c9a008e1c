/** What can go wrong with showing something, and what came of it when nothing did. */

export type ScreenTrouble =
  | 'SCREEN_DECLINED' // the picker was closed, or a policy said no
  | 'SCREEN_FAILED'; // the browser or the system could not

export type CameraTrouble =
  | 'CAMERA_DENIED' // the person or a policy said no
  | 'CAMERA_MISSING' // there is none
  | 'CAMERA_BUSY'; // another program has it

export interface Captured<Track> {
  readonly picture: Track;
  /** Null where none was chosen or none can be had. */
  readonly sound: Track | null;
}

/** What matters more when both cannot be had: every letter, or every movement. */
export type ShareStyle = 'sharp' | 'smooth';
