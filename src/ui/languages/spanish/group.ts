/** Spanish: a call of three or more as a whole. */
import type { Sentences } from '../../sentences.ts';

export const spanishGroup: Sentences['group'] = {
  listsDiffer: 'Las personas de esta llamada ven listas distintas.',
  listsDifferHelp: 'Quizá haya aquí alguien a quien no ves, o que no te ve. Preguntaos quién está en la llamada.',
  asked: '{name} compara imágenes con todos.',
  look: 'Ver las imágenes',
  waitingTitle: 'Obteniendo imágenes que todos ven',
  waitingHelp: 'Respuestas que aún faltan: {count}. Los navegadores lo hacen solos.',
  cancel: 'Cancelar',
  title: '¿Todos ven estas siete imágenes?',
  help: 'Que cada uno mire las suyas y que alguien lea los nombres en voz alta. Las mismas en el mismo orden para todos: no hay nadie en medio.',
  alone: 'Solo con {name}',
  again: 'Intentar de nuevo',
  close: 'Cerrar',
  alarmTitle: 'Puede que haya alguien en medio.',
  alarmHelp:
    'Vuestras imágenes son distintas: lo que dices puede pasar por otras manos. Por ahora nadie te oye y no oyes a nadie. Sal y envía un enlace nuevo por otro camino.',
  remove: {
    open: 'Sacar a {name}',
    title: '¿Sacar a {name} de la llamada?',
    help: '{name} sabrá que fuiste tú y ya no oirá a nadie. Los demás se quedan, sin cortes. La llamada recibe un enlace nuevo; el anterior ya no lleva a nadie.',
    sure: 'Sacar de la llamada',
  },
  endings: {
    changed: {
      title: 'Alguien vino o se fue',
      help: 'Las imágenes valen para quienes estaban. Comparad otras nuevas ahora que estáis juntos.',
    },
    late: {
      title: 'No todos respondieron',
      help: 'Quizá una conexión sea lenta, o un Humr más antiguo. Inténtalo de nuevo, o compara con una persona cada vez.',
    },
    stopped: {
      title: 'La comparación se terminó',
      help: 'Alguien de la llamada la terminó antes de que llegaran las imágenes.',
    },
    refused: {
      title: 'No se puede confiar en estas imágenes.',
      help: 'Alguien no cumplió lo prometido, así que no se muestra ninguna. Compara con una persona cada vez y averigua con quién falla.',
    },
  },
};
