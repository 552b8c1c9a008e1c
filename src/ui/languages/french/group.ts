/** French: a call of three or more as a whole. */
import type { Sentences } from '../../sentences.ts';

export const frenchGroup: Sentences['group'] = {
  listsDiffer: 'Les personnes de cet appel voient des listes différentes.',
  listsDifferHelp:
    'Il y a peut-être ici quelqu’un que vous ne voyez pas, ou qui ne vous voit pas. Demandez-vous qui est dans l’appel.',
  asked: '{name} compare des images avec tout le monde.',
  look: 'Voir les images',
  waitingTitle: 'Préparation d’images vues par tous',
  waitingHelp: 'Réponses encore attendues : {count}. Les navigateurs le font d’eux-mêmes.',
  cancel: 'Annuler',
  title: 'Tout le monde voit-il ces sept images ?',
  help: 'Que chacun regarde les siennes et que l’un de vous lise les noms à voix haute. Les mêmes dans le même ordre pour tous : personne n’est entre vous.',
  alone: 'Avec {name} seulement',
  again: 'Réessayer',
  close: 'Fermer',
  alarmTitle: 'Quelqu’un est peut-être entre vous.',
  alarmHelp:
    'Vos images diffèrent : ce que vous dites passe peut-être par d’autres mains. Pour l’instant, personne ne vous entend et vous n’entendez personne. Quittez, et envoyez un nouveau lien autrement.',
  remove: {
    open: 'Retirer {name}',
    title: 'Retirer {name} de l’appel ?',
    help: '{name} apprend que c’est vous, et n’entend plus personne. Tous les autres restent, sans coupure. L’appel reçoit un nouveau lien ; l’ancien ne mène plus à personne.',
    sure: 'Retirer de l’appel',
  },
  endings: {
    changed: {
      title: 'Quelqu’un est venu ou parti',
      help: 'Les images valent pour ceux qui étaient là. Comparez-en de nouvelles, maintenant que vous êtes réunis.',
    },
    late: {
      title: 'Tout le monde n’a pas répondu',
      help: 'Une connexion est peut-être lente, ou un Humr plus ancien. Réessayez, ou comparez avec une personne à la fois.',
    },
    stopped: {
      title: 'La comparaison a été arrêtée',
      help: 'Quelqu’un dans l’appel l’a arrêtée avant que les images soient là.',
    },
    refused: {
      title: 'On ne peut pas se fier à ces images.',
      help: 'Quelqu’un n’a pas tenu ce qui était promis ; aucune n’est donc montrée. Comparez avec une personne à la fois, et voyez avec qui cela échoue.',
    },
  },
};
