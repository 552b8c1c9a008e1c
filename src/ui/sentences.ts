/**
 * Every text of the app, keyed by code or place. Another language is another object of type `Sentences`.
 * `{name}` stands for a person's name, `{count}` for a number. A text says what happened and what to do.
 */
import type { TroubleCode } from '../call/trouble.ts';
import { chat } from './english/chat.ts';
import { data } from './english/data.ts';
import { demo } from './english/demo.ts';
import { doctor } from './english/doctor.ts';
import { report } from './english/report.ts';
import { settings } from './english/settings.ts';
import { trustSentences } from './trust-sentences.ts';

interface TroubleSentence {
  /** What happened; may hold `{name}`. */
  readonly title: string;
  /** What to do about it. */
  readonly help: string;
  /** The same in a word or two, under somebody's name. */
  readonly short: string;
}

const troubles: Record<TroubleCode, TroubleSentence> = {
  MIC_MISSING: {
    title: 'No microphone found',
    help: 'Plug one in or switch it on, then try again. You can also come in and only listen.',
    short: 'No microphone',
  },
  MIC_DENIED: {
    title: 'The microphone is not allowed',
    help: 'Allow it for this page in the browser’s site settings, beside the address, then try again. You can also come in and only listen.',
    short: 'Microphone not allowed',
  },
  MIC_BUSY: {
    title: 'The microphone does not answer',
    help: 'Close other programs that use it, or unplug it and plug it in again, then try again. You can also come in and only listen.',
    short: 'Microphone in use',
  },
  MIC_UNSUPPORTED: {
    title: 'This page cannot reach a microphone',
    help: 'Open it with an https address in an up-to-date browser. You can also come in and only listen.',
    short: 'No microphone here',
  },
  RELAY_UNREACHABLE: {
    title: 'The relay cannot be reached',
    help: 'People find each other through a relay. Check that you are online, then try again.',
    short: 'Relay not reached',
  },
  RELAY_REFUSED: {
    title: 'The relay said no',
    help: 'It may be full, or not meant for this page. Wait a minute and try again.',
    short: 'Relay refused',
  },
  RELAY_BROKEN: {
    title: 'The relay does not speak our language',
    help: 'Whatever answers at its address is no relay. Ask whoever runs this page to check the address.',
    short: 'Relay broken',
  },
  RELAY_LOST: {
    title: 'The connection to the relay broke',
    help: 'Check that you are online, then try again.',
    short: 'Relay lost',
  },
  LINK_INCOMPLETE: {
    title: 'This link is incomplete',
    help: 'A part of it is missing, often the end. Ask for the link again and open it whole.',
    short: 'Link incomplete',
  },
  LINK_NEWER: {
    title: 'This link comes from a newer Humr',
    help: 'Reload this page to get the newest version, then open the link again.',
    short: 'Link too new',
  },
  LINK_ELSEWHERE: {
    title: 'This link leads to another site',
    help: 'Only links of this page work here. Open it in your browser instead, if you trust who sent it.',
    short: 'Another site',
  },
  LINK_UNKNOWN: {
    title: 'This is no link of Humr',
    help: 'Copy the whole message you were sent, or scan the code again.',
    short: 'No link',
  },
  LINK_EXPIRED: {
    title: 'This invitation has expired',
    help: 'It was meant for a while only. Ask for a new one.',
    short: 'Expired',
  },
  LINK_USED: {
    title: 'This invitation was already used',
    help: 'It was for one person, and somebody came in with it. Ask for a new one; if it was not you, say so.',
    short: 'Already used',
  },
  CODE_INCOMPLETE: {
    title: 'This code is incomplete',
    help: 'A part of it is missing. Scan it again, or copy it whole.',
    short: 'Code incomplete',
  },
  CODE_OTHER: {
    title: 'This code answers another one',
    help: 'It belongs to a code that is not shown here, or not any more. Let the other side scan the code you see now.',
    short: 'Another code',
  },
  CODE_OWN: {
    title: 'This is your own code',
    help: 'The other side scans it. Then you scan the one they get.',
    short: 'Your own code',
  },
  CODE_BOTH: {
    title: 'You both made a code',
    help: 'Let one of you start over and scan the code of the other.',
    short: 'Two first codes',
  },
  CODE_EXPIRED: {
    title: 'This code is too old',
    help: 'A code waits ten minutes for its answer. Make a new one.',
    short: 'Code too old',
  },
  CODE_USED: {
    title: 'This code was answered already',
    help: 'A code is for one person. Make a new one for the next.',
    short: 'Code used',
  },
  CODE_NO_ADDRESS: {
    title: 'This device is on no network',
    help: 'The internet is not needed, but both devices must be on the same Wi-Fi or cable. Connect, then try again.',
    short: 'No network',
  },
  CODE_UNREACHABLE: {
    title: 'The two devices do not reach each other',
    help: 'Both must be on the same Wi-Fi, and it must let its guests talk to each other. A phone’s hotspot often helps. Then make a new code.',
    short: 'No way through',
  },
  PEER_SILENT: {
    title: '{name} did not finish joining',
    help: 'Ask them to open the link again.',
    short: 'Did not finish joining',
  },
  PEER_UNREACHABLE: {
    title: '{name} cannot be reached',
    help: 'Your two networks do not let each other in. Another network, such as mobile data, often helps.',
    short: 'No way through',
  },
  PEER_LOST: {
    title: '{name} is gone without a word',
    help: 'Their network or device may have failed. They can come back with the same link.',
    short: 'Connection lost',
  },
  PEER_LEFT: {
    title: '{name} left the call',
    help: 'They can come back with the same link.',
    short: 'Left the call',
  },
  PEER_FORGED: {
    title: '{name} could not prove who they are',
    help: 'So they were kept out. If it happens again, start a new call and send its link another way.',
    short: 'Kept out: not proven',
  },
  PEER_TRIED_OFTEN: {
    title: '{name} failed to connect five times',
    help: 'Somebody may be trying their luck between you, so no more is answered. To give them another chance, leave and come back.',
    short: 'Failed too often',
  },
  VOICE_UNPROCESSED: {
    title: 'Your voice is sent unprocessed',
    help: 'Noise removal did not start in this browser. Others hear your microphone as it is.',
    short: 'Sent unprocessed',
  },
  SOUND_BLOCKED: {
    title: 'Your browser holds the sound back',
    help: 'One tap lets you hear the others.',
    short: 'Sound is off',
  },
  APP_INCOMPLETE: {
    title: 'A part of Humr did not load',
    help: 'Check that you are online, then reload this page.',
    short: 'Not loaded',
  },
  CALLS_UNSUPPORTED: {
    title: 'This browser cannot make calls',
    help: 'Open the page in an up-to-date Chrome, Edge, Firefox or Safari.',
    short: 'Calls not supported',
  },
};

