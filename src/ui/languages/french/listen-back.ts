/** French: hearing oneself within a call. */
import type { Translation } from '../../sentences.ts';

export const frenchListenBack: Translation['listenBack'] = {
  intro:
    'Dites une phrase, puis taisez-vous un instant. L’appel continue, et les autres vous entendent comme d’habitude.',
  muted: 'Votre micro est coupé. Personne n’entend ce que vous dites pour cet enregistrement.',
  memory:
    'L’enregistrement reste dans cette fenêtre et s’efface quand vous la fermez. Avec un casque, les autres ne l’entendent pas.',
  record: 'Enregistrer',
  comparing: 'Comparaison de l’avant et de l’après…',
  heard: {
    before: 'Comme votre micro vous a entendu.',
    sent: 'Comme c’est parti vers les autres.',
    muted: 'Comme les autres vous auraient entendu, micro ouvert.',
    rendered: 'Comme les autres vous entendraient avec ce réglage.',
  },
  updating: 'Le nouveau réglage est essayé sur cet enregistrement…',
  matched: 'Même volume',
  matchedHelp: 'Joue l’avant et l’après au même volume : on n’entend que la différence.',
  failed: 'L’enregistrement n’a pas marché. Votre appel continue comme avant.',
  close: 'Fermer',
};
