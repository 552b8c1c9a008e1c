/** Arabic: a call of three or more as a whole. */
import type { Sentences } from '../../sentences.ts';

export const arabicGroup: Sentences['group'] = {
  listsDiffer: 'يرى الناس في هذه المكالمة قوائم مختلفة.',
  listsDifferHelp: 'قد يكون هنا شخص لا تراه أو لا يراك. اسألوا بعضكم من في المكالمة.',
};
