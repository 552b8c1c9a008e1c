/** German: the two codes. */
import type { Translation } from '../../sentences.ts';

export const germanCodes: Translation['codes'] = {
  title: 'Mit zwei Codes anrufen.',
  lead: 'Ohne Relais und ohne Internet: Nur dasselbe WLAN ist nötig. Jede Seite zeigt einen Code, und die andere scannt ihn.',
  make: 'Code zeigen',
  read: 'Code scannen',
  readTitle: 'Scanne den Code der anderen Seite.',
  steps: ['Eine Seite zeigt einen Code', 'Die andere scannt ihn und zeigt ihren', 'Diesen scannen und reden'],
  stepsHeading: 'Schritte',
  making: {
    microphone: { title: 'Warte auf dein Mikrofon…', help: 'Wenn dein Browser fragt, wähle „Zulassen“.' },
    addresses: { title: 'Dein Code entsteht…', help: 'Das dauert eine Sekunde.' },
  },
  showing: {
    inviter: {
      title: 'Lass die andere Seite das scannen.',
      help: 'Scanne dann den Code, den sie bekommt.',
      turn: 'Die andere Seite ist dran',
    },
    guest: {
      title: 'Lass jetzt deinen scannen.',
      help: 'Lass diese Seite offen. Ihr seid verbunden, sobald er gescannt ist.',
      turn: 'Die andere Seite ist dran',
    },
  },
  listenOnly: 'Ohne dein Mikrofon kannst du nur zuhören.',
  connecting: { title: 'Ihr sucht einander…', help: 'Beide Codes sind angekommen.' },
  picture: 'QR-Code deines Codes',
  scanAnswer: 'Den anderen Code scannen',
  field: 'Der andere Code, oder ein Link',
  fieldHelp: 'Oder füge ein, was dir gesandt wurde.',
  use: 'Benutzen',
  copy: 'Code kopieren',
  copied: 'Kopiert. Sende ihn der anderen Seite.',
  share: 'Teilen…',
  expires: 'Gilt noch {count} min.',
  drop: 'Neu beginnen',
  back: 'Zum Anfang',
  camera: {
    label: 'Was die Kamera sieht',
    aim: 'Halte den anderen Code vor die Kamera.',
    asking: 'Dein Browser fragt nach der Kamera. Wähle „Zulassen“.',
    stop: 'Kamera schließen',
    denied: 'Die Kamera ist nicht erlaubt. Erlaube sie neben der Adresse, oder füge den Code ein.',
    missing: 'Keine Kamera gefunden. Füge den Code stattdessen ein.',
    busy: 'Die Kamera antwortet nicht. Schließe andere Programme, die sie benutzen, oder füge den Code ein.',
    failed: 'Der Leser wurde nicht geladen. Füge den Code stattdessen ein.',
  },
};
