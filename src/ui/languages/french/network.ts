/** French: the network's settings. */
import type { Translation } from '../../sentences.ts';

export const frenchNetwork: Translation['network'] = {
  heading: 'Réseau',
  refused: {
    RELAY_URL_MALFORMED: 'Ce n’est pas une adresse. Elle ressemble à wss://relay.example/mqtt.',
    RELAY_URL_SCHEME: 'L’adresse d’un relais commence par wss://.',
    RELAY_URL_INSECURE:
      'ws:// est réservé aux relais de cet appareil, car chacun sur le chemin pourrait lire. Utilisez wss://.',
    RELAY_URL_CREDENTIALS:
      'Ôtez le nom d’utilisateur et le mot de passe de l’adresse ; ils ont leurs propres champs ci-dessous.',
    RELAY_URL_IP: 'Utilisez le nom du relais : les certificats valent pour des noms, pas pour des numéros.',
    RELAY_URL_FRAGMENT: 'Ôtez le # et ce qui le suit.',
    ICE_URL_MALFORMED: 'Ce n’est pas une adresse. Elle ressemble à turn:turn.example:3478 ou stun:stun.example.',
    ICE_URL_LOGIN: 'Un serveur TURN veut un nom d’utilisateur et un mot de passe.',
    LEND_URL_ELSEWHERE: 'Elle doit être sur le site de cette page, par exemple /turn-credentials.',
    TWICE: 'C’est déjà dans la liste.',
    FULL: 'Huit suffisent. Retirez-en d’abord un.',
  },
  relays: {
    heading: 'Relais',
    help: 'On se trouve par eux, par tous à la fois. Sans relais à vous, celui de cette page est utilisé.',
    none: 'Le relais de cette page.',
    address: 'Adresse d’un relais',
    placeholder: 'wss://relay.example/mqtt',
    add: 'Ajouter un relais',
  },
  turn: {
    heading: 'Serveurs TURN et STUN',
    help: 'Ils aident là où un réseau ne laisse entrer personne directement. Ce qui y passe est chiffré.',
    none: 'Aucun.',
    address: 'Adresse d’un serveur',
    placeholder: 'turn:turn.example:3478',
    add: 'Ajouter un serveur',
  },
  userName: 'Nom d’utilisateur',
  password: 'Mot de passe ou jeton',
  up: 'Monter {url}',
  down: 'Descendre {url}',
  remove: 'Retirer {url}',
  lend: 'Adresse qui prête des accès TURN',
  lendHelp: 'Laissez-la vide, sauf si la personne qui gère cette page vous en donne une.',
  hide: 'Cacher mon adresse réseau',
  hideHelp: 'Tout passe par TURN, pour que les autres n’apprennent pas où vous êtes. Il y faut un serveur TURN.',
};
