/** German: what can go wrong. */
import type { Sentences } from '../../sentences.ts';

export const germanTroubles: Sentences['troubles'] = {
  MIC_MISSING: {
    title: 'Kein Mikrofon gefunden',
    help: 'Stecke eines ein oder schalte es an und versuch es noch einmal. Du kannst auch hereinkommen und nur zuhören.',
    short: 'Kein Mikrofon',
  },
  MIC_DENIED: {
    title: 'Das Mikrofon ist nicht erlaubt',
    help: 'Erlaube es dieser Seite in den Einstellungen des Browsers, neben der Adresse, und versuch es noch einmal. Du kannst auch nur zuhören.',
    short: 'Mikrofon nicht erlaubt',
  },
  MIC_BUSY: {
    title: 'Das Mikrofon antwortet nicht',
    help: 'Schließe andere Programme, die es benutzen, oder stecke es aus und wieder ein. Du kannst auch nur zuhören.',
    short: 'Mikrofon belegt',
  },
  MIC_UNSUPPORTED: {
    title: 'Diese Seite erreicht kein Mikrofon',
    help: 'Öffne sie mit einer https-Adresse in einem aktuellen Browser. Du kannst auch nur zuhören.',
    short: 'Hier kein Mikrofon',
  },
  RELAY_UNREACHABLE: {
    title: 'Das Relais ist nicht erreichbar',
    help: 'Über ein Relais findet man einander. Prüfe, ob du online bist, und versuch es noch einmal.',
    short: 'Relais nicht erreicht',
  },
  RELAY_REFUSED: {
    title: 'Das Relais lehnt ab',
    help: 'Vielleicht ist es voll oder nicht für diese Seite gedacht. Warte eine Minute und versuch es noch einmal.',
    short: 'Relais lehnt ab',
  },
  RELAY_BROKEN: {
    title: 'Das Relais spricht unsere Sprache nicht',
    help: 'Was unter seiner Adresse antwortet, ist kein Relais. Bitte den Betreiber dieser Seite, die Adresse zu prüfen.',
    short: 'Relais gestört',
  },
  RELAY_LOST: {
    title: 'Die Verbindung zum Relais brach ab',
    help: 'Prüfe, ob du online bist, und versuch es noch einmal.',
    short: 'Relais verloren',
  },
  LINK_INCOMPLETE: {
    title: 'Dieser Link ist unvollständig',
    help: 'Ein Teil fehlt, oft das Ende. Bitte noch einmal um den Link und öffne ihn ganz.',
    short: 'Link unvollständig',
  },
  LINK_NEWER: {
    title: 'Dieser Link kommt von einem neueren Humr',
    help: 'Lade diese Seite neu, um die neueste Version zu bekommen, und öffne den Link noch einmal.',
    short: 'Link zu neu',
  },
  LINK_ELSEWHERE: {
    title: 'Dieser Link führt auf eine andere Seite',
    help: 'Hier gehen nur Links dieser Seite. Öffne ihn im Browser, wenn du dem Absender traust.',
    short: 'Andere Seite',
  },
  LINK_UNKNOWN: {
    title: 'Das ist kein Link von Humr',
    help: 'Kopiere die ganze Nachricht, oder scanne den Code noch einmal.',
    short: 'Kein Link',
  },
  LINK_EXPIRED: {
    title: 'Diese Einladung ist abgelaufen',
    help: 'Sie galt nur eine Weile. Bitte um eine neue.',
    short: 'Abgelaufen',
  },
  LINK_USED: {
    title: 'Diese Einladung wurde schon benutzt',
    help: 'Sie war für eine Person, und jemand kam damit herein. Bitte um eine neue; warst du es nicht, sag Bescheid.',
    short: 'Schon benutzt',
  },
  CODE_INCOMPLETE: {
    title: 'Dieser Code ist unvollständig',
    help: 'Ein Teil fehlt. Scanne ihn noch einmal, oder kopiere ihn ganz.',
    short: 'Code unvollständig',
  },
  CODE_OTHER: {
    title: 'Dieser Code antwortet auf einen anderen',
    help: 'Er gehört zu einem Code, der hier nicht oder nicht mehr gezeigt wird. Lass die andere Seite den jetzigen scannen.',
    short: 'Anderer Code',
  },
  CODE_OWN: {
    title: 'Das ist dein eigener Code',
    help: 'Die andere Seite scannt ihn. Dann scannst du den, den sie bekommt.',
    short: 'Eigener Code',
  },
  CODE_BOTH: {
    title: 'Ihr habt beide einen Code gemacht',
    help: 'Einer von euch beginnt neu und scannt den Code des anderen.',
    short: 'Zwei erste Codes',
  },
  CODE_EXPIRED: {
    title: 'Dieser Code ist zu alt',
    help: 'Ein Code wartet zehn Minuten auf seine Antwort. Mache einen neuen.',
    short: 'Code zu alt',
  },
  CODE_USED: {
    title: 'Dieser Code wurde schon beantwortet',
    help: 'Ein Code ist für eine Person. Mache für die nächste einen neuen.',
    short: 'Code benutzt',
  },
  CODE_NO_ADDRESS: {
    title: 'Dieses Gerät ist in keinem Netz',
    help: 'Internet ist nicht nötig, aber beide Geräte müssen im selben WLAN oder Kabelnetz sein. Verbinde es und versuch es noch einmal.',
    short: 'Kein Netz',
  },
  CODE_UNREACHABLE: {
    title: 'Die beiden Geräte erreichen einander nicht',
    help: 'Beide müssen im selben WLAN sein, und es muss seine Gäste miteinander reden lassen. Oft hilft der Hotspot eines Handys. Mache dann einen neuen Code.',
    short: 'Kein Weg',
  },
  PEER_SILENT: {
    title: '{name} ist nicht fertig beigetreten',
    help: 'Bitte darum, den Link noch einmal zu öffnen.',
    short: 'Nicht fertig beigetreten',
  },
  PEER_UNREACHABLE: {
    title: '{name} ist nicht erreichbar',
    help: 'Eure Netze lassen einander nicht herein. Ein anderes Netz, etwa mobile Daten, hilft oft.',
    short: 'Kein Weg',
  },
  PEER_NO_TURN: {
    title: 'Kein Weg zu {name} gefunden',
    help: 'Ein Netz zwischen euch sperrt direkte Gespräche (UDP), und kein TURN-Server führt darum herum. Nenne einen in den Einstellungen, oder nimm ein anderes Netz.',
    short: 'Kein Weg',
  },
  PEER_TURN_FAILED: {
    title: 'Kein Weg zu {name} gefunden',
    help: 'Eure Netze lassen einander nicht herein, und der TURN-Server half nicht: Er lehnte ab oder ist unerreichbar. Prüfe seine Adresse und sein Passwort in den Einstellungen.',
    short: 'Kein Weg',
  },
  TURN_MISSING: {
    title: 'Nichts ist da, um deine Adresse zu verbergen',
    help: 'Dieses Gespräch soll Netzadressen verbergen; dazu braucht es einen TURN-Server. Nenne einen in den Einstellungen, oder lass deine Adresse sehen.',
    short: 'Kein TURN-Server',
  },
  PEER_LOST: {
    title: '{name} ist wortlos weg',
    help: 'Netz oder Gerät sind vielleicht ausgefallen. Mit demselben Link geht es zurück.',
    short: 'Verbindung verloren',
  },
  PEER_LEFT: {
    title: '{name} hat das Gespräch verlassen',
    help: 'Mit demselben Link geht es zurück.',
    short: 'Gegangen',
  },
  PEER_REMOVED: {
    title: 'Du hast {name} aus dem Gespräch entfernt',
    help: 'Das Gespräch hat einen neuen Link. Der alte erreicht niemanden mehr.',
    short: 'Entfernt',
  },
  PEER_REMOVED_BY: {
    title: '{by} hat {name} aus dem Gespräch entfernt',
    help: 'Das Gespräch hat einen neuen Link, den du hier siehst. Der alte erreicht niemanden mehr.',
    short: 'Entfernt',
  },
  PEER_GAVE_UP: {
    title: '{name} hat aufgegeben, bevor ihr verbunden wart',
    help: 'Der Anruf oder die Seite dort wurde geschlossen. Bitte darum, den Link noch einmal zu öffnen.',
    short: 'Aufgegeben',
  },
  MIC_CHANGED: {
    title: 'Dein Mikrofon ging weg, und man hört dich wieder',
    help: 'Es oder ein anderes wurde geöffnet. Wähle in den Einstellungen ein anderes, wenn es das falsche ist.',
    short: 'Mikrofon gewechselt',
  },
  MIC_PAUSED: {
    title: 'Dein Gerät hat das Mikrofon pausiert',
    help: 'Ein anderer Anruf oder ein anderes Programm hält es. Danach hört man dich wieder; die anderen wissen Bescheid.',
    short: 'Mikrofon pausiert',
  },
  MIC_SILENT: {
    title: 'Dein Mikrofon gibt nur Stille',
    help: 'Prüfe seinen Schalter und die Toneinstellungen des Systems, oder wähle in den Einstellungen ein anderes.',
    short: 'Mikrofon still',
  },
  SPEAKER_CHANGED: {
    title: 'Der gewählte Lautsprecher ist nicht da',
    help: 'Du hörst die anderen über den üblichen.',
    short: 'Lautsprecher gewechselt',
  },
  PEER_MOVED: {
    title: '{name} sieht dich in einem anderen Fenster',
    help: 'Du bist diesem Gespräch noch einmal beigetreten, in einem anderen Tab oder Gerät. Dieses hier ist draußen.',
    short: 'In anderes Fenster gezogen',
  },
  PEER_NO_SOUND: {
    title: 'Kein Ton von {name}',
    help: 'Die Verbindung ist gut, aber das Mikrofon dort gibt nichts. Vielleicht muss es geprüft werden.',
    short: 'Kein Ton',
  },
  PEER_FORGED: {
    title: '{name} konnte sich nicht ausweisen',
    help: 'Also blieb die Tür zu. Geschieht es wieder, beginne ein neues Gespräch und sende den Link auf anderem Weg.',
    short: 'Ausgesperrt: kein Beweis',
  },
  PEER_TRIED_OFTEN: {
    title: '{name} kam fünfmal nicht durch',
    help: 'Vielleicht versucht jemand zwischen euch sein Glück; darum wird nicht mehr geantwortet. Für eine weitere Chance geh und komm zurück.',
    short: 'Zu oft gescheitert',
  },
  VOICE_UNPROCESSED: {
    title: 'Deine Stimme wird unbearbeitet gesendet',
    help: 'Die Lärmunterdrückung startete in diesem Browser nicht. Andere hören dein Mikrofon, wie es ist.',
    short: 'Unbearbeitet gesendet',
  },
  SOUND_BLOCKED: {
    title: 'Dein Browser hält den Ton zurück',
    help: 'Ein Druck, und du hörst die anderen.',
    short: 'Ton ist aus',
  },
  APP_INCOMPLETE: {
    title: 'Ein Teil von Humr wurde nicht geladen',
    help: 'Prüfe, ob du online bist, und lade diese Seite neu.',
    short: 'Nicht geladen',
  },
  CALLS_UNSUPPORTED: {
    title: 'Dieser Browser kann nicht anrufen',
    help: 'Öffne die Seite in einem aktuellen Chrome, Edge, Firefox oder Safari.',
    short: 'Gespräche nicht möglich',
  },
};
