/** German: the doctor. */
import type { Sentences } from '../../sentences.ts';

const causes: Sentences['doctor']['causes'] = {
  timeout: {
    title: 'Keine Antwort in der Zeit',
    help: 'Hier hängt etwas. Lade die Seite neu und starte die Diagnose noch einmal.',
  },
  broken: {
    title: 'Die Prüfung selbst schlug fehl',
    help: 'Lade die Seite neu und starte die Diagnose noch einmal. Bleibt es so, nimm einen anderen Browser.',
  },
  'needs-microphone': {
    title: 'Nicht geprüft: Es braucht das Mikrofon',
    help: 'Wenn das Mikrofon geht, starte die Diagnose noch einmal.',
  },
  'needs-relay': {
    title: 'Nicht geprüft: Es braucht das Relais',
    help: 'Wenn das Relais antwortet, starte die Diagnose noch einmal.',
  },
  'mic-ok': { title: 'Es hört dich gut', help: '' },
  'mic-missing': { title: 'Kein Mikrofon gefunden', help: 'Stecke eines ein oder schalte es an.' },
  'mic-denied': {
    title: 'Das Mikrofon ist nicht erlaubt',
    help: 'Erlaube es dieser Seite in den Einstellungen des Browsers, neben der Adresse.',
  },
  'mic-busy': {
    title: 'Das Mikrofon antwortet nicht',
    help: 'Schließe andere Programme, die es benutzen, oder stecke es aus und wieder ein.',
  },
  'mic-unsupported': {
    title: 'Diese Seite erreicht kein Mikrofon',
    help: 'Öffne sie mit einer https-Adresse in einem aktuellen Browser.',
  },
  'mic-silent': {
    title: 'Es gibt nur Stille',
    help: 'Sieh nach einem Stummschalter am Kabel oder am Headset, und nach dem Eingangspegel deines Systems.',
  },
  'mic-quiet': {
    title: 'Deine Stimme ist sehr leise',
    help: 'Geh näher heran, oder erhöhe den Eingangspegel deines Systems.',
  },
  'mic-noisy': {
    title: 'Der Raum ist laut',
    help: 'Humr entfernt viel davon. Ein Headset oder ein ruhigerer Ort tut den Rest.',
  },
  'mic-loud': {
    title: 'Deine Stimme ist zu laut für das Mikrofon',
    help: 'Senke den Eingangspegel deines Systems, oder geh etwas weiter weg.',
  },
  'mic-waiting': { title: 'Es geht; niemand hat gesprochen', help: '' },
  'mic-unanswered': {
    title: 'Es ging nicht rechtzeitig auf',
    help: 'Vielleicht fragt der Browser, ob diese Seite es benutzen darf: Antworte neben der Adresse und prüfe noch einmal.',
  },
  'chain-ok': { title: 'Sie kommt mit', help: '' },
  'chain-none': {
    title: 'Sie läuft in diesem Browser nicht',
    help: 'Andere hören dein Mikrofon, wie es ist. Ein aktueller Chrome, Edge, Firefox oder Safari hilft.',
  },
  'chain-stalled': { title: 'Sie kommt kaum zum Zug', help: 'Schließe andere Tabs und Programme, die viel rechnen.' },
  'chain-missed': {
    title: 'Stücke des Tons gehen verloren',
    help: 'Schließe andere Tabs und Programme, die viel rechnen, oder stecke das Gerät an den Strom.',
  },
  'chain-classical': {
    title: 'Nur das einfache Verfahren läuft',
    help: 'Das trainierte Netz wurde nicht geladen oder ist hier zu langsam. Prüfe, ob du online bist, und lade neu.',
  },
  'context-ok': { title: 'Es läuft', help: '' },
  'context-held': {
    title: 'Der Browser hält den Ton zurück',
    help: 'Tippe irgendwo auf die Seite und starte die Diagnose noch einmal.',
  },
  'context-late': {
    title: 'Ton kommt spät heraus',
    help: 'Das liegt an kabellosen Kopfhörern. Mit Kabel fallt ihr einander weniger ins Wort.',
  },
  'context-no-worklet': {
    title: 'Ein Teil des Tonsystems wurde nicht geladen',
    help: 'Prüfe, ob du online bist, und lade diese Seite neu.',
  },
  'path-ok': { title: 'Gespräche finden einen Weg', help: '' },
  'path-none': {
    title: 'Kein Weg hinaus wurde gefunden',
    help: 'Du bist offline, oder der Browser verbietet direkte Verbindungen. Sieh in seinen Einstellungen und Erweiterungen nach.',
  },
  'path-no-udp': {
    title: 'Nur langsame Wege wurden gefunden',
    help: 'Dieses Netz sperrt UDP. Ein anderes, etwa mobile Daten, klingt besser.',
  },
  'path-stun-silent': {
    title: 'Deine Adresse im Internet bleibt unbekannt',
    help: 'Der STUN-Server antwortete nicht. Im selben WLAN gehen Gespräche; sonst prüfe seine Adresse in den Einstellungen.',
  },
  'relay-ok': { title: 'Es antwortet schnell', help: '' },
  'relay-slow': {
    title: 'Es antwortet langsam',
    help: 'Beitreten dauert länger; das Gespräch selbst wird nicht langsamer.',
  },
  'relay-silent': {
    title: 'Es öffnet sich, stellt aber nichts zu',
    help: 'Ein anderes Relais in den Einstellungen hilft, oder wer dieses betreibt.',
  },
  'relay-unreachable': {
    title: 'Es ist nicht erreichbar',
    help: 'Prüfe, ob du online bist, und die Adresse des Relais in den Einstellungen.',
  },
  'relay-refused': {
    title: 'Es lehnt ab',
    help: 'Vielleicht ist es voll oder nicht für diese Seite gedacht. Warte eine Minute, oder wähle ein anderes.',
  },
  'relay-broken': {
    title: 'Was dort antwortet, ist kein Relais',
    help: 'Prüfe die Adresse des Relais in den Einstellungen.',
  },
  'bandwidth-ok': { title: 'Es ist Platz für Stimmen und Bilder', help: '' },
  'bandwidth-low': {
    title: 'Es ist Platz für Stimmen, kaum für Bilder',
    help: 'Halte Downloads während Anrufen an und teile keinen Bildschirm.',
  },
  'bandwidth-none': {
    title: 'Es ist kaum Platz für eine Stimme',
    help: 'Halte Downloads und andere Anrufe auf diesem Anschluss an, oder nimm ein anderes Netz.',
  },
  'turn-ok': { title: 'Er gibt dir einen Umweg', help: '' },
  'turn-none': { title: 'Keiner ist eingerichtet', help: '' },
  'turn-refused': {
    title: 'Er lehnte dein Passwort ab',
    help: 'Bitte den Betreiber um ein neues und trage es in den Einstellungen ein.',
  },
  'turn-unreachable': {
    title: 'Er ist nicht erreichbar',
    help: 'Prüfe seine Adresse in den Einstellungen, oder frage den Betreiber.',
  },
  'storage-ok': { title: 'Was du behältst, bleibt', help: '' },
  'storage-not-persistent': {
    title: 'Der Browser darf es löschen, wenn der Platz ausgeht',
    help: 'Installiere Humr, oder halte eine Sicherung deines Schlüssels bereit.',
  },
  'storage-full': { title: 'Fast kein Platz ist mehr da', help: 'Schaffe Platz auf diesem Gerät.' },
  'storage-lies': {
    title: 'Was geschrieben wurde, kam nicht zurück',
    help: 'Mache jetzt eine Sicherung deines Schlüssels und starte dann den Browser neu.',
  },
  'storage-none': {
    title: 'Nichts lässt sich behalten',
    help: 'Ein privates Fenster behält nichts. Öffne Humr in einem gewöhnlichen.',
  },
  'keys-ok': { title: 'Dein Schlüssel ist heil und unterschreibt', help: '' },
  'keys-restored': {
    title: 'Eine Kopie deines Schlüssels ging verloren und ist wiederhergestellt',
    help: 'Halte eine Sicherung bereit, falls es einmal alle trifft.',
  },
  'keys-temporary': {
    title: 'Dein Schlüssel gilt, bis du diese Seite schließt',
    help: 'Beim nächsten Mal bist du für andere jemand Neues. Öffne Humr in einem gewöhnlichen Fenster.',
  },
  'keys-lost': {
    title: 'Dein Schlüssel ist verloren',
    help: 'Spiele eine Sicherung ein, oder beginne neu und vergleiche mit allen wieder Bilder.',
  },
  'keys-locked': {
    title: 'Dein Schlüssel ist gesperrt, und der Passkey wurde nicht gegeben',
    help: 'Öffne „Leute“, „Dein Schlüssel und die Sicherung“, und wähle „Mit deinem Passkey öffnen“. Ist der Passkey verloren, spiele dort eine Sicherung ein.',
  },
  'keys-broken': {
    title: 'Dein Schlüssel unterschreibt nicht',
    help: 'Spiele eine Sicherung von ihm ein, oder nimm einen anderen Browser.',
  },
  'config-ok': { title: 'Sie sind in Ordnung', help: '' },
  'config-repaired': {
    title: 'Einige waren beschädigt oder werden nicht behalten',
    help: 'Sieh die Einstellungen durch; was beschädigt war, ist wieder auf seinem Ausgangswert.',
  },
  'config-relay': {
    title: 'Die Adresse eines Relais ist nicht brauchbar',
    help: 'Relais beginnen mit wss://. Berichtige sie in den Einstellungen.',
  },
  'config-insecure': { title: 'Die Seite kam unverschlüsselt', help: 'Öffne sie mit einer https-Adresse.' },
  'config-no-calls': {
    title: 'Dieser Browser kann nicht anrufen',
    help: 'Öffne die Seite in einem aktuellen Chrome, Edge, Firefox oder Safari.',
  },
  'memory-ok': { title: 'Es ist genug da', help: '' },
  'memory-unknown': { title: 'Dieser Browser sagt es nicht', help: '' },
  'memory-high': {
    title: 'Die Seite braucht fast alles, was sie darf',
    help: 'Lade sie vor dem nächsten Gespräch neu.',
  },
  'headroom-ok': { title: 'Es ist schnell genug', help: '' },
  'headroom-low': {
    title: 'Es ist gerade schnell genug',
    help: 'Schließe während der Gespräche andere Programme, oder stecke das Gerät an den Strom.',
  },
  'headroom-none': {
    title: 'Es ist zu langsam für die Lärmunterdrückung',
    help: 'Humr nimmt ein einfacheres Verfahren, oder du lässt nichts entfernen.',
  },
  'loop-ok': { title: 'Deine Stimme kommt schnell zurück', help: '' },
  'loop-slow': {
    title: 'Deine Stimme kommt spät zurück',
    help: 'Dieses Gerät ist beschäftigt. Schließe andere Programme.',
  },
  'loop-silent': {
    title: 'Nichts kam zurück',
    help: 'Eine Erweiterung oder Vorgabe sperrt vielleicht Gespräche in diesem Browser. Nimm ein privates Fenster oder einen anderen Browser.',
  },
  'echo-none': { title: 'Keines ist zu hören', help: '' },
  'echo-heard': {
    title: 'Andere hören sich vielleicht selbst',
    help: 'Stelle deine Lautsprecher leiser, oder nimm Kopfhörer.',
  },
};

