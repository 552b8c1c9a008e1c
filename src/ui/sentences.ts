/**
 * Every text of the app, keyed by code or place. Another language is another object of type `Sentences`.
 * `{name}` stands for a person's name, `{count}` for a number. A text says what happened and what to do.
 */
import type { PictureView } from '../app/view.ts';
import { app } from './english/app.ts';
import { chat } from './english/chat.ts';
import type { codes } from './english/codes.ts';
import { data } from './english/data.ts';
import { demo } from './english/demo.ts';
import { doctor } from './english/doctor.ts';
import { group } from './english/group.ts';
import type { listenBack } from './english/listen-back.ts';
import type { network } from './english/network.ts';
import type { people } from './english/people.ts';
import { report } from './english/report.ts';
import { settings } from './english/settings.ts';
import { sharing } from './english/sharing.ts';
import { troubles } from './english/troubles.ts';
import { trustSentences } from './trust-sentences.ts';
import { numberText } from './units-words.ts';

const english = {
  troubles,
  app,
  chat,
  group,
  sharing,
  doctor,
  demo,
  report,
  data,
  settings,
  appName: 'Humr',
  someone: 'Someone',
  /** For a stranger who calls themselves by the word for oneself. */
  namedLikeYou: '“{name}”, someone else',
  you: 'You',
  level: 'Level',
  skipToContent: 'Skip to content',
  skipToControls: 'Skip to call controls',
  home: {
    title: 'A private call in a link.',
    start: 'Start a call',
    tools: 'More',
    codes: 'Call with two codes',
    offline: 'No internet? Two people on one Wi-Fi can still call.',
    nameLabel: 'Your name',
    namePlaceholder: 'How others see you',
    aboutHeading: 'What Humr is',
    about: [
      'Send the link, and talk. No account, nothing to install.',
      'Voices go from browser to browser, encrypted. No server can listen.',
      'The noise of the room is taken out of your voice before it is sent.',
    ],
  },
  join: {
    title: 'You are invited to a call.',
    body: 'Whoever sent you this link is a tap away. They hear you as soon as you are in.',
    join: 'Join',
    listen: 'Listen without a microphone',
    back: 'Not now',
  },
  microphone: {
    heading: 'Your microphone',
    check: 'Check microphone',
    stop: 'Stop checking',
    off: 'See whether you are heard. Nothing is sent.',
    asking: 'Your browser is asking. Choose “Allow”.',
    hearing: 'Your voice comes through.',
    listening: 'Say something, or hum.',
    listenOnly: 'Listening only',
  },
  trial: {
    open: 'Hear yourself',
    recording: 'Say a sentence, then be quiet for a moment.',
    rendering: 'The noise is being taken out…',
    progress: 'Progress',
    cancel: 'Cancel',
    play: 'Play',
    stop: 'Stop',
    denoised: 'Noise removed',
    hearing: { before: 'As your microphone hears you.', after: 'As the others will hear you.' },
    again: 'Record again',
    done: 'Done',
    quieter: 'The room is {count} dB quieter.',
    verdicts: {
      'quiet-room': 'Your room is quiet. There was hardly anything to take out.',
      kept: 'What is heard between your words stays about as loud.',
      'no-voice': 'No voice stood out from the room. Record again, closer to the microphone.',
      'no-pause': 'There was no pause to measure the room in. Record again, and be quiet at the end.',
      silence: 'Your microphone gave only silence. Check that it is switched on, then record again.',
    },
    failed: {
      title: 'This did not work here',
      help: 'You can still call; only the trial is missing. Check that you are online and try again.',
    },
  },
  processing: {
    suppressed: 'Noise removed',
    'passed-through': 'Noise kept',
    unprocessed: 'Sent unprocessed',
  },
  entering: {
    microphone: { title: 'Waiting for your microphone…', help: 'If your browser asks, choose “Allow”.' },
    late: {
      title: 'The relay takes long to answer…',
      help: 'Nothing is lost: this page keeps trying, and you come in as soon as it answers.',
    },
    relay: { title: 'Finding the others…', help: 'The relay is being reached. This takes a moment.' },
    cancel: 'Cancel',
  },
  stopped: { codes: 'Call with two codes', tryAgain: 'Try again', listen: 'Come in and listen', home: 'Back to start' },
  elsewhere: {
    title: 'This call is open in another tab.',
    help: 'One tab is enough. You can bring the call over here; the other one then leaves it.',
    move: 'Move the call here',
  },
  note: {
    'handed-over': {
      title: 'Your answer went to the tab that waits for it.',
      help: 'The call begins there. You can close this one.',
    },
    moved: {
      title: 'The call moved to your other tab.',
      help: 'Your microphone is off here. You can close this tab.',
    },
  },
  rejoin: {
    title: 'Rejoin your call?',
    help: 'This page closed in the middle of it. You come back with the same microphone, muted if you were.',
    rejoin: 'Rejoin',
    home: 'Not now',
  },
  left: {
    title: 'You left the call.',
    finalHelp: 'Your microphone is off.',
    removedTitle: 'You were removed from this call by {name}.',
    removedHelp: 'Your microphone is off. The link you had reaches nobody any more.',
    help: 'Your microphone is off. The link still leads to the same call.',
    again: 'Back to the call',
    home: 'Back to start',
  },
  call: {
    heading: 'Call',
    aloneTitle: 'Send this link to whoever you want to hear.',
    lonelyTitle: 'Nobody else is here.',
    lonelyHelp: 'This call has no link. To talk again, leave it and make new codes.',
    aloneHelp: 'Whoever opens it can come in. This page tells you when someone does.',
    inviteLink: 'Invite link',
    copy: 'Copy link',
    copied: 'Copied',
    share: 'Share…',
    qrCode: 'QR code of the invite link',
    qrShow: 'Show QR code',
    qrHide: 'Hide QR code',
    qrHelp: 'Whoever scans this with a phone can come in.',
    worksFor: 'Works for',
    anybody: 'For anyone',
    onePerson: 'For one person',
    lasts: 'Works until',
    lasting: { always: 'With no end', call: 'Until I leave', hour: 'For 1 hour', day: 'For 1 day' },
    over: {
      LINK_USED: 'One person came in. The link lets nobody else in.',
      LINK_EXPIRED: 'Its time is over. The link lets nobody new in.',
    },
    mute: 'Mute',
    unmute: 'Unmute',
    leave: 'Leave',
    suppression: 'Noise suppression',
    strength: 'Suppression strength',
    percent: '{count} %',
    mutedHint: 'You are muted. Nobody hears you.',
    turnOnSound: 'Turn on sound',
    dismiss: 'Dismiss',
    notices: 'Notices',
    length: 'Length of the call',
    smallWindow: 'Call in a small window',
  },
  talk: {
    holdToTalk: 'Hold to talk',
    holdToMute: 'Hold to mute',
    holdHint: 'Nobody hears you. Hold {key}, or the button, while you talk.',
    deafen: 'Hear nobody',
    hear: 'Hear again',
    deafHint: 'You hear nobody, and nobody hears you.',
  },
  volume: {
    title: 'How loud you hear {name}',
    open: 'Volume of {name}',
    close: 'Close',
    slider: 'Volume',
    help: 'Only for you. Nobody else notices.',
    loudHelp: 'Louder than sent. If others hear an echo of themselves, use less or put on headphones.',
    silence: 'Do not hear them',
    silenced: 'Silenced by you',
  },
  person: {
    joining: 'Connecting…',
    connected: 'Connected',
    relayed: 'Connected through a relay',
    reconnecting: 'Dropped. Reconnecting…',
    waiting: 'Waiting for them…',
    tryNow: 'Try now',
    silent: 'No sound',
    paused: 'Microphone paused',
    muted: 'Muted',
    muting: 'Muting…',
    speaking: 'Speaking',
  },
  trust: trustSentences,
  pictures: {
    compare: 'Compare pictures',
    title: 'Does {name} see these seven pictures?',
    list: 'The seven pictures',
    help: 'Ask {name} to compare pictures, too, and read the names to each other. The same ones in the same order: nobody is between you.',
    match: 'They match',
    differ: 'They differ',
    later: 'Later',
    compared: 'Pictures matched',
    differs: 'Pictures differ',
    alarmTitle: 'Somebody may be between you and {name}.',
    alarmHelp:
      'Your pictures differ: what you say may pass through other hands. For now you and {name} do not hear each other. Leave, and send a new link another way.',
    leave: 'Leave the call',
    again: 'Compare again',
    anyway: 'Talk anyway',
  },
  relay: {
    connecting: 'Reaching the relay…',
    late: 'The relay takes long to answer…',
    retry: 'Trying again in {count} s.',
    callGoesOn: 'Your call goes on; nobody new can come in until the relay is back.',
  },
  announce: {
    joined: '{name} joined.',
    gone: '{name} is no longer in the call.',
    reconnecting: '{name} dropped. Reconnecting.',
    back: '{name} is back.',
    compared: 'The pictures match: nobody is between you and {name}.',
    differs: 'You hear {name} again. The pictures still differ.',
    verified: '{name} is known to you, and verified.',
    changed: 'The key of {name} is a new one.',
    namesake: '{name} uses the name of somebody you know, but not their key.',
    holdsUs: '{name} checks who you are and does not hear you yet.',
    released: '{name} lets you be heard.',
    muted: 'You are muted.',
    unmuted: 'You can be heard again.',
    copied: 'Link copied.',
  },
};