const english = {
  troubles,
  chat,
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
    relay: { title: 'Finding the others…', help: 'The relay is being reached. This takes a moment.' },
    cancel: 'Cancel',
  },
  stopped: { codes: 'Call with two codes', tryAgain: 'Try again', listen: 'Come in and listen', home: 'Back to start' },
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
  left: {
    title: 'You left the call.',
    finalHelp: 'Your microphone is off.',
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
    reconnecting: 'Reconnecting…',
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
    retry: 'Trying again in {count} s.',
    callGoesOn: 'Your call goes on; nobody new can come in until the relay is back.',
  },
  announce: {
    joined: '{name} joined.',
    gone: '{name} is no longer in the call.',
    reconnecting: '{name} is reconnecting.',
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

/** The sentences shown now. */
export const sentences: Sentences = english;

/** First strong isolate and its end: keep a name's writing direction from reordering the sentence around it. */
const ISOLATE = '\u2068';
const END_OF_ISOLATE = '\u2069';

/** A sentence as plain text with the name put in; for screen readers' announcements. */
export function fillName(sentence: string, name: string | null): string {
  return sentence.replaceAll('{name}', () => `${ISOLATE}${name || sentences.someone}${END_OF_ISOLATE}`);
}

export function fillCount(sentence: string, count: number): string {
  return sentence.replaceAll('{count}', () => String(count));
}

/** What somebody is called here. An own tile is never imitated: whoever is named "You" is marked as somebody else. */
export function callName(name: string): string {
  if (name === '') return sentences.someone;
  const likeYou = name.localeCompare(sentences.you, undefined, { sensitivity: 'base' }) === 0;
  return likeYou ? sentences.namedLikeYou.replace('{name}', () => name) : name;
}
