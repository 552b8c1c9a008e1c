/** The texts of quality in a call, of the report after it, and of the history. */

import type { FaultKind } from '../../call/faults.ts';
import type { AlertCode } from '../../call/health-alerts.ts';
import type { Grade } from '../../call/quality.ts';
import type { ReasonCode } from '../../call/report.ts';
import type { AdviceCode } from '../../call/troubleshoot.ts';

const grades: Record<Grade, string> = { excellent: 'Excellent', good: 'Good', fair: 'Fair', poor: 'Poor' };

/** Under somebody's name. */
const connection: Record<Grade, string> = {
  excellent: 'Excellent connection',
  good: 'Good connection',
  fair: 'Fair connection',
  poor: 'Poor connection',
};

const verdicts: Record<Grade, string> = {
  excellent: 'This call was excellent.',
  good: 'This call was good.',
  fair: 'This call was fair.',
  poor: 'This call was poor.',
};

/** `{count}` is the number the code is named after, `{also}` its second one. */
const reasons: Record<ReasonCode, string> = {
  'interrupted-times': 'Times the connection was lost: {count}, for {also} s together.',
  'lost-percent': '{count} % of what they sent was lost on the way to you.',
  'their-lost-percent': '{count} % of what you sent was lost on the way to them.',
  'concealed-percent': '{count} % of what you heard had to be made up.',
  'delay-ms': 'There and back took {count} ms: long enough to talk over each other.',
  relayed: 'The voices took a detour over a TURN server. It cannot listen, but it adds delay.',
  'over-tcp': 'The network let only TCP through, which stutters when something is lost.',
  'noisy-room-db': 'Your room was loud ({count} dBFS). Most of it was removed.',
  'quiet-voice-db': 'Your voice left quietly ({count} dBFS).',
  'device-busy': 'This device was busy: {count} pieces of your voice a minute were lost.',
  unprocessed: 'Your voice was sent unprocessed.',
};

/** Under the sentence that counts them. */
const faults: Record<FaultKind, string> = {
  'path-lost': 'connection lost',
  'no-sound': 'nothing heard of somebody',
  'relay-lost': 'relay lost',
  'microphone-lost': 'microphone lost',
  'microphone-paused': 'microphone paused by the system',
  'microphone-silent': 'microphone silent',
  'chain-failed': 'voice processing failed',
  'not-saved': 'settings not saved',
  'refused-proof': 'somebody shut out who could not prove who they are',
};

/** What it was and what helps; `{name}` is the person it concerns. */
const advice: Record<AdviceCode, string> = {
  'own-line':
    'Most likely your own connection: it went badly with everybody. A cable, or a place nearer to the Wi-Fi, helps; so do downloads that wait.',
  'their-line': 'Most likely the connection of {name}: with the others it went well.',
  'either-line':
    'Your connection or that of {name}; with only two people it cannot be told whose. The doctor measures yours.',
  'way-lost':
    'The connection broke off. Weak Wi-Fi does that, a change between Wi-Fi and mobile data, and a VPN that renews itself.',
  'far-way': 'The way between you is long. No setting makes it shorter; a VPN or a mobile network may lengthen it.',
  detour:
    'The voices went over a TURN server. Allow direct connections in the settings, or name a server nearer to both of you.',
  'tcp-only':
    'One of the networks blocks UDP, as some companies and hotels do. Another network, such as that of a phone, does better.',
  'relay-lost':
    'The relay went away. Voices do not pass through it, but nobody new could join. A second relay in the settings takes over.',
  'busy-device':
    'This device could not keep up. Close other programs, connect the charger, or share no screen meanwhile.',
  unprocessed: 'Noise removal did not run here. Load the page anew; if it happens again, a newer browser may help.',
  'microphone-lost':
    'The microphone went away: unplugged, or taken by the system or another program. Choose it again in the settings.',
  'microphone-silent':
    'The microphone gave nothing at all. It may have a switch of its own, or another program holds it.',
  'noisy-room': 'It was loud around you. Nearer to the microphone your voice stands out, and more of it is kept.',
  'quiet-voice': 'Your voice was quiet. Come nearer to the microphone, or raise its level in the system.',
};

const alerts: Record<AlertCode, string> = {
  loss: 'Much is lost on the way.',
  concealment: 'Much of what you hear has to be made up.',
  delay: 'The connection is slow: leave pauses for each other.',
  'device-busy': 'This device does not keep up. Close other programs.',
};

export const report = {
  heading: 'How it was',
  grades,
  connection,
  verdicts,
  reasons,
  alerts,
  faults,
  cause: {
    open: 'Find the cause',
    close: 'Hide the cause',
    list: 'What it was, and what helps',
    doctor: 'Try these parts now',
    advice,
  },
  recovery: 'Interruptions of any kind: {times}. Recovered: {recovered}. The longest took {longest} s.',
  health: 'Health of this call',
  nothingWrong: 'Nothing stood in the way of your voices.',
  tooShort: 'The call was too short to judge.',
  people: 'Person by person',
  mine: 'You heard them: {count} % lost, {also} % made up.',
  theirs: 'They heard you: {count} % lost, {also} % made up.',
  theirsUnknown: 'They did not say how they heard you.',
  compared: {
    better: 'Better than most of your earlier calls.',
    worse: 'Worse than most of your earlier calls.',
    usual: 'About as your calls usually are.',
  },
  graph: {
    open: 'Show figures',
    close: 'Hide figures',
    heading: 'Figures of the call',
    network: 'Network: percent of packets lost and of sound made up, over time',
    delay: 'Delay: milliseconds there and back, and in the buffer, over time',
    levels: 'Levels: dBFS of your microphone and of what is sent, over time',
    lost: 'Lost, %',
    concealed: 'Made up, %',
    roundTrip: 'There and back, ms',
    buffer: 'Buffer, ms',
    input: 'Microphone, dBFS',
    output: 'Sent, dBFS',
    waiting: 'Figures come as soon as somebody is connected.',
  },
  history: {
    open: 'Earlier calls',
    title: 'Earlier calls',
    intro: 'Kept on this device only, sealed, for {count} days.',
    empty: 'No calls yet. After each one its report stands here.',
    recovery: 'Interruptions in these calls: {times}. Recovered: {recovered}. The longest took {longest} s.',
    list: 'Reports',
    with: 'With {name}',
    alone: 'Somebody',
    back: 'Back to start',
    remove: 'Forget all calls',
    removed: 'All calls are forgotten.',
    length: 'Length {name}',
  },
};
