/** Every text about people and keys, as `sentences.ts` holds the others; a file of its own, for those screens come late. */
import type { HowVerified, Standing } from '../app/people-view.ts';

export const peopleSentences = {
  heading: 'People',
  listHelp: 'Everybody you have met here, known by their key. Nothing of this leaves your device.',
  empty: 'Nobody yet. Whoever you talk to appears here.',
  listStates: {
    restored: 'The list came back from its second copy. Marks that may be old are shown as “needs checking”.',
    lost: 'The list of people was lost: its places on this device were damaged. A backup brings it back.',
    temporary: 'This browser keeps nothing here. The list lasts until this page is closed.',
  },
  damaged: 'A record cannot be read any more.',
  forgetDamaged: 'Remove it',
  back: 'Back',
  done: 'Done',
  unnamed: 'No name given',
  call: 'Call',
  callNamed: 'Call {name}',
  missed: 'Missed call, {date}',
  missedMany: '{count} missed calls, the last {date}',
  lastSeen: 'Last heard {date}',
  firstSeen: 'First met {date}',
  calls: 'Calls',
  keyReplaced: 'Key replaced {date}',
  standings: {
    new: 'New, not verified',
    seen: 'Met before, not verified',
    verified: 'Verified',
    changed: 'Their key is another one',
    rotated: 'New key, announced by the old one',
    blocked: 'Blocked',
    revoked: 'This key was given up by its owner',
    'needs-checking': 'Needs checking: compare once more',
  } satisfies Record<Standing, string>,
  verifiedBy: {
    link: 'Verified by the link of {date}',
    sas: 'Verified by pictures on {date}',
    number: 'Verified by number on {date}',
    qr: 'Verified by QR code on {date}',
  } satisfies Record<HowVerified, string>,
  person: {
    petname: 'Your name for them',
    petnameHelp: 'They call themselves “{name}”.',
    save: 'Save name',
    number: 'Safety number',
    numberHelp:
      'Compare these digits by a way you trust, such as in person. If {name} sees the same, nobody is between you.',
    computing: 'Being computed…',
    qr: 'QR code of the safety number',
    confirm: 'The numbers are the same',
    block: 'Block',
    blockHelp: '{name} gets no answer from you any more. To undo it, forget them.',
    blockSure: 'Block {name}',
    forget: 'Forget',
    forgetHelp: 'Their key and how you verified it are deleted. If they come back, they are new.',
    forgetSure: 'Forget {name}',
    cancel: 'Cancel',
  },
  close: 'Close',
  key: {
    open: 'Your key and backup',
    heading: 'Your key',
    help: 'Others recognise you by a key that this browser made. It never leaves this device, but for a backup you make.',
    states: {
      unknown: 'Your key is being read.',
      fresh: 'Your key was made today.',
      kept: 'Your key is kept here.',
      restored: 'Your key was damaged and came back from its second copy.',
      lost: 'Your key was lost: its places on this device were damaged. Import a backup, or begin with a new key. Until then others see a passing key they do not know.',
      temporary:
        'This browser keeps nothing, so your key lasts until this page is closed. Others will not recognise you next time.',
    },
    fingerprint: 'Fingerprint',
    renew: 'Renew your key',
    renewHelp:
      'The old key signs the new one, so people you know see a notice and no alarm. Do it when somebody may have had your device in hand.',
    renewSure: 'Renew it now',
    startAnew: 'Begin with a new key',
    startAnewHelp: 'Everybody you know sees a warning until they have accepted it. The people you know stay.',
    startAnewSure: 'Begin with a new key now',
  },
  backup: {
    heading: 'Backup',
    help: 'Your key, the people you know and your settings in one file, sealed with a passphrase. Without the passphrase nobody can open it, not you either.',
    passphrase: 'Passphrase',
    strength: {
      short: 'At least ten characters, best several words.',
      weak: 'Easy to guess. Add words.',
      fair: 'Fair. Another word makes it strong.',
      strong: 'Strong.',
    },
    make: 'Save backup',
    file: 'Backup file',
    open: 'Open backup',
    making: 'Being sealed…',
    opening: 'Being opened…',
    made: 'The backup is saved.',
    madeWithoutKey:
      'The backup is saved, with people and settings. Your key could not be put in: this browser keeps it unreadable.',
    refused: {
      'wrong-passphrase-or-damaged':
        'The passphrase is wrong, or the file is not a whole backup. Which of the two cannot be told. Nothing was changed.',
      newer:
        'This backup comes from a newer Humr. Reload this page to get the newest version, then try again. Nothing was changed.',
      'not-kept':
        'This browser could not keep it: there may be no room, or storage is switched off. Nothing was changed.',
      failed: 'This did not work in this browser. Nothing was changed.',
    },
    opened: 'Backup of {date}, with {count} people.',
    identity: {
      none: 'It holds no key; yours stays.',
      same: 'It holds the key you have now.',
      other: 'It holds another key than the one you have now. Importing replaces yours.',
    },
    import: 'Import it',
    imported: 'Imported: {count} people are new here.',
    goOn: 'Start afresh with it',
    cancel: 'Cancel',
  },
  trail: {
    open: 'Trail of trust',
    heading: 'Trail of trust',
    help: 'What happened to keys, on this device only; the last 500 lines.',
    empty: 'Nothing happened yet.',
    save: 'Save as file',
    damaged: '{count} lines cannot be read.',
    kinds: {
      'identity-made': 'Your key was made',
      'identity-restored': 'Your key came back from a copy',
      'identity-lost': 'Your key was lost',
      'identity-imported': 'A backup was imported',
      'backup-made': 'A backup was made',
      met: '{name} was met',
      verified: '{name} was verified',
      'key-changed': '{name} came with another key',
      accepted: 'The new key of {name} was accepted',
      declined: 'A new key for {name} was not accepted',
      rotated: 'The key of {name} was replaced by its owner',
      blocked: '{name} was blocked',
      revoked: '{name} gave up their key',
      forgotten: '{name} was forgotten',
      'needs-checking': '{name} needs checking',
    },
    formerly: 'somebody forgotten',
  },
  erase: {
    heading: 'Erase everything',
    help: 'Your key, people, settings and trail are deleted from this device. First of all the key that seals them goes: what may be left on the disk cannot be read by anybody.',
    open: 'Erase everything',
    sure: 'Erase it all now',
    cancel: 'Cancel',
    failed: 'The sealing key could not be deleted: another tab may hold it. Close the other tabs and try again.',
    erased: 'Everything is erased.',
    erasedHelp: 'Nothing of yours is left in this browser.',
    unreadable: 'Everything is unreadable now.',
    unreadableHelp: 'The sealing key is gone. Some sealed bytes could not be deleted yet; nobody can open them.',
    again: 'Start afresh',
  },
  ring: {
    incoming: '{name} calls you.',
    calling: 'Calling {name}…',
    callingHelp: 'It rings where {name} has Humr open.',
    accept: 'Accept',
    decline: 'Decline',
    silence: 'Stop the sound',
    silenced: 'Silent',
    cancel: 'Cancel',
    close: 'Close',
    ended: {
      declined: '{name} declined.',
      busy: '{name} is in another call.',
      'no-answer': '{name} does not answer.',
      unreachable: 'The relay cannot be reached.',
    },
    endedHelp: {
      declined: 'Try again later, or send a link.',
      busy: 'They see that you called.',
      'no-answer': 'They may not have Humr open. Send them a link instead.',
      unreachable: 'Check that you are online, then try again.',
    },
  },
  wall: {
    changedTitle: 'This is not the key of {name}.',
    changedHelp:
      'Somebody took the place of {name}, or {name} has a new device. You do not hear each other until you decide.',
    changedByNameHelp:
      'Somebody uses the name of {name}, but not their key. It may be {name} on a new device, another person of that name, or a fraud. You do not hear each other until you decide.',
    oldKey: 'Key you know',
    newKey: 'Key now',
    newKeyNow: 'Never seen before',
    notNow: 'Do not accept',
    ask: 'Ask them another way',
    accept: 'Accept as their new key',
    another: 'Another {name}',
    strangerTitle: 'This is not who sent the link.',
    strangerHelp:
      '{name} came in with the same link, but has another key. You do not hear each other until you decide.',
    leave: 'Leave the call',
    wait: 'Wait for the sender',
    stay: 'Talk anyway',
  },
};

/** A day as people write it, in the browser's language. @param dateMs ms since 1970 */
export function dateText(dateMs: number): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(dateMs);
}

export function timeText(dateMs: number): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(dateMs);
}

/** "Verified by pictures on 3 May", or nothing. */
export function verifiedWords(how: HowVerified | null, verifiedMs: number | null): string {
  return how && verifiedMs !== null ? fillDate(peopleSentences.verifiedBy[how], verifiedMs) : '';
}

export function fillDate(sentence: string, dateMs: number): string {
  return sentence.replaceAll('{date}', () => dateText(dateMs));
}

export function fillCount(sentence: string, count: number): string {
  return sentence.replaceAll('{count}', () => String(count));
}
