/** A call of three or more as a whole. */

export const group = {
  listsDiffer: 'People in this call see different lists.',
  listsDifferHelp: 'Somebody may be here whom you do not see, or who does not see you. Ask around who is in the call.',
  asked: '{name} compares pictures with everybody.',
  look: 'Show the pictures',
  waitingTitle: 'Getting pictures that everybody sees',
  waitingHelp: 'Answers still to come: {count}. Their browsers do this by themselves.',
  cancel: 'Cancel',
  title: 'Does everybody see these seven pictures?',
  help: 'Let everybody look at theirs, and one of you read the names aloud. The same ones in the same order for all: nobody is between you.',
  alone: 'With {name} alone',
  again: 'Try again',
  close: 'Close',
  alarmTitle: 'Somebody may be between you.',
  alarmHelp:
    'Your pictures differ: what you say may pass through other hands. For now nobody hears you, and you hear nobody. Leave, and send a new link another way.',
  remove: {
    open: 'Remove {name}',
    title: 'Remove {name} from the call?',
    help: '{name} is told that you did it, and hears nobody any more. Everybody else stays, without a gap. The call gets a new link; the old one reaches nobody.',
    sure: 'Remove from call',
  },
  endings: {
    changed: {
      title: 'Somebody came or left',
      help: 'The pictures are of those who were here. Compare new ones, now that you are together.',
    },
    late: {
      title: 'Not everybody answered',
      help: 'Somebody’s connection may be slow, or their Humr older. Try again, or compare with one person at a time.',
    },
    stopped: {
      title: 'The comparison was ended',
      help: 'Somebody in the call ended it before the pictures were there.',
    },
    refused: {
      title: 'These pictures cannot be trusted.',
      help: 'Somebody did not keep to what they had promised, so none are shown. Compare with one person at a time, and find out with whom it fails.',
    },
  },
};
