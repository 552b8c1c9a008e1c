/** German: the settings. */
import type { Sentences } from '../../sentences.ts';

export const germanSettings: Sentences['settings'] = {
  open: 'Einstellungen',
  title: 'Einstellungen',
  close: 'Einstellungen schließen',
  notKept: 'Diese Einstellungen gelten, bis du den Tab schließt: Dein Browser lässt uns nichts behalten.',
  repairedNote:
    'Einige deiner Einstellungen waren beschädigt und sind wieder auf ihrem Ausgangswert. Welche, steht in den Einstellungen.',
  repaired: {
    title: 'Einige Einstellungen waren beschädigt und sind wieder auf ihrem Ausgangswert:',
    dismiss: 'In Ordnung',
  },
  you: 'Du',
  look: { theme: 'Aussehen', themes: { system: 'Wie das System', light: 'Hell', dark: 'Dunkel' } },
  background: {
    heading: 'Wenn etwas anderes vorn ist',
    help: {
      desktop:
        'Ein Gespräch geht hinter anderen Fenstern und Tabs weiter. Während der Computer schläft, hört dich niemand; danach kommt das Gespräch von selbst zurück.',
      android:
        'Ein Gespräch geht hinter anderen Apps und bei ausgeschaltetem Bildschirm weiter; Android zeigt, dass das Mikrofon benutzt wird. Schließt es den Browser, um Strom zu sparen, öffne Humr wieder und komm zurück.',
      apple:
        'iPhones und iPads pausieren vielleicht das Mikrofon, sobald eine andere App vorn ist oder der Bildschirm gesperrt wird. Die anderen sehen dann „Mikrofon pausiert“ und hören dich wieder, wenn du zurückkommst. Lass Humr vorn, während du redest.',
    },
  },
  voice: {
    heading: 'Deine Stimme',
    loudness: 'Gleichmäßige Lautstärke',
    loudnessHelp: 'Bringt leise und laute Stimmen auf denselben Pegel.',
    lowCut: 'Rumpeln abschneiden',
    lowCutHelp: 'Nimmt weg, was tiefer liegt als jede Stimme: Wind, Klopfen, Netzbrummen.',
    gate: 'Stille zwischen den Worten',
    gateHelp: 'Dreht alles bis zur Stille herunter, solange du nichts sagst. Manche finden das unnatürlich.',
    shell: 'Wo die Stimme gereinigt wird',
    shells: {
      auto: 'Wo es am schnellsten geht',
      worker: 'In einem Worker, zwischen zwei Spuren',
      worklet: 'Im Audiographen',
    },
    now: 'Jetzt',
    nowShells: {
      worker: 'Die Stimme läuft durch einen Worker.',
      worklet: 'Die Stimme läuft durch den Audiographen.',
      none: 'Die Stimme wird gesendet, wie das Mikrofon sie gibt.',
    },
    estimators: {
      learned: 'Ein trainiertes Netz unterscheidet Sprache von Lärm.',
      classical: 'Formeln unterscheiden Sprache von Lärm; das Netz fehlt oder ist zu langsam für dieses Gerät.',
      off: 'Nichts wird entfernt.',
    },
    microphone: 'Mikrofon',
    speaker: 'Lautsprecher',
    usualDevice: 'Was dein System benutzt',
    unnamedDevice: 'Eines ohne Namen',
    missingDevice: 'Das gewählte, das nicht angeschlossen ist',
    sent: 'Was andere hören',
    room: 'Lärm im Raum',
    kept: 'Behaltene Sprache',
    keptUnknown: 'Sag etwas, um sie zu messen.',
    decibels: '{count} dB',
    idle: 'Pegel sind zu sehen, solange dein Mikrofon an ist.',
  },
  talk: {
    heading: 'Reden und Tasten',
    mode: 'Wann man dich hört',
    modes: {
      open: 'Immer, außer du stellst dich stumm',
      'push-to-talk': 'Nur, während du eine Taste hältst',
      'push-to-mute': 'Außer, während du eine Taste hältst',
    },
    talkKey: 'Taste zum Halten',
    muteKey: 'Taste für stumm und wieder an',
    deafenKey: 'Taste, um nichts zu hören',
    noKey: 'Keine',
    press: 'Drücke eine Taste…',
    remove: 'Entfernen',
    twice: 'Eine Taste tut hier zweierlei. Wähle für eines davon eine andere.',
    help: 'Tasten wirken, solange diese Seite vorn ist und du nicht schreibst. Wer loslässt oder die Seite verlässt, lässt immer auch die Taste los.',
  },
  file: {
    heading: 'Mitnehmen oder neu beginnen',
    save: 'In einer Datei sichern',
    load: 'Aus einer Datei laden…',
    reset: 'Alles auf Anfang',
    resetSure: 'Alles auf dieser Seite außer deinem Namen wird wieder, wie es kam.',
    resetYes: 'Ja, alles auf Anfang',
    cancel: 'Abbrechen',
    preview: 'Was diese Datei ändert',
    nothing: 'Diese Datei ändert nichts.',
    from: 'jetzt',
    to: 'dann',
    apply: 'Diese Einstellungen übernehmen',
    refused: 'Diese Datei wurde nicht übernommen. Nichts hat sich geändert.',
    done: 'Fertig.',
  },
  faults: {
    'too-long': 'Die Datei ist viel zu lang für Einstellungen.',
    'not-json': 'Die Datei ist kein JSON, oder ein Teil davon fehlt.',
    'not-settings': 'Die Datei enthält keine Einstellungen dieser App.',
    newer:
      'Die Datei kommt von einer neueren Version. Lade diese Seite neu, um sie zu bekommen, und versuch es noch einmal.',
    unknown: '{path}: Diese Einstellung gibt es nicht',
  },
  must: {
    flag: '{path}: muss true oder false sein',
    number: '{path}: muss eine Zahl von {min} bis {max} sein',
    choice: '{path}: muss {list} sein',
    text: '{path}: muss ein Text von höchstens {max} Zeichen sein',
    texts: '{path}: muss eine Liste von höchstens {count} Texten sein',
    logins:
      '{path}: muss eine Liste von höchstens {count} Servern sein, jeder mit den Texten url, userName und password',
  },
};
