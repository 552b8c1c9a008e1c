/** German: hearing oneself within a call. */
import type { Translation } from '../../sentences.ts';

export const germanListenBack: Translation['listenBack'] = {
  intro: 'Sag einen Satz und sei dann kurz still. Das Gespräch geht weiter, und die anderen hören dich wie immer.',
  muted: 'Du bist stumm. Was du für diese Aufnahme sagst, hört niemand.',
  memory:
    'Die Aufnahme bleibt in diesem Fenster und wird beim Schließen gelöscht. Mit Kopfhörern hören die anderen sie nicht.',
  record: 'Aufnehmen',
  comparing: 'Vorher und nachher werden verglichen…',
  heard: {
    before: 'So hat dich dein Mikrofon gehört.',
    sent: 'So ging es an die anderen.',
    muted: 'So hätten dich die anderen gehört, wärst du nicht stumm gewesen.',
    rendered: 'So würden dich die anderen mit dieser Einstellung hören.',
  },
  updating: 'Die neue Einstellung wird an dieser Aufnahme probiert…',
  matched: 'Gleich laut',
  matchedHelp: 'Spielt vorher und nachher gleich laut, sodass nur der Unterschied zu hören ist.',
  failed: 'Die Aufnahme ging nicht. Dein Gespräch läuft weiter wie bisher.',
  close: 'Schließen',
};
