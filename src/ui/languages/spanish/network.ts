/** Spanish: the network's settings. */
import type { Translation } from '../../sentences.ts';

export const spanishNetwork: Translation['network'] = {
  heading: 'Red',
  refused: {
    RELAY_URL_MALFORMED: 'Esto no es una dirección. Es como wss://relay.example/mqtt.',
    RELAY_URL_SCHEME: 'La dirección de un relé empieza por wss://.',
    RELAY_URL_INSECURE:
      'ws:// es solo para relés de este dispositivo, porque por el camino cualquiera podría leerlo. Usa wss://.',
    RELAY_URL_CREDENTIALS: 'Quita el usuario y la contraseña de la dirección; tienen sus propios campos abajo.',
    RELAY_URL_IP: 'Usa el nombre del relé: los certificados son para nombres, no para números.',
    RELAY_URL_FRAGMENT: 'Quita la # y lo que la sigue.',
    ICE_URL_MALFORMED: 'Esto no es una dirección. Es como turn:turn.example:3478 o stun:stun.example.',
    ICE_URL_LOGIN: 'Un servidor TURN pide usuario y contraseña.',
    LEND_URL_ELSEWHERE: 'Debe estar en el mismo sitio que esta página, por ejemplo /turn-credentials.',
    TWICE: 'Ya está en la lista.',
    FULL: 'Con ocho basta. Quita uno primero.',
  },
  relays: {
    heading: 'Relés',
    help: 'Por ellos os encontráis, por todos a la vez. Sin ninguno propio se usa el relé de esta página.',
    none: 'El relé de esta página.',
    address: 'Dirección de un relé',
    placeholder: 'wss://relay.example/mqtt',
    add: 'Añadir relé',
  },
  turn: {
    heading: 'Servidores TURN y STUN',
    help: 'Ayudan donde una red no deja entrar a nadie directamente. Lo que pasa por ellos va cifrado.',
    none: 'Ninguno.',
    address: 'Dirección de un servidor',
    placeholder: 'turn:turn.example:3478',
    add: 'Añadir servidor',
  },
  userName: 'Usuario',
  password: 'Contraseña o token',
  up: 'Subir {url}',
  down: 'Bajar {url}',
  remove: 'Quitar {url}',
  lend: 'Dirección que presta accesos TURN',
  lendHelp: 'Déjala vacía salvo que quien lleva esta página te dé una.',
  hide: 'Ocultar mi dirección de red',
  hideHelp: 'Todo va por TURN, para que los demás no sepan dónde estás. Hace falta un servidor TURN.',
};
