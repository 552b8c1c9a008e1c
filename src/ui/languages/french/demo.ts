/** French: the demo. */
import type { Sentences } from '../../sentences.ts';

export const frenchDemo: Sentences['demo'] = {
  open: 'Démo',
  title: 'Un appel avec vous-même',
  intro:
    'Les deux bouts d’un vrai appel chiffré, dans cette page. Écoutez ce qu’entend l’autre bout, avec Humr et sans.',
  start: 'Faire entendre la voix dans le bruit',
  own: 'Utiliser mon micro',
  ownHelp: 'Mettez un casque, ou vous entendrez votre écho.',
  stop: 'Arrêter',
  back: 'Au début',
  connecting: 'Vous vous appelez…',
  denoised: 'Réduction du bruit',
  hearing: {
    before: 'Vous entendez la voix comme le micro.',
    after: 'Vous entendez la voix comme Humr l’envoie.',
  },
  spectrogram: 'Spectrogramme : ce que l’on entend, sons graves en bas, aigus en haut',
  level: 'Niveau',
  quieter: 'Entre les mots, c’est {count} dB plus calme.',
  failed: 'L’appel avec vous-même n’a pas abouti. Le diagnostic vous dit pourquoi.',
  noise: 'Conseil : écoutez les pauses entre les mots.',
  credit: 'Voix : jeu de données Kathleen du projet Rhasspy (CC0). Bruit : fait par nous.',
};
