/** German: the network's settings. */
import type { Translation } from '../../sentences.ts';

export const germanNetwork: Translation['network'] = {
  heading: 'Netz',
  refused: {
    RELAY_URL_MALFORMED: 'Das ist keine Adresse. Sie sieht etwa so aus: wss://relay.example/mqtt.',
    RELAY_URL_SCHEME: 'Die Adresse eines Relais beginnt mit wss://.',
    RELAY_URL_INSECURE:
      'ws:// ist nur für Relais auf diesem Gerät, denn auf dem Weg könnte jeder mitlesen. Nimm wss://.',
    RELAY_URL_CREDENTIALS: 'Nimm Benutzernamen und Passwort aus der Adresse; sie haben unten eigene Felder.',
    RELAY_URL_IP: 'Nimm den Namen des Relais: Zertifikate gelten für Namen, nicht für Nummern.',
    RELAY_URL_FRAGMENT: 'Nimm das # und alles danach weg.',
    ICE_URL_MALFORMED: 'Das ist keine Adresse. Sie sieht etwa so aus: turn:turn.example:3478 oder stun:stun.example.',
    ICE_URL_LOGIN: 'Ein TURN-Server verlangt Benutzernamen und Passwort.',
    LEND_URL_ELSEWHERE: 'Sie muss auf derselben Website liegen wie diese Seite, etwa /turn-credentials.',
    TWICE: 'Das steht schon in der Liste.',
    FULL: 'Acht sind genug. Entferne zuerst einen Eintrag.',
  },
  relays: {
    heading: 'Relais',
    help: 'Über diese findet man einander, über alle zugleich. Ohne eigene dient das Relais dieser Seite.',
    none: 'Das Relais dieser Seite.',
    address: 'Adresse eines Relais',
    placeholder: 'wss://relay.example/mqtt',
    add: 'Relais hinzufügen',
  },
  turn: {
    heading: 'TURN- und STUN-Server',
    help: 'Sie helfen, wo ein Netz niemanden direkt hereinlässt. Was durch sie geht, ist verschlüsselt.',
    none: 'Keine.',
    address: 'Adresse eines Servers',
    placeholder: 'turn:turn.example:3478',
    add: 'Server hinzufügen',
  },
  userName: 'Benutzername',
  password: 'Passwort oder Token',
  up: '{url} nach oben',
  down: '{url} nach unten',
  remove: '{url} entfernen',
  lend: 'Adresse, die TURN-Zugänge verleiht',
  lendHelp: 'Lass sie leer, wenn dir der Betreiber dieser Seite keine nennt.',
  hide: 'Meine Netzadresse verbergen',
  hideHelp: 'Alles geht über TURN, damit die anderen nicht erfahren, wo du bist. Dazu braucht es einen TURN-Server.',
};
