/** The field for one's own name. A template, not an element: the label and the form must share its root. */
import { html, type TemplateResult } from 'lit';
import { Directive, directive, type ElementPart } from 'lit/directive.js';
import { sentences } from './sentences.ts';

/** Raw text above this is cut by the app anyway. */
const MAX_RAW_LENGTH = 64;

/** Sets a field's value, but never while somebody types in it: the app's tidied name would move the caret. */
class UnlessTyping extends Directive {
  override update(part: ElementPart, [value]: [string]): void {
    const field = part.element as HTMLInputElement; // used on inputs only, below
    const root = field.getRootNode() as ShadowRoot | Document; // the root of something being rendered is one of these
    if (root.activeElement !== field && field.value !== value) field.value = value;
  }

  render(_value: string): void {}
}

const valueUnlessTyping = directive(UnlessTyping);

export function nameField(selfName: string, onName: (text: string) => void): TemplateResult {
  const tell = (event: Event) => onName((event.currentTarget as HTMLInputElement).value);
  return html`<div class="name-field">
    <label for="name">${sentences.home.nameLabel}</label>
    <input
      id="name"
      name="name"
      autocomplete="nickname"
      enterkeyhint="go"
      maxlength=${MAX_RAW_LENGTH}
      placeholder=${sentences.home.namePlaceholder}
      ${valueUnlessTyping(selfName)}
      @input=${tell}
      @blur=${tell}
    />
  </div>`;
}
