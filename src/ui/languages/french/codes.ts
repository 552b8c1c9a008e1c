/** French: the two codes. */
import type { Translation } from '../../sentences.ts';

export const frenchCodes: Translation['codes'] = {
  title: 'Appeler avec deux codes.',
  lead: 'Sans relais ni internet : il suffit du même Wi-Fi. Chacun montre un code, et l’autre le scanne.',
  make: 'Montrer un code',
  read: 'Scanner un code',
  readTitle: 'Scannez le code de l’autre.',
  steps: ['L’un montre un code', 'L’autre le scanne et montre le sien', 'Scannez-le, et parlez'],
  stepsHeading: 'Étapes',
  making: {
    microphone: { title: 'En attente de votre micro…', help: 'Si votre navigateur demande, choisissez « Autoriser ».' },
    addresses: { title: 'Votre code se fait…', help: 'Cela prend une seconde.' },
  },
  showing: {
    inviter: {
      title: 'Faites scanner ceci à l’autre.',
      help: 'Scannez ensuite le code qui s’affiche chez l’autre.',
      turn: 'À l’autre',
    },
    guest: {
      title: 'Faites maintenant scanner le vôtre.',
      help: 'Gardez cette page ouverte. Vous êtes connectés dès qu’il est scanné.',
      turn: 'À l’autre',
    },
  },
  listenOnly: 'Sans votre micro, vous pouvez seulement écouter.',
  connecting: { title: 'Vous vous cherchez…', help: 'Les deux codes sont passés.' },
  picture: 'Code QR de votre code',
  scanAnswer: 'Scanner l’autre code',
  field: 'L’autre code, ou un lien',
  fieldHelp: 'Ou collez ce que l’on vous a envoyé.',
  use: 'Utiliser',
  copy: 'Copier le code',
  copied: 'Copié. Envoyez-le à l’autre.',
  share: 'Partager…',
  expires: 'Valable {count} min.',
  drop: 'Recommencer',
  back: 'Au début',
  camera: {
    label: 'Ce que voit la caméra',
    aim: 'Tenez l’autre code devant la caméra.',
    asking: 'Votre navigateur demande la caméra. Choisissez « Autoriser ».',
    stop: 'Fermer la caméra',
    denied: 'La caméra n’est pas autorisée. Autorisez-la à côté de l’adresse, ou collez le code.',
    missing: 'Aucune caméra trouvée. Collez plutôt le code.',
    busy: 'La caméra ne répond pas. Fermez les autres programmes qui l’utilisent, ou collez le code.',
    failed: 'Le lecteur ne s’est pas chargé. Collez plutôt le code.',
  },
};
