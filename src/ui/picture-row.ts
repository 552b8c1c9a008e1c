/** The seven pictures with their names, wherever they are compared. */
import { css, html, type TemplateResult } from 'lit';
import type { PictureView } from '../app/view.ts';
import { pictureName, sentences } from './sentences.ts';

export const picturesStyles = css`
  ol {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: var(--space-2);
    margin: 0;
    padding: 0;
    list-style: none;
  }

  li {
    display: grid;
    justify-items: center;
    gap: var(--space-1);
    min-inline-size: 6.2rem;
    padding: var(--space-3) var(--space-2);
    border-radius: var(--round-small);
    background: var(--room);
    font-weight: 600;
  }

  .emoji {
    font-size: 2.25rem;
    line-height: 1.15;
  }

  .match {
    border-color: transparent;
    background: var(--quiet);
    color: var(--on-quiet);
  }

  @media (max-width: 26rem) {
    ol {
      gap: var(--space-1);
    }

    li {
      min-inline-size: 5.2rem;
      padding-inline: var(--space-1);
      font-size: 0.8125rem;
    }
  }
`;

export function pictureList(pictures: readonly PictureView[]): TemplateResult {
  return html`<ol aria-label=${sentences.pictures.list}>
    ${pictures.map(
      ({ emoji, name }) => html`<li><span class="emoji" aria-hidden="true">${emoji}</span>${pictureName(name)}</li>`,
    )}
  </ol>`;
}
