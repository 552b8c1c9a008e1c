/** The texts of the network's settings. */
import type { IceUrlTrouble, RelayUrlTrouble } from '../../app/server-urls.ts';

const refused: Record<RelayUrlTrouble | IceUrlTrouble | 'LEND_URL_ELSEWHERE' | 'TWICE' | 'FULL', string> = {
  RELAY_URL_MALFORMED: 'This is not an address. It looks like wss://relay.example/mqtt.',
  RELAY_URL_SCHEME: 'A relay’s address begins with wss://.',
  RELAY_URL_INSECURE: 'ws:// is for relays on this device only, because everybody on the way could see it. Use wss://.',
  RELAY_URL_CREDENTIALS: 'Take user name and password out of the address; they have fields of their own below.',
  RELAY_URL_IP: 'Use the relay’s name: certificates are made for names, not for numbers.',
  RELAY_URL_FRAGMENT: 'Take away the # and what follows it.',
  ICE_URL_MALFORMED: 'This is not an address. It looks like turn:turn.example:3478 or stun:stun.example.',
  ICE_URL_LOGIN: 'A TURN server wants a user name and a password.',
  LEND_URL_ELSEWHERE: 'It must be on this page’s own site, such as /turn-credentials.',
  TWICE: 'It is in the list already.',
  FULL: 'Eight are enough. Remove one first.',
};

export const network = {
  heading: 'Network',
  refused,
  relays: {
    heading: 'Relays',
    help: 'People find each other through these, all at once. With none of your own, the relay of this page is used.',
    none: 'The relay of this page.',
    address: 'Address of a relay',
    placeholder: 'wss://relay.example/mqtt',
    add: 'Add relay',
  },
  turn: {
    heading: 'TURN and STUN servers',
    help: 'They help where a network lets nobody in directly. What passes through them is encrypted.',
    none: 'None.',
    address: 'Address of a server',
    placeholder: 'turn:turn.example:3478',
    add: 'Add server',
  },
  userName: 'User name',
  password: 'Password or token',
  up: 'Move {url} up',
  down: 'Move {url} down',
  remove: 'Remove {url}',
  lend: 'Address that lends TURN credentials',
  lendHelp: 'Leave it empty unless whoever runs this page tells you one.',
  hide: 'Hide my network address',
  hideHelp: 'Everything goes through TURN, so that the others do not learn where you are. It takes a TURN server.',
};
