/** What can go wrong, in words: what happened and what to do about it. */
import type { TroubleCode } from '../../call/trouble.ts';

interface TroubleSentence {
  /** What happened; may hold `{name}`. */
  readonly title: string;
  /** What to do about it. */
  readonly help: string;
  /** The same in a word or two, under somebody's name. */
  readonly short: string;
}

export const troubles: Record<TroubleCode, TroubleSentence> = {
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
  PEER_NO_TURN: {
    title: 'No way to {name} was found',
    help: 'A network between you blocks direct calls (UDP), and no TURN server is set to go around it. Name one in Settings, or try another network, such as mobile data.',
    short: 'No way through',
  },
  PEER_TURN_FAILED: {
    title: 'No way to {name} was found',
    help: 'Your networks do not let each other in, and the TURN server did not help: it refused, or is out of reach. Check its address and password in Settings.',
    short: 'No way through',
  },
  TURN_MISSING: {
    title: 'There is nothing to hide your address behind',
    help: 'This call is to hide network addresses, which takes a TURN server. Name one in Settings, or let your address be seen.',
    short: 'No TURN server',
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
  PEER_REMOVED: {
    title: 'You removed {name} from the call',
    help: 'The call has a new link. The old one reaches nobody.',
    short: 'Removed',
  },
  PEER_REMOVED_BY: {
    title: '{by} removed {name} from the call',
    help: 'The call has a new link, the one you see here. The old one reaches nobody.',
    short: 'Removed',
  },
  PEER_GAVE_UP: {
    title: '{name} gave up before you were connected',
    help: 'They closed the call, or their page. Ask them to open the link again.',
    short: 'Gave up',
  },
  MIC_CHANGED: {
    title: 'Your microphone went away, and you are heard again',
    help: 'It, or another one, was opened in its place. Choose another in Settings if it is the wrong one.',
    short: 'Microphone changed',
  },
  MIC_PAUSED: {
    title: 'Your device has paused the microphone',
    help: 'Another call or app holds it. You will be heard again when that ends; the others are told.',
    short: 'Microphone paused',
  },
  MIC_SILENT: {
    title: 'Your microphone gives only silence',
    help: 'Check its switch and the system’s sound settings, or choose another one in Settings.',
    short: 'Microphone silent',
  },
  SPEAKER_CHANGED: {
    title: 'The chosen loudspeaker is not there',
    help: 'You hear the others on the default one.',
    short: 'Loudspeaker changed',
  },
  PEER_MOVED: {
    title: '{name} sees you in another window',
    help: 'You joined this call again, in another tab or on another device. This one is out of the call.',
    short: 'Moved to another window',
  },
  PEER_NO_SOUND: {
    title: 'No sound from {name}',
    help: 'The connection is fine, but their microphone gives nothing. They may have to check it.',
    short: 'No sound',
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