export type Sentences = typeof english;

/** Texts whose English comes with their screens. */
interface LateSentences {
  people: typeof people;
  codes: typeof codes;
  listenBack: typeof listenBack;
  network: typeof network;
}

/** What another language says; a missing text does not compile. */
export interface Translation extends Sentences, LateSentences {
  /** The seven pictures are read aloud, each in one's own language. */
  pictureNames: Readonly<Record<PictureView['name'], string>>;
}

/** The sentences shown now: to be read where they are shown, never kept. */
export const sentences: Sentences = { ...english };

let spoken: Translation | null = null;

/** What says late sentences anew. */
const lateSpeakers: (() => void)[] = [];

/** Everything is to be shown anew after that. @param translation null: English */
export function speak(translation: Translation | null): void {
  spoken = translation;
  Object.assign(sentences, english, translation ?? {});
  for (const say of lateSpeakers) say();
}

/** As `sentences`, for texts that come with their screen: to be read where they are shown, never kept. */
export function lateSentences<Room extends keyof LateSentences>(
  room: Room,
  inEnglish: LateSentences[Room],
): LateSentences[Room] {
  const shown = { ...inEnglish };
  const say = () => void Object.assign(shown, inEnglish, spoken?.[room] ?? {});
  say();
  lateSpeakers.push(say);
  return shown;
}

/** A picture's name, to be read aloud. */
export function pictureName(name: PictureView['name']): string {
  return spoken?.pictureNames[name] ?? name;
}

/** First strong isolate and its end: keep a name's writing direction from reordering the sentence around it. */
const ISOLATE = '\u2068';
const END_OF_ISOLATE = '\u2069';

/** A sentence as plain text with the name put in; for screen readers' announcements. */
export function fillName(sentence: string, name: string | null, by: string | null = null): string {
  const isolated = (text: string | null) => `${ISOLATE}${text || sentences.someone}${END_OF_ISOLATE}`;
  return sentence.replaceAll(/\{(name|by)\}/g, (_place, what) => isolated(what === 'by' ? by : name));
}

export function fillCount(sentence: string, count: number): string {
  return sentence.replaceAll('{count}', () => numberText(count));
}

/** What somebody is called here. An own tile is never imitated: whoever is named "You" is marked as somebody else. */
export function callName(name: string): string {
  if (name === '') return sentences.someone;
  const likeYou = name.localeCompare(sentences.you, undefined, { sensitivity: 'base' }) === 0;
  return likeYou ? sentences.namedLikeYou.replace('{name}', () => name) : name;
}
