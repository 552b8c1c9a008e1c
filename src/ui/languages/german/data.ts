/** German: one's own data. */
import type { Sentences } from '../../sentences.ts';

export const germanData: Sentences['data'] = {
  open: 'Deine Daten',
  title: 'Deine Daten',
  intro:
    'Alles, was Humr aufbewahrt, liegt auf diesem Gerät. Nichts wird irgendwohin gesendet: keine Telemetrie, kein Konto, keine Cookies.',
  where: 'Was aufbewahrt wird, und wo',
  kinds: {
    settings: 'Einstellungen und dein Name',
    identity: 'Dein Schlüssel',
    people: 'Leute, die du kennst',
    trail: 'Was mit Schlüsseln geschah',
    history: 'Berichte über Gespräche',
    log: 'Protokoll dieses Geräts',
    app: 'Die App selbst, für den Start ohne Netz',
  },
  places: {
    settings: 'Versiegelt in der Datenbank dieses Browsers.',
    identity:
      'Versiegelt an mehreren Stellen dieses Browsers; kein Skript kann den Schlüssel lesen, der ihn versiegelt.',
    people: 'Versiegelt in der Datenbank dieses Browsers, und als Kopie in seinen privaten Dateien.',
    trail: 'Versiegelt in der Datenbank dieses Browsers; die letzten 500 Einträge.',
    history: 'Versiegelt in der Datenbank dieses Browsers, 90 Tage lang.',
    log: 'Versiegelt in der Datenbank dieses Browsers, höchstens 1 MB. Namen, Links, Schlüssel und Adressen stehen nicht darin.',
    app: 'Im Zwischenspeicher des Browsers; nichts über dich.',
  },
  entries: '{count} Einträge',
  one: '1 Eintrag',
  none: 'Nichts',
  used: '{count} kB insgesamt',
  persistent: 'Dein Browser hat versprochen, es zu behalten.',
  bestEffort: 'Dein Browser darf es löschen, wenn der Platz ausgeht.',
  export: 'Alles sichern',
  exportHelp:
    'Eine lesbare Datei mit Einstellungen, Gesprächen, dem Protokoll und der Liste der Leute. Schlüssel sind nicht darin: Sie haben eine eigene Sicherung, unter einer Passphrase.',
  saveLog: 'Protokoll sichern',
  saveLogHelp: 'Ein Text, den du zeigen kannst, wenn dir jemand hilft. Er beginnt mit dem, was darin ersetzt wurde.',
  erase: 'Alles löschen',
  eraseHelp:
    'Zuerst geht dein Schlüssel. Für alle bist du danach jemand Neues, und das lässt sich nicht rückgängig machen.',
  eraseTitle: 'Alles auf diesem Gerät löschen?',
  eraseConfirm: 'Endgültig löschen',
  eraseCancel: 'Behalten',
  erased: 'Gelöscht. Auf diesem Gerät ist nichts mehr als die App.',
  unreadable:
    'Dein Schlüssel ist gelöscht. Einige versiegelte Bytes ließen sich nicht löschen; niemand kann sie öffnen.',
  notErased:
    'Es ließ sich nicht löschen: Vielleicht hält ein anderer Tab es fest. Schließe die anderen Tabs und versuch es noch einmal.',
  working: 'Einen Moment…',
  back: 'Zum Anfang',
  collector: 'Werte an einen eigenen Sammler senden',
  collectorHelp:
    'Aus, solange du keine Adresse angibst. Ein OpenTelemetry-Sammler bekommt alle 15 Sekunden die Werte deiner Gespräche: keine Namen, keine Adressen, keine Schlüssel.',
  collectorLabel: 'Adresse des Sammlers (OTLP über HTTP)',
  collectorBad: 'Die Adresse muss mit https:// beginnen, oder mit http:// auf diesem Gerät.',
};
