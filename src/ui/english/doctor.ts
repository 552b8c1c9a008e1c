/** The texts of the doctor: each cause says what is so and, where something can be done, what. */
import type { CauseCode, CheckId, Verdict } from '../../call/health.ts';

interface CauseSentence {
  readonly title: string;
  /** The way out; empty where nothing is to be done. */
  readonly help: string;
}

const checks: Record<CheckId, string> = {
  microphone: 'Microphone',
  chain: 'Noise removal',
  context: 'Sound system',
  path: 'Network',
  relay: 'Relay',
  bandwidth: 'Bandwidth',
  turn: 'Detour server (TURN)',
  storage: 'Storage',
  keys: 'Keys',
  configuration: 'Settings',
  memory: 'Memory',
  headroom: 'Speed of this device',
  loop: 'A call with yourself',
  echo: 'Echo',
};

const causes: Record<CauseCode, CauseSentence> = {
  timeout: { title: 'No answer in time', help: 'Something here is stuck. Reload the page and run Doctor again.' },
  broken: {
    title: 'The check itself failed',
    help: 'Reload the page and run Doctor again. If it stays so, try another browser.',
  },
  'needs-microphone': {
    title: 'Not checked: it needs the microphone',
    help: 'Once the microphone works, run Doctor again.',
  },
  'needs-relay': { title: 'Not checked: it needs the relay', help: 'Once the relay answers, run Doctor again.' },
  'mic-ok': { title: 'It hears you well', help: '' },
  'mic-missing': { title: 'No microphone found', help: 'Plug one in or switch it on.' },
  'mic-denied': {
    title: 'The microphone is not allowed',
    help: 'Allow it for this page in the browser’s site settings, beside the address.',
  },
  'mic-busy': {
    title: 'The microphone does not answer',
    help: 'Close other programs that use it, or unplug it and plug it in again.',
  },
  'mic-unsupported': {
    title: 'This page cannot reach a microphone',
    help: 'Open it with an https address in an up-to-date browser.',
  },
  'mic-silent': {
    title: 'It gives only silence',
    help: 'Look for a mute switch on the cable or the headset, and at the input level of your system.',
  },
  'mic-quiet': { title: 'Your voice is very quiet', help: 'Move closer, or raise the input level of your system.' },
  'mic-noisy': {
    title: 'The room is loud',
    help: 'Humr removes much of it. A headset or a quieter place does the rest.',
  },
  'mic-loud': {
    title: 'Your voice is too loud for the microphone',
    help: 'Lower the input level of your system, or move away a little.',
  },
  'mic-waiting': { title: 'It works; nobody spoke', help: '' },
  'mic-unanswered': {
    title: 'It did not open in time',
    help: 'The browser may be asking whether this page may use it: answer beside the address, then check again.',
  },
  'chain-ok': { title: 'It keeps up', help: '' },
  'chain-none': {
    title: 'It does not run in this browser',
    help: 'Others hear your microphone as it is. An up-to-date Chrome, Edge, Firefox or Safari helps.',
  },
  'chain-stalled': { title: 'It hardly gets its turn', help: 'Close other tabs and programs that work hard.' },
  'chain-missed': {
    title: 'Pieces of sound are lost',
    help: 'Close other tabs and programs that work hard, or plug the device in.',
  },
  'chain-classical': {
    title: 'Only the simple method runs',
    help: 'The trained network did not load, or is too slow here. Check that you are online and reload.',
  },
  'context-ok': { title: 'It runs', help: '' },
  'context-held': {
    title: 'The browser holds the sound back',
    help: 'Tap somewhere on the page and run Doctor again.',
  },
  'context-late': {
    title: 'Sound comes out late',
    help: 'Wireless headphones do that. With a cable you talk over each other less.',
  },
  'context-no-worklet': {
    title: 'A part of the sound system did not load',
    help: 'Check that you are online, then reload this page.',
  },
  'path-ok': { title: 'Calls can find a way', help: '' },
  'path-none': {
    title: 'No way out was found',
    help: 'You are offline, or the browser forbids direct connections. Look at its settings and extensions.',
  },
  'path-no-udp': {
    title: 'Only slow ways were found',
    help: 'This network blocks UDP. Another network, such as mobile data, sounds better.',
  },
  'path-stun-silent': {
    title: 'Your address on the internet stays unknown',
    help: 'The STUN server did not answer. On the same Wi-Fi calls work; elsewhere check its address in the settings.',
  },
  'relay-ok': { title: 'It answers quickly', help: '' },
  'relay-slow': { title: 'It answers slowly', help: 'Joining takes longer; the call itself is not slowed.' },
  'relay-silent': {
    title: 'It opens, but delivers nothing',
    help: 'Another relay in the settings helps, or whoever runs this one.',
  },
  'relay-unreachable': {
    title: 'It cannot be reached',
    help: 'Check that you are online, and the address of the relay in the settings.',
  },
  'relay-refused': {
    title: 'It said no',
    help: 'It may be full, or not meant for this page. Wait a minute, or choose another.',
  },
  'relay-broken': {
    title: 'Whatever answers there is no relay',
    help: 'Check the address of the relay in the settings.',
  },
  'bandwidth-ok': { title: 'There is room for voices and pictures', help: '' },
  'bandwidth-low': {
    title: 'There is room for voices, hardly for pictures',
    help: 'Stop downloads during calls, and share no screen.',
  },
  'bandwidth-none': {
    title: 'There is hardly room for a voice',
    help: 'Stop downloads and other calls on this line, or take another network.',
  },
  'turn-ok': { title: 'It gives you a detour', help: '' },
  'turn-none': { title: 'None is set up', help: '' },
  'turn-refused': {
    title: 'It refused your password',
    help: 'Ask whoever runs it for a new one, and put it into the settings.',
  },
  'turn-unreachable': {
    title: 'It cannot be reached',
    help: 'Check its address in the settings, or ask whoever runs it.',
  },
  'storage-ok': { title: 'What you keep stays', help: '' },
  'storage-not-persistent': {
    title: 'The browser may clear it when space runs out',
    help: 'Install Humr, or keep a backup of your keys.',
  },
  'storage-full': { title: 'Hardly any space is left', help: 'Free some space on this device.' },
  'storage-lies': {
    title: 'What was written did not come back',
    help: 'Make a backup of your keys now, then restart the browser.',
  },
  'storage-none': {
    title: 'Nothing can be kept',
    help: 'A private window does not keep anything. Open Humr in an ordinary one.',
  },
  'keys-ok': { title: 'Your key is whole and signs', help: '' },
  'keys-restored': {
    title: 'One copy of your key was lost and restored',
    help: 'Keep a backup, in case it happens to all of them.',
  },
  'keys-temporary': {
    title: 'Your key lasts until you close this page',
    help: 'Others will see you as somebody new next time. Open Humr in an ordinary window.',
  },
  'keys-lost': {
    title: 'Your key is lost',
    help: 'Import a backup, or begin anew and compare pictures with everybody again.',
  },
  'keys-locked': {
    title: 'Your key is locked, and the passkey was not given',
    help: 'Open People, “Your key and backup”, and choose “Unlock with your passkey”. If the passkey is lost, import a backup there.',
  },
  'keys-broken': { title: 'Your key does not sign', help: 'Import a backup of it, or try another browser.' },
  'config-ok': { title: 'They are sound', help: '' },
  'config-repaired': {
    title: 'Some were damaged, or are not kept',
    help: 'Look through the settings; what was damaged is back at its default.',
  },
  'config-relay': {
    title: 'The address of a relay cannot be used',
    help: 'Relays begin with wss://. Correct it in the settings.',
  },
  'config-insecure': { title: 'The page came unencrypted', help: 'Open it with an https address.' },
  'config-no-calls': {
    title: 'This browser cannot make calls',
    help: 'Open the page in an up-to-date Chrome, Edge, Firefox or Safari.',
  },
  'memory-ok': { title: 'There is enough', help: '' },
  'memory-unknown': { title: 'This browser does not tell', help: '' },
  'memory-high': { title: 'The page uses almost all it may', help: 'Reload this page before the next call.' },
  'headroom-ok': { title: 'It is fast enough', help: '' },
  'headroom-low': {
    title: 'It is just fast enough',
    help: 'Close other programs during calls, or plug the device in.',
  },
  'headroom-none': {
    title: 'It is too slow for noise removal',
    help: 'Humr falls back to a simpler method, or choose to remove nothing.',
  },
  'loop-ok': { title: 'Your voice comes back quickly', help: '' },
  'loop-slow': { title: 'Your voice comes back late', help: 'This device is busy. Close other programs.' },
  'loop-silent': {
    title: 'Nothing came back',
    help: 'An extension or a policy may block calls in this browser. Try a private window or another browser.',
  },
  'echo-none': { title: 'None is heard', help: '' },
  'echo-heard': { title: 'Others may hear themselves', help: 'Turn your loudspeakers down, or use headphones.' },
};

const verdicts: Record<Verdict, string> = {
  good: 'Good',
  weak: 'Could be better',
  bad: 'Broken',
  skipped: 'Not needed',
};

export const doctor = {
  open: 'Doctor',
  title: 'Doctor',
  intro: 'Tries every part of a call for real, in less than 15 seconds. Nothing is sent to anybody.',
  speak: 'Say a sentence while it listens. You may hear three short sweeps.',
  start: 'Start the check-up',
  again: 'Check again',
  stop: 'Stop',
  back: 'Back to start',
  progress: 'Progress of the check-up',
  running: 'Checking…',
  waiting: 'Waiting',
  stopped: 'Stopped. What was found until then stands below.',
  score: '{count} of 100',
  scoreLabel: 'How well this device is prepared',
  allGood: 'Everything a call needs works.',
  someWeak: 'Calls work. Something could be better.',
  someBad: 'Something a call needs is broken.',
  evidence: 'What was measured',
  copy: 'Copy result',
  copied: 'Copied',
  save: 'Save result',
  results: 'Results',
  verdicts,
  checks,
  causes,
};