export const germanDoctor: Sentences['doctor'] = {
  open: 'Diagnose',
  title: 'Diagnose',
  intro: 'Probiert jeden Teil eines Gesprächs wirklich aus, in weniger als 15 Sekunden. Niemandem wird etwas gesendet.',
  speak: 'Sag einen Satz, während gelauscht wird. Vielleicht hörst du drei kurze Töne.',
  start: 'Prüfung beginnen',
  again: 'Noch einmal prüfen',
  stop: 'Anhalten',
  back: 'Zum Anfang',
  progress: 'Fortschritt der Prüfung',
  running: 'Wird geprüft…',
  waiting: 'Wartet',
  stopped: 'Angehalten. Was bis dahin gefunden wurde, steht unten.',
  score: '{count} von 100',
  scoreLabel: 'Wie gut dieses Gerät vorbereitet ist',
  allGood: 'Alles, was ein Gespräch braucht, geht.',
  someWeak: 'Gespräche gehen. Etwas könnte besser sein.',
  someBad: 'Etwas, das ein Gespräch braucht, ist gestört.',
  evidence: 'Was gemessen wurde',
  copy: 'Ergebnis kopieren',
  copied: 'Kopiert',
  save: 'Ergebnis sichern',
  results: 'Ergebnisse',
  verdicts: { good: 'Gut', weak: 'Könnte besser sein', bad: 'Gestört', skipped: 'Nicht nötig' },
  checks: {
    microphone: 'Mikrofon',
    chain: 'Lärmunterdrückung',
    context: 'Tonsystem',
    path: 'Netz',
    relay: 'Relais',
    bandwidth: 'Bandbreite',
    turn: 'Umweg-Server (TURN)',
    storage: 'Speicher',
    keys: 'Schlüssel',
    configuration: 'Einstellungen',
    memory: 'Arbeitsspeicher',
    headroom: 'Tempo dieses Geräts',
    loop: 'Ein Gespräch mit dir selbst',
    echo: 'Echo',
  },
  causes,
};
