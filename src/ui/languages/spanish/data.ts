/** Spanish: one's own data. */
import type { Sentences } from '../../sentences.ts';

export const spanishData: Sentences['data'] = {
  open: 'Tus datos',
  title: 'Tus datos',
  intro:
    'Todo lo que Humr guarda está en este dispositivo. No se envía nada a ningún sitio: ni telemetría, ni cuenta, ni cookies.',
  where: 'Qué se guarda, y dónde',
  kinds: {
    settings: 'Ajustes y tu nombre',
    identity: 'Tu clave',
    people: 'Personas que conoces',
    trail: 'Lo que pasó con las claves',
    history: 'Informes de llamadas',
    log: 'Registro de este dispositivo',
    app: 'La propia aplicación, para abrir sin conexión',
  },
  places: {
    settings: 'Sellados en la base de datos de este navegador.',
    identity: 'Sellada en varios lugares de este navegador; ningún script puede leer la clave que la sella.',
    people: 'Selladas en la base de datos de este navegador, y en una copia en sus archivos privados.',
    trail: 'Sellado en la base de datos de este navegador; las últimas 500 entradas.',
    history: 'Sellados en la base de datos de este navegador, durante 90 días.',
    log: 'Sellado en la base de datos de este navegador, 1 MB como mucho. No contiene nombres, enlaces, claves ni direcciones.',
    app: 'En la caché del navegador; nada sobre ti.',
  },
  entries: '{count} entradas',
  one: '1 entrada',
  none: 'Nada',
  used: '{count} kB en total',
  persistent: 'Tu navegador ha prometido guardarlo.',
  bestEffort: 'Tu navegador puede borrarlo cuando falte espacio.',
  export: 'Guardar todo',
  exportHelp:
    'Un archivo legible con ajustes, llamadas, el registro y la lista de personas. Las claves no están: tienen su propia copia, bajo una frase secreta.',
  saveLog: 'Guardar el registro',
  saveLogHelp: 'Un texto que puedes enseñar a quien te ayude. Empieza por lo que se reemplazó en él.',
  erase: 'Borrar todo',
  eraseHelp: 'Tu clave se va primero. Para todos serás alguien nuevo, y esto no se puede deshacer.',
  eraseTitle: '¿Borrar todo en este dispositivo?',
  eraseConfirm: 'Borrar para siempre',
  eraseCancel: 'Conservar',
  erased: 'Borrado. En este dispositivo no queda más que la aplicación.',
  unreadable: 'Tu clave está borrada. Algunos bytes sellados no se pudieron borrar; nadie puede abrirlos.',
  notErased: 'No se pudo borrar: quizá lo retenga otra pestaña. Cierra las demás pestañas e inténtalo otra vez.',
  working: 'Un momento…',
  back: 'Al inicio',
  collector: 'Enviar cifras a un recolector mío',
  collectorHelp:
    'Apagado mientras no des una dirección. Un recolector OpenTelemetry recibe las cifras de tus llamadas cada 15 segundos: sin nombres, direcciones ni claves.',
  collectorLabel: 'Dirección del recolector (OTLP sobre HTTP)',
  collectorBad: 'La dirección debe empezar por https://, o por http:// en esta máquina.',
};
