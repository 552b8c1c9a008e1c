/** Arabic: the network's settings. */
import type { Translation } from '../../sentences.ts';

export const arabicNetwork: Translation['network'] = {
  heading: 'الشبكة',
  refused: {
    RELAY_URL_MALFORMED: 'ليس هذا عنوانًا. يكون مثل wss://relay.example/mqtt.',
    RELAY_URL_SCHEME: 'يبدأ عنوان المُرحِّل بـ wss://.',
    RELAY_URL_INSECURE: 'ws:// للمُرحِّلات على هذا الجهاز فقط، لأن كل من في الطريق يستطيع قراءته. استعمل wss://.',
    RELAY_URL_CREDENTIALS: 'أخرج اسم المستخدم وكلمة السر من العنوان؛ لهما خانتان في الأسفل.',
    RELAY_URL_IP: 'استعمل اسم المُرحِّل: تُصدر الشهادات للأسماء لا للأرقام.',
    RELAY_URL_FRAGMENT: 'احذف # وما بعدها.',
    ICE_URL_MALFORMED: 'ليس هذا عنوانًا. يكون مثل turn:turn.example:3478 أو stun:stun.example.',
    ICE_URL_LOGIN: 'يطلب خادم TURN اسم مستخدم وكلمة سر.',
    LEND_URL_ELSEWHERE: 'يجب أن يكون على موقع هذه الصفحة نفسه، مثل /turn-credentials.',
    TWICE: 'هو في القائمة من قبل.',
    FULL: 'ثمانية تكفي. أزل واحدًا أولًا.',
  },
  relays: {
    heading: 'المُرحِّلات',
    help: 'بها يجد الناس بعضهم بعضًا، بها كلها معًا. إن لم تضع أيًا منها استُعمل مُرحِّل هذه الصفحة.',
    none: 'مُرحِّل هذه الصفحة.',
    address: 'عنوان مُرحِّل',
    placeholder: 'wss://relay.example/mqtt',
    add: 'إضافة مُرحِّل',
  },
  turn: {
    heading: 'خوادم TURN وSTUN',
    help: 'تساعد حيث لا تسمح شبكة بالدخول المباشر. ما يمر عبرها مشفّر.',
    none: 'لا شيء.',
    address: 'عنوان خادم',
    placeholder: 'turn:turn.example:3478',
    add: 'إضافة خادم',
  },
  userName: 'اسم المستخدم',
  password: 'كلمة السر أو الرمز',
  up: 'تحريك {url} إلى أعلى',
  down: 'تحريك {url} إلى أسفل',
  remove: 'إزالة {url}',
  lend: 'عنوان يعير بيانات دخول TURN',
  lendHelp: 'اتركه فارغًا ما لم يعطك القائم على هذه الصفحة عنوانًا.',
  hide: 'إخفاء عنواني على الشبكة',
  hideHelp: 'يمر كل شيء عبر TURN كي لا يعرف الآخرون مكانك. يلزم لذلك خادم TURN.',
};
