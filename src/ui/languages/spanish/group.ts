/** Spanish: a call of three or more as a whole. */
import type { Sentences } from '../../sentences.ts';

export const spanishGroup: Sentences['group'] = {
  listsDiffer: 'Las personas de esta llamada ven listas distintas.',
  listsDifferHelp: 'Quizá haya aquí alguien a quien no ves, o que no te ve. Preguntaos quién está en la llamada.',
};
