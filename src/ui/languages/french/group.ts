/** French: a call of three or more as a whole. */
import type { Sentences } from '../../sentences.ts';

export const frenchGroup: Sentences['group'] = {
  listsDiffer: 'Les personnes de cet appel voient des listes différentes.',
  listsDifferHelp:
    'Il y a peut-être ici quelqu’un que vous ne voyez pas, ou qui ne vous voit pas. Demandez-vous qui est dans l’appel.',
};
