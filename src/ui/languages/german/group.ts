/** German: a call of three or more as a whole. */
import type { Sentences } from '../../sentences.ts';

export const germanGroup: Sentences['group'] = {
  listsDiffer: 'Die Leute in diesem Gespräch sehen verschiedene Listen.',
  listsDifferHelp:
    'Vielleicht ist jemand hier, den du nicht siehst oder der dich nicht sieht. Fragt in die Runde, wer dabei ist.',
  asked: '{name} vergleicht Bilder mit allen.',
  look: 'Bilder zeigen',
  waitingTitle: 'Bilder holen, die alle sehen',
  waitingHelp: 'Antworten, die noch fehlen: {count}. Die Browser machen das von selbst.',
  cancel: 'Abbrechen',
  title: 'Sehen alle diese sieben Bilder?',
  help: 'Alle schauen ihre an, und eine Person liest die Namen vor. Bei allen dieselben in derselben Reihenfolge: niemand ist zwischen euch.',
  alone: 'Nur mit {name}',
  again: 'Noch einmal',
  close: 'Schließen',
  alarmTitle: 'Vielleicht ist jemand zwischen euch.',
  alarmHelp:
    'Eure Bilder sind verschieden: Was du sagst, geht vielleicht durch andere Hände. Vorerst hört dich niemand, und du hörst niemanden. Leg auf und schick einen neuen Link auf anderem Weg.',
  remove: {
    open: '{name} entfernen',
    title: '{name} aus dem Gespräch entfernen?',
    help: '{name} erfährt, dass du es warst, und hört niemanden mehr. Alle anderen bleiben, ohne Lücke. Das Gespräch bekommt einen neuen Link; der alte erreicht niemanden mehr.',
    sure: 'Aus dem Gespräch entfernen',
  },
  endings: {
    changed: {
      title: 'Jemand kam oder ging',
      help: 'Die Bilder gelten für die, die da waren. Vergleicht neue, jetzt, wo ihr beisammen seid.',
    },
    late: {
      title: 'Nicht alle haben geantwortet',
      help: 'Vielleicht ist eine Verbindung langsam oder ein Humr älter. Versuch es noch einmal, oder vergleiche mit einer Person nach der anderen.',
    },
    stopped: {
      title: 'Der Vergleich wurde beendet',
      help: 'Jemand im Gespräch hat ihn beendet, bevor die Bilder da waren.',
    },
    refused: {
      title: 'Diesen Bildern ist nicht zu trauen.',
      help: 'Jemand hat sich nicht an das gehalten, was zugesagt war; darum werden keine gezeigt. Vergleiche mit einer Person nach der anderen und finde heraus, bei wem es scheitert.',
    },
  },
};
