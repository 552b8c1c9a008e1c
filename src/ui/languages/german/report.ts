/** German: quality in a call, the report after it, and the history. */
import type { Sentences } from '../../sentences.ts';

export const germanReport: Sentences['report'] = {
  heading: 'Wie es war',
  grades: { excellent: 'Ausgezeichnet', good: 'Gut', fair: 'Mäßig', poor: 'Schlecht' },
  connection: {
    excellent: 'Ausgezeichnete Verbindung',
    good: 'Gute Verbindung',
    fair: 'Mäßige Verbindung',
    poor: 'Schlechte Verbindung',
  },
  verdicts: {
    excellent: 'Dieses Gespräch war ausgezeichnet.',
    good: 'Dieses Gespräch war gut.',
    fair: 'Dieses Gespräch war mäßig.',
    poor: 'Dieses Gespräch war schlecht.',
  },
  reasons: {
    'interrupted-times': 'Abbrüche der Verbindung: {count}, zusammen {also} s.',
    'lost-percent': '{count} % des Gesendeten gingen auf dem Weg zu dir verloren.',
    'their-lost-percent': '{count} % von dem, was du gesendet hast, gingen unterwegs verloren.',
    'concealed-percent': '{count} % von dem, was du gehört hast, mussten ergänzt werden.',
    'delay-ms': 'Hin und zurück dauerte es {count} ms: lang genug, um einander ins Wort zu fallen.',
    relayed: 'Die Stimmen nahmen einen Umweg über einen TURN-Server. Er kann nicht mithören, kostet aber Zeit.',
    'over-tcp': 'Das Netz ließ nur TCP durch; das stockt, wenn etwas verloren geht.',
    'noisy-room-db': 'Dein Raum war laut ({count} dBFS). Das meiste wurde entfernt.',
    'quiet-voice-db': 'Deine Stimme ging leise hinaus ({count} dBFS).',
    'device-busy': 'Dieses Gerät war beschäftigt: {count} Stücke deiner Stimme gingen je Minute verloren.',
    unprocessed: 'Deine Stimme wurde unbearbeitet gesendet.',
  },
  alerts: {
    loss: 'Unterwegs geht viel verloren.',
    concealment: 'Vieles von dem, was du hörst, muss ergänzt werden.',
    delay: 'Die Verbindung ist langsam: Lasst einander Pausen.',
    'device-busy': 'Dieses Gerät kommt nicht mit. Schließe andere Programme.',
  },
  faults: {
    'path-lost': 'Verbindung verloren',
    'no-sound': 'von jemandem nichts gehört',
    'relay-lost': 'Relais verloren',
    'microphone-lost': 'Mikrofon verloren',
    'microphone-paused': 'Mikrofon vom System angehalten',
    'microphone-silent': 'Mikrofon stumm',
    'chain-failed': 'Sprachbearbeitung ausgefallen',
    'not-saved': 'Einstellungen nicht gespeichert',
    'refused-proof': 'jemand ausgeschlossen, dessen Nachweis nicht stimmte',
  },
  cause: {
    open: 'Ursache finden',
    close: 'Ursache ausblenden',
    list: 'Woran es lag und was hilft',
    doctor: 'Diese Teile jetzt prüfen',
    advice: {
      'own-line':
        'Wahrscheinlich lag es an deiner Verbindung: Mit allen ging es schlecht. Ein Kabel hilft oder ein Platz näher am WLAN, ebenso Downloads, die warten.',
      'their-line': 'Wahrscheinlich lag es an der Verbindung von {name}: Mit den anderen ging es gut.',
      'either-line':
        'Deine Verbindung oder die von {name}; zu zweit lässt sich nicht sagen, welche. Die Diagnose misst deine.',
      'way-lost':
        'Die Verbindung brach ab. Das macht ein schwaches WLAN, ein Wechsel zwischen WLAN und Mobilfunk oder ein VPN, das sich erneuert.',
      'far-way':
        'Der Weg zwischen euch ist lang. Keine Einstellung macht ihn kürzer; ein VPN oder der Mobilfunk kann ihn verlängern.',
      detour:
        'Die Stimmen liefen über einen TURN-Server. Erlaube direkte Verbindungen in den Einstellungen oder nenne einen Server, der euch beiden näher ist.',
      'tcp-only':
        'Eines der Netze sperrt UDP, wie manche Firmen und Hotels. Ein anderes Netz, etwa das eines Telefons, ist besser.',
      'relay-lost':
        'Das Relais fiel aus. Stimmen laufen nicht darüber, aber niemand Neues konnte dazukommen. Ein zweites Relais in den Einstellungen springt ein.',
      'busy-device':
        'Dieses Gerät kam nicht mit. Schließe andere Programme, stecke das Ladegerät an oder teile solange keinen Bildschirm.',
      unprocessed:
        'Die Geräuschunterdrückung lief hier nicht. Lade die Seite neu; wenn es wieder geschieht, hilft vielleicht ein neuerer Browser.',
      'microphone-lost':
        'Das Mikrofon verschwand: ausgesteckt oder vom System oder einem anderen Programm genommen. Wähle es in den Einstellungen neu.',
      'microphone-silent':
        'Das Mikrofon gab gar nichts. Vielleicht hat es einen eigenen Schalter, oder ein anderes Programm hält es.',
      'noisy-room': 'Um dich herum war es laut. Näher am Mikrofon hebt sich deine Stimme ab, und mehr von ihr bleibt.',
      'quiet-voice': 'Deine Stimme war leise. Geh näher ans Mikrofon oder hebe seinen Pegel im System an.',
    },
  },
  recovery: 'Unterbrechungen aller Art: {times}. Behoben: {recovered}. Die längste dauerte {longest} s.',
  health: 'Zustand dieses Gesprächs',
  nothingWrong: 'Nichts stand euren Stimmen im Weg.',
  tooShort: 'Das Gespräch war zu kurz für ein Urteil.',
  people: 'Person für Person',
  mine: 'So hast du gehört: {count} % verloren, {also} % ergänzt.',
  theirs: 'So wurdest du gehört: {count} % verloren, {also} % ergänzt.',
  theirsUnknown: 'Wie du gehört wurdest, wurde nicht gesagt.',
  compared: {
    better: 'Besser als die meisten deiner früheren Gespräche.',
    worse: 'Schlechter als die meisten deiner früheren Gespräche.',
    usual: 'Etwa wie deine Gespräche sonst sind.',
  },
  graph: {
    open: 'Werte zeigen',
    close: 'Werte verbergen',
    heading: 'Werte des Gesprächs',
    network: 'Netz: Prozent der verlorenen Pakete und des ergänzten Tons, im Lauf der Zeit',
    delay: 'Verzögerung: Millisekunden hin und zurück und im Puffer, im Lauf der Zeit',
    levels: 'Pegel: dBFS deines Mikrofons und dessen, was gesendet wird, im Lauf der Zeit',
    lost: 'Verloren, %',
    concealed: 'Ergänzt, %',
    roundTrip: 'Hin und zurück, ms',
    buffer: 'Puffer, ms',
    input: 'Mikrofon, dBFS',
    output: 'Gesendet, dBFS',
    waiting: 'Werte kommen, sobald jemand verbunden ist.',
  },
  history: {
    open: 'Frühere Gespräche',
    title: 'Frühere Gespräche',
    intro: 'Nur auf diesem Gerät aufbewahrt, versiegelt, für {count} Tage.',
    empty: 'Noch keine Gespräche. Nach jedem steht hier sein Bericht.',
    recovery: 'Unterbrechungen in diesen Gesprächen: {times}. Behoben: {recovered}. Die längste dauerte {longest} s.',
    list: 'Berichte',
    with: 'Mit {name}',
    alone: 'Jemand',
    back: 'Zum Anfang',
    remove: 'Alle Gespräche vergessen',
    removed: 'Alle Gespräche sind vergessen.',
    length: 'Dauer {name}',
  },
};
